// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/Optimizer.h"

#include "core/model/TorchError.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sparsight {

namespace {

at::Tensor rootMeanSquare(const at::Tensor& x)
{
    return x.norm() / std::sqrt(static_cast<double>(x.numel()));
}

class Adam final : public Optimizer {
public:
    Adam(const std::vector<TrainableWeight>& weights, double weightDecay, bool relative, bool decoupled)
        : Optimizer(weights, relative)
        , m_weightDecay(weightDecay)
        , m_decoupled(decoupled)
    {
        for (const TrainableWeight& weight : this->weights()) {
            m_averages.push_back(at::zeros_like(weight.value()));
            m_squares.push_back(at::zeros_like(weight.value()));
        }
    }

    State state() const override
    {
        State result;
        for (std::size_t i = 0; i < weights().size(); ++i) {
            result.emplace_back("average." + weights()[i].name(), m_averages[i]);
            result.emplace_back("square." + weights()[i].name(), m_squares[i]);
        }
        return result;
    }

private:
    /// What is updated together.
    struct Group {
        std::vector<at::Tensor> values, gradients, averages, squares, steps;
    };

    void update(double learningRate, std::uint64_t step) override
    {
        Group group;
        for (std::size_t i = 0; i < weights().size(); ++i) {
            const at::Tensor gradient = weights()[i].gradient();
            if (!gradient.defined()) continue;
            group.values.push_back(weights()[i].value());
            group.gradients.push_back(gradient);
            group.averages.push_back(m_averages[i]);
            group.squares.push_back(m_squares[i]);
            group.steps.push_back(
                at::full({}, static_cast<double>(step), group.values.back().options().dtype(at::kFloat)));
            if (!isRelative()) continue;
            apply(group, rateOf(group.values[0], learningRate));
            group = {};
        }
        if (!group.values.empty()) apply(group, learningRate);
    }

    void apply(const Group& group, double learningRate) const
    {
        constexpr double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
        const auto fused = m_decoupled ? at::_ops::_fused_adamw_::call : at::_ops::_fused_adam_::call;
        fused(group.values, group.gradients, group.averages, group.squares, {}, group.steps, learningRate, beta1, beta2,
              m_weightDecay, epsilon, false, false, std::nullopt, std::nullopt);
    }

    double m_weightDecay;
    bool m_decoupled;
    std::vector<at::Tensor> m_averages, m_squares; // of the gradients, in the order of weights()
};

/// Keeps of the squared gradients of a matrix only the means of its rows and columns.
class Adafactor final : public Optimizer {
public:
    Adafactor(const std::vector<TrainableWeight>& weights, double weightDecay, bool relative)
        : Optimizer(weights, relative)
        , m_weightDecay(weightDecay)
    {
        for (const TrainableWeight& weight : this->weights()) {
            const at::Tensor value = weight.value();
            const bool matrix = value.dim() == 2;
            m_rows.push_back(at::zeros({value.size(0)}, value.options()));
            m_columns.push_back(matrix ? at::zeros({value.size(1)}, value.options()) : at::Tensor());
        }
    }

    State state() const override
    {
        State result;
        for (std::size_t i = 0; i < weights().size(); ++i) {
            const bool matrix = m_columns[i].defined();
            result.emplace_back((matrix ? "row." : "square.") + weights()[i].name(), m_rows[i]);
            if (matrix) result.emplace_back("column." + weights()[i].name(), m_columns[i]);
        }
        return result;
    }

private:
    void update(double learningRate, std::uint64_t step) override
    {
        const double decay = 1.0 - std::pow(static_cast<double>(step), -0.8);
        for (std::size_t i = 0; i < weights().size(); ++i) {
            const at::Tensor gradient = weights()[i].gradient();
            if (!gradient.defined()) continue;
            at::Tensor change = scaled(gradient, i, decay);
            constexpr double largest = 1.0; // root mean square of a change
            at::Tensor value = weights()[i].value();
            const double rate = rateOf(value, learningRate);
            change.div_((rootMeanSquare(change) / largest).clamp_min_(1.0)).mul_(rate);
            if (m_weightDecay != 0) value.mul_(1.0 - m_weightDecay * rate);
            value.sub_(change);
        }
    }

    /// The gradient by the root of its averaged square.
    at::Tensor scaled(const at::Tensor& gradient, std::size_t index, double decay)
    {
        at::Tensor &rows = m_rows[index], &columns = m_columns[index];
        const at::Tensor square = gradient.square().add_(1e-30);
        if (!columns.defined()) return rows.mul_(decay).add_(square, 1.0 - decay).rsqrt().mul_(gradient);
        rows.mul_(decay).add_(square.mean(1), 1.0 - decay);
        columns.mul_(decay).add_(square.mean(0), 1.0 - decay);
        const at::Tensor byRow = (rows / rows.mean()).rsqrt_().unsqueeze(1);
        return (byRow * columns.rsqrt().unsqueeze(0)).mul_(gradient);
    }

    double m_weightDecay;
    std::vector<at::Tensor> m_rows, m_columns; // of a vector, m_rows holds the average square itself
};

} // namespace

Optimizer::Optimizer(const std::vector<TrainableWeight>& weights, bool relative)
    : m_relative(relative)
{
    for (const TrainableWeight& weight : weights) {
        if (weight.isTrained()) m_weights.push_back(weight);
    }
}

double Optimizer::rateOf(const at::Tensor& value, double learningRate) const
{
    return m_relative ? learningRate * std::max(1e-3, rootMeanSquare(value).item<double>()) : learningRate;
}

void Optimizer::step(double learningRate)
{
    guarded([&] {
        const at::NoGradGuard off;
        update(learningRate, m_steps + 1);
    });
    ++m_steps;
}

std::unique_ptr<Optimizer> makeOptimizer(OptimizerKind kind, double weightDecay, bool relative,
                                         const std::vector<TrainableWeight>& weights)
{
    return guarded([&]() -> std::unique_ptr<Optimizer> {
        if (kind == OptimizerKind::Adafactor) return std::make_unique<Adafactor>(weights, weightDecay, relative);
        return std::make_unique<Adam>(weights, weightDecay, relative, kind == OptimizerKind::AdamW);
    });
}

void clipGradients(const std::vector<TrainableWeight>& weights, double norm)
{
    guarded([&] {
        std::vector<at::Tensor> gradients, norms;
        for (const TrainableWeight& weight : weights) {
            if (weight.isTrained() && weight.gradient().defined()) gradients.push_back(weight.gradient());
        }
        if (gradients.empty()) return;
        const at::Tensor total = at::stack(at::_foreach_norm(gradients)).norm();
        at::_foreach_mul_(gradients, (norm / (total + 1e-6)).clamp_max_(1.0));
    });
}

double scheduledRate(const TrainingSettings& settings, std::uint64_t step, std::uint64_t steps)
{
    const auto warmUp = static_cast<std::uint64_t>(settings.warmUpSteps);
    if (step < warmUp) return settings.learningRate * static_cast<double>(step) / static_cast<double>(warmUp);
    const double length = static_cast<double>(std::max<std::uint64_t>(1, steps - std::min(steps, warmUp)));
    const double done = std::min(1.0, static_cast<double>(step - warmUp) / length);
    switch (settings.schedule) {
    case ScheduleKind::Linear: return settings.learningRate * (1.0 - done);
    case ScheduleKind::Cosine: return settings.learningRate * 0.5 * (1.0 + std::cos(std::numbers::pi * done));
    case ScheduleKind::Constant: break;
    }
    return settings.learningRate;
}

} // namespace sparsight
