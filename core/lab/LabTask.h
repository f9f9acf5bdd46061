// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/ImageSource.h"
#include "core/lab/LabResult.h"
#include "core/lab/models/VisionModel.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sparsight {

/// A new model with its data: a function of arm and seed. Used by one thread.
class LabTask {
public:
    virtual ~LabTask() = default;

    virtual const std::vector<TrainableWeight>& weights() const = 0;
    virtual void clearGradients() = 0;
    virtual const std::vector<std::string>& layers() const = 0;

    struct Outcome {
        at::Tensor loss;                ///< mean, with gradients unless they are off
        std::optional<double> accuracy; ///< %, where there are classes
    };
    /// The batch of a training step.
    virtual Outcome step(std::uint64_t step, const LabObserver& observer) const = 0;
    /// A batch to judge by; those of the training split are as training sees them, labels included, those held out have
    /// right labels.
    virtual Outcome look(ImageSplit split, std::uint64_t batch, const LabObserver& observer) const = 0;
    /// What there is to measure of a trained model beside losses and densities.
    virtual void measure(LabArmResult&) const {}
};

std::unique_ptr<LabTask> makeVisionTask(const LabArm& arm, std::uint64_t seed,
                                        std::shared_ptr<const ImageSource> images);
std::unique_ptr<LabTask> makeTextTask(const LabArm& arm, std::uint64_t seed);

/// What a seed decides; each purpose draws from numbers of its own.
enum class LabPurpose : std::uint64_t { Weights, Data, Order, Labels, Noise, Corruption, Corpus, Theory };

} // namespace sparsight
