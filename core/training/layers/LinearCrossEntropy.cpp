// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/layers/LinearCrossEntropy.h"

#include <torch/csrc/autograd/custom_function.h>

namespace sparsight {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr std::int64_t portionElements = 32 << 20; // scores in memory at once

/// The loss of a portion; its scores [tokens, vocabulary] become their gradient where that is wanted.
at::Tensor portionLoss(at::Tensor& scores, const at::Tensor& labels, double smoothing, bool wantsGradient)
{
    const at::Tensor index = labels.unsqueeze(1);
    at::Tensor logProbabilities = at::log_softmax(scores, 1);
    at::Tensor loss = logProbabilities.gather(1, index).sum(at::kDouble).mul_(smoothing - 1.0);
    if (smoothing > 0) loss = loss - logProbabilities.mean(1).sum(at::kDouble) * smoothing;
    if (!wantsGradient) return loss;
    scores = logProbabilities.exp_();
    if (smoothing > 0) scores.sub_(smoothing / static_cast<double>(scores.size(1)));
    scores.scatter_add_(1, index, at::full_like(index, smoothing - 1.0, scores.options()));
    return loss;
}

struct ChunkedLoss : torch::autograd::Function<ChunkedLoss> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& hidden, const at::Tensor& head,
                              const at::Tensor& labels, double smoothing, at::ScalarType products, bool wantsGradient)
    {
        const at::Tensor weight = head.to(products);
        const std::int64_t step = std::max<std::int64_t>(1, portionElements / head.size(0));
        at::Tensor loss = at::zeros({}, hidden.options().dtype(at::kDouble)), toHidden, toHead;
        if (wantsGradient && hidden.requires_grad()) toHidden = at::empty_like(hidden);
        if (wantsGradient && head.requires_grad()) toHead = at::zeros_like(head);
        for (std::int64_t begin = 0; begin < hidden.size(0); begin += step) {
            const std::int64_t count = std::min(step, hidden.size(0) - begin);
            const at::Tensor x = hidden.narrow(0, begin, count).to(products);
            at::Tensor scores = at::linear(x, weight).to(hidden.scalar_type());
            loss += portionLoss(scores, labels.narrow(0, begin, count), smoothing, wantsGradient);
            const at::Tensor gradient = scores.to(products);
            if (toHidden.defined()) toHidden.narrow(0, begin, count).copy_(at::mm(gradient, weight));
            if (toHead.defined() && products == head.scalar_type())
                toHead.addmm_(gradient.t(), x);
            else if (toHead.defined())
                toHead.add_(at::mm(gradient.t(), x));
        }
        context->save_for_backward({toHidden, toHead});
        return loss;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        variable_list saved = context->get_saved_variables();
        for (at::Tensor& gradient : saved) {
            if (gradient.defined()) gradient = gradient * gradients[0].to(gradient.scalar_type());
        }
        return {saved[0], saved[1], {}, {}, {}, {}};
    }
};

} // namespace

at::Tensor linearCrossEntropy(const at::Tensor& hidden, const at::Tensor& head, const at::Tensor& labels,
                              double smoothing, at::ScalarType products)
{
    const bool wantsGradient = at::GradMode::is_enabled();
    return ChunkedLoss::apply(hidden, head, labels, smoothing, products, wantsGradient);
}

} // namespace sparsight
