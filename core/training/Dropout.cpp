// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/Dropout.h"

#include "core/base/VectorClones.h"

#include <torch/csrc/autograd/custom_function.h>

namespace sparsight {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// One row: the values that are kept, scaled; added to `base` where there is one.
template <class Base, class In, class Out>
inline __attribute__((always_inline)) void maskRowOf(const Base* base, const In* in, Out* out, std::int64_t columns,
                                                     std::uint64_t rowKey, std::uint32_t threshold, float scale)
{
    for (std::int64_t i = 0; i < columns; ++i) {
        const float kept = dropoutBits(rowKey, static_cast<std::uint32_t>(i)) >= threshold ? scale : 0.0F;
        const float value = static_cast<float>(in[i]) * kept;
        out[i] = static_cast<Out>(base ? static_cast<float>(base[i]) + value : value);
    }
}

SPARSIGHT_VECTOR_CLONES
void maskRow(const float* base, const float* in, float* out, std::int64_t columns, std::uint64_t rowKey,
             std::uint32_t threshold, double scale)
{
    maskRowOf(base, in, out, columns, rowKey, threshold, static_cast<float>(scale));
}

SPARSIGHT_VECTOR_CLONES
void maskRow(const float* base, const c10::BFloat16* in, float* out, std::int64_t columns, std::uint64_t rowKey,
             std::uint32_t threshold, double scale)
{
    maskRowOf(base, in, out, columns, rowKey, threshold, static_cast<float>(scale));
}

SPARSIGHT_VECTOR_CLONES
void maskRow(const float* base, const float* in, c10::BFloat16* out, std::int64_t columns, std::uint64_t rowKey,
             std::uint32_t threshold, double scale)
{
    maskRowOf(base, in, out, columns, rowKey, threshold, static_cast<float>(scale));
}

SPARSIGHT_VECTOR_CLONES
void maskRow(const c10::BFloat16* base, const c10::BFloat16* in, c10::BFloat16* out, std::int64_t columns,
             std::uint64_t rowKey, std::uint32_t threshold, double scale)
{
    maskRowOf(base, in, out, columns, rowKey, threshold, static_cast<float>(scale));
}

void maskRow(const double* base, const double* in, double* out, std::int64_t columns, std::uint64_t rowKey,
             std::uint32_t threshold, double scale)
{
    for (std::int64_t i = 0; i < columns; ++i) {
        const double value = dropoutBits(rowKey, static_cast<std::uint32_t>(i)) >= threshold ? in[i] * scale : 0.0;
        out[i] = base ? base[i] + value : value;
    }
}

template <class Base, class In, class Out>
void maskRows(const at::Tensor& base, const at::Tensor& in, at::Tensor& out, const Dropout& dropout)
{
    const std::int64_t columns = in.size(-1), rows = in.numel() / columns;
    const Base* baseData = base.defined() ? base.const_data_ptr<Base>() : nullptr;
    const In* inData = in.const_data_ptr<In>();
    Out* outData = out.data_ptr<Out>();
    const std::int64_t grain = std::max<std::int64_t>(1, 16384 / columns);
    at::parallel_for(0, rows, grain, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t row = begin; row < end; ++row) {
            maskRow(baseData ? baseData + row * columns : nullptr, inData + row * columns, outData + row * columns,
                    columns, mixedKey(dropout.key, static_cast<std::uint64_t>(row)), dropout.threshold(),
                    dropout.scale());
        }
    });
}

/// base + masked in, or masked in alone, as a tensor of the given type.
at::Tensor masked(const at::Tensor& base, const at::Tensor& given, at::ScalarType type, const Dropout& dropout)
{
    const at::Tensor in = given.contiguous();
    if (!in.is_cpu()) {
        at::Generator generator = at::globalContext().defaultGenerator(in.device()).clone();
        generator.set_current_seed(dropout.key);
        const at::Tensor kept = at::empty_like(in).bernoulli_(1.0 - dropout.probability, generator);
        const at::Tensor values = in.mul(kept).mul_(dropout.scale()).to(type);
        return base.defined() ? base + values : values;
    }
    at::Tensor out = at::empty(in.sizes(), in.options().dtype(type));
    const auto from = in.scalar_type();
    if (from == at::kDouble)
        maskRows<double, double, double>(base, in, out, dropout);
    else if (from == at::kFloat && type == at::kFloat)
        maskRows<float, float, float>(base, in, out, dropout);
    else if (from == at::kFloat)
        maskRows<float, float, c10::BFloat16>(base, in, out, dropout);
    else if (type == at::kFloat)
        maskRows<float, c10::BFloat16, float>(base, in, out, dropout);
    else
        maskRows<c10::BFloat16, c10::BFloat16, c10::BFloat16>(base, in, out, dropout);
    return out;
}

void save(AutogradContext* context, const Dropout& dropout)
{
    context->saved_data["probability"] = dropout.probability;
    context->saved_data["key"] = static_cast<std::int64_t>(dropout.key);
}

Dropout saved(AutogradContext* context)
{
    return {context->saved_data["probability"].toDouble(),
            static_cast<std::uint64_t>(context->saved_data["key"].toInt())};
}

struct Dropped : torch::autograd::Function<Dropped> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const Dropout& dropout)
    {
        save(context, dropout);
        return masked({}, x, x.scalar_type(), dropout);
    }
    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        return {masked({}, gradients[0], gradients[0].scalar_type(), saved(context)), {}};
    }
};

struct AddDropped : torch::autograd::Function<AddDropped> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& hidden, const at::Tensor& x,
                              const Dropout& dropout)
    {
        save(context, dropout);
        context->saved_data["type"] = x.scalar_type();
        return masked(hidden.contiguous(), x, hidden.scalar_type(), dropout);
    }
    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        return {gradients[0], masked({}, gradients[0], context->saved_data["type"].toScalarType(), saved(context)), {}};
    }
};

struct ReluDropped : torch::autograd::Function<ReluDropped> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const Dropout& dropout)
    {
        context->saved_data["scale"] = dropout.scale();
        const at::Tensor y = masked({}, x.relu(), x.scalar_type(), dropout);
        context->save_for_backward({y});
        return y;
    }
    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        // What was dropped is as zero as what relu took away.
        const at::Tensor gradient = at::threshold_backward(gradients[0], context->get_saved_variables()[0], 0);
        return {gradient * context->saved_data["scale"].toDouble(), {}};
    }
};

} // namespace

at::Tensor dropped(const at::Tensor& x, const Dropout& dropout)
{
    return dropout.drops() ? Dropped::apply(x, dropout) : x;
}

at::Tensor addDropped(const at::Tensor& hidden, const at::Tensor& x, const Dropout& dropout)
{
    return dropout.drops() ? AddDropped::apply(hidden, x, dropout) : hidden + x;
}

at::Tensor reluDropped(const at::Tensor& x, const Dropout& dropout)
{
    return dropout.drops() ? ReluDropped::apply(x, dropout) : at::relu(x);
}

} // namespace sparsight
