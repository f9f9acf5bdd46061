// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Ids.h"

#include "core/base/Error.h"

#include <charconv>

namespace sparsight {

std::string LayerId::toString() const
{
    return (stack == Stack::Encoder ? "enc" : "dec") + std::to_string(number);
}

std::string LayerId::huggingFaceModule() const
{
    // The feed-forward sublayer follows self-attention in the encoder, and cross attention as well in the decoder.
    const bool encoder = stack == Stack::Encoder;
    return std::string(encoder ? "encoder" : "decoder") + ".block." + std::to_string(number - 1) + ".layer." +
           (encoder ? "1" : "2") + ".DenseReluDense";
}

LayerId LayerId::parse(std::string_view text)
{
    const std::string_view stack = text.substr(0, 3);
    const std::string_view digits = text.size() > 3 ? text.substr(3) : std::string_view{};
    int number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool wellFormed = error == std::errc{} && end == digits.data() + digits.size() && number >= 1;
    if (!wellFormed || (stack != "enc" && stack != "dec")) {
        throw Error(ErrorCode::BadInput,
                    "\"" + std::string(text) + "\" is not a layer: write enc6 or dec1, counting from 1.");
    }
    return {stack == "enc" ? Stack::Encoder : Stack::Decoder, number};
}

} // namespace sparsight
