// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/models/VisionModel.h"

namespace sparsight {

/// W_o · ReLU(W_i x + b_i) + b_o of all pixels.
class TwoLayerMlp final : public VisionModel {
public:
    TwoLayerMlp(const LabModelShape& shape, const ImageShape& images, at::ScalarType type);

    at::Tensor logits(const at::Tensor& images, const LabObserver& observer) const override;

private:
    FeedForwardNet m_net;
};

} // namespace sparsight
