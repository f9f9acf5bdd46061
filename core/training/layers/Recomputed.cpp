// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/layers/Recomputed.h"

#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>

namespace sparsight {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

struct Saved : torch::CustomClassHolder {
    Part part;
    std::array<bool, 3> defined{}, wanted{}; // which inputs there are, and which need a gradient
};

/// Autograd takes no undefined tensors: an empty one stands for what is not there.
at::Tensor orEmpty(const at::Tensor& tensor)
{
    return tensor.defined() ? tensor : at::empty({0});
}

struct Recomputation : torch::autograd::Function<Recomputation> {
    static at::Tensor forward(AutogradContext* context, const c10::intrusive_ptr<Saved>& saved, const at::Tensor& a,
                              const at::Tensor& b, const at::Tensor& c)
    {
        context->saved_data["saved"] = c10::IValue::make_capsule(saved);
        context->save_for_backward({a, b, c});
        return saved->part(restored(*saved, {a, b, c})); // gradients are off in here
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        const auto capsule = context->saved_data["saved"].toCapsule();
        const auto& saved = dynamic_cast<const Saved&>(*capsule);
        PartInputs inputs = restored(saved, context->get_saved_variables());
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            if (saved.defined[i]) inputs[i] = inputs[i].detach().requires_grad_(saved.wanted[i]);
        }
        at::Tensor output;
        {
            const at::AutoGradMode on(true);
            output = saved.part(inputs);
        }
        torch::autograd::backward({output}, {gradients[0]});
        variable_list result(1); // the part itself has none
        for (const at::Tensor& input : inputs)
            result.push_back(input.defined() ? input.grad() : at::Tensor());
        return result;
    }

private:
    static PartInputs restored(const Saved& saved, const variable_list& tensors)
    {
        PartInputs inputs;
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            if (saved.defined[i]) inputs[i] = tensors[i];
        }
        return inputs;
    }
};

} // namespace

at::Tensor recomputed(const Part& part, const PartInputs& inputs)
{
    auto saved = c10::make_intrusive<Saved>();
    saved->part = part;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        saved->defined[i] = inputs[i].defined();
        saved->wanted[i] = inputs[i].defined() && inputs[i].requires_grad();
    }
    // Without an input that needs a gradient, autograd would not see the part's weights.
    if (!at::GradMode::is_enabled() || std::ranges::find(saved->wanted, true) == saved->wanted.end())
        return part(inputs);
    return Recomputation::apply(saved, orEmpty(inputs[0]), orEmpty(inputs[1]), orEmpty(inputs[2]));
}

} // namespace sparsight
