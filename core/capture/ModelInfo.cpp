// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/InferenceEngine.h"

namespace sparsight {

std::vector<LayerId> ModelInfo::layers() const
{
    std::vector<LayerId> all;
    for (int n = 1; n <= encoderLayers; ++n)
        all.push_back({Stack::Encoder, n});
    for (int n = 1; n <= decoderLayers; ++n)
        all.push_back({Stack::Decoder, n});
    return all;
}

} // namespace sparsight
