// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/ImageSource.h"
#include "core/lab/LabResult.h"

#include <stop_token>

namespace sparsight {

/// The gradient at initialisation. For f = V·ReLU(p) with V independent of zero mean and deviation σ, K outputs and the
/// loss ‖f − y‖² (no ½), E[∂ℓ/∂p_i] = 2Kσ²·p_i where p_i > 0 and 0 elsewhere: here by Monte Carlo over V for the
/// pre-activations that a new network has for an image, beside the closed form; and for the cross-entropy, which has
/// none, the mean over new networks and images.
LabArmResult measureGradients(const LabArm& arm, std::uint64_t seed, const ImageSource& images,
                              const std::stop_token& stop);

} // namespace sparsight
