// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/TrainableT5.h"
#include "core/training/TrainingSettings.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sparsight {

/// Changes weights along their gradients. Works on the weights as checkpoints name them, frozen ones left out.
class Optimizer {
public:
    virtual ~Optimizer() = default;

    /// One step with the gradients that are there.
    void step(double learningRate);

    /// Everything a training that goes on needs, beside the number of steps, by name; views that may be filled.
    using State = std::vector<std::pair<std::string, at::Tensor>>;
    virtual State state() const = 0;
    std::uint64_t steps() const { return m_steps; }
    void setSteps(std::uint64_t steps) { m_steps = steps; }

protected:
    Optimizer(const std::vector<TrainableWeight>& weights, bool relative);

    /// The learning rate of a weight: relative ones are multiplied by its root mean square, 0.001 at least.
    double rateOf(const at::Tensor& value, double learningRate) const;
    bool isRelative() const { return m_relative; }

    virtual void update(double learningRate, std::uint64_t step) = 0; // step counts from 1
    const std::vector<TrainableWeight>& weights() const { return m_weights; }

private:
    std::vector<TrainableWeight> m_weights;
    bool m_relative;
    std::uint64_t m_steps = 0;
};

/// Adam and AdamW as torch.optim (β 0.9 and 0.999, ε 1e-8), Adafactor as transformers with relative_step=False, which
/// is how it takes a learning rate from outside. relative: each weight's rate is relative to its size, which Adafactor
/// calls scale_parameter.
std::unique_ptr<Optimizer> makeOptimizer(OptimizerKind kind, double weightDecay, bool relative,
                                         const std::vector<TrainableWeight>& weights);

/// Scales the gradients down to this global norm where it is larger, as torch's clip_grad_norm_.
void clipGradients(const std::vector<TrainableWeight>& weights, double norm);

/// The learning rate of a step, counted from 0, of so many: it rises over the warm-up, then follows the schedule as
/// transformers' do (linear and cosine fall to 0 at the end).
double scheduledRate(const TrainingSettings& settings, std::uint64_t step, std::uint64_t steps);

} // namespace sparsight
