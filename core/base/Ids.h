// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace sparsight {

/// An integer that only compares with its own kind.
template <class Tag, class Integer>
struct TypedId {
    Integer value{};

    constexpr TypedId() = default;
    constexpr explicit TypedId(Integer v) : value(v) {}
    constexpr auto operator<=>(const TypedId&) const = default;
};

using NeuronId = TypedId<struct NeuronTag, std::uint32_t>;     ///< index in its layer, from 0
using SentenceId = TypedId<struct SentenceTag, std::uint32_t>; ///< position in its data set, from 0
using DatasetId = TypedId<struct DatasetTag, std::int64_t>;    ///< row of the project file
using CheckpointId = TypedId<struct CheckpointTag, std::int64_t>;
using RunId = TypedId<struct RunTag, std::int64_t>;
using TopicId = TypedId<struct TopicTag, std::int64_t>;

enum class Stack : std::uint8_t { Encoder, Decoder };

/// A feed-forward layer as people name it: enc6 is the sixth of the encoder, dec1 the first of the decoder.
struct LayerId {
    Stack stack = Stack::Encoder;
    int number = 1; ///< from 1

    constexpr auto operator<=>(const LayerId&) const = default;

    std::string toString() const;
    /// The module in Hugging Face's naming, e.g. encoder.block.5.layer.1.DenseReluDense.
    std::string huggingFaceModule() const;
    /// Reads "enc6" or "dec1". Throws Error(BadInput).
    static LayerId parse(std::string_view text);
};

} // namespace sparsight

template <class Tag, class Integer>
struct std::hash<sparsight::TypedId<Tag, Integer>> {
    std::size_t operator()(sparsight::TypedId<Tag, Integer> id) const noexcept { return std::hash<Integer>{}(id.value); }
};
