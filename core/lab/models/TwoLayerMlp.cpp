// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/models/TwoLayerMlp.h"

namespace sparsight {

TwoLayerMlp::TwoLayerMlp(const LabModelShape& shape, const ImageShape& images, at::ScalarType type)
    : VisionModel(type)
    , m_net(feedForward("mlp", "hidden", static_cast<std::int64_t>(images.pixels()), shape.dFf, images.classes,
                        shape.topK))
{
}

at::Tensor TwoLayerMlp::logits(const at::Tensor& images, const LabObserver& observer) const
{
    return m_net.forward(images.flatten(1), observer);
}

} // namespace sparsight
