// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/layers/PackedWeight.h"

#include <ATen/core/dispatch/Dispatcher.h>

#include <string_view>

namespace sparsight {

namespace {

// Operators that LibTorch registers but declares in no header: those that its compiler uses.
using Supported = bool();
using Reorder = at::Tensor(const at::Tensor&, std::optional<std::int64_t>);
using Pointwise = at::Tensor(const at::Tensor&, const at::Tensor&, const std::optional<at::Tensor>&, std::string_view,
                             c10::List<std::optional<at::Scalar>>, std::optional<std::string_view>);
using Binary = at::Tensor(const at::Tensor&, const at::Tensor&, const at::Tensor&, const std::optional<at::Tensor>&,
                          std::string_view);

template <class Signature>
c10::TypedOperatorHandle<Signature> operation(const char* name, const char* overload = "")
{
    return c10::Dispatcher::singleton().findSchemaOrThrow(name, overload).typed<Signature>();
}

/// Whether this build of LibTorch has them, and this processor what they need.
bool isSupported()
{
    static const bool supported = [] {
        const char* name = "mkldnn::_is_mkldnn_bf16_supported";
        return c10::Dispatcher::singleton().findSchema({name, ""}).has_value() && operation<Supported>(name).call();
    }();
    return supported;
}

at::Tensor pointwise(const at::Tensor& x, const at::Tensor& weight, std::string_view function)
{
    static const auto call = operation<Pointwise>("mkldnn::_linear_pointwise");
    return call.call(x, weight, std::nullopt, function, c10::List<std::optional<at::Scalar>>(), "");
}

} // namespace

at::Tensor packed(const at::Tensor& weight)
{
    if (!weight.is_cpu() || weight.scalar_type() != at::kBFloat16 || !isSupported()) return weight;
    constexpr std::int64_t typicalTokens = 1024; // of a capture's batch; any number can be computed
    return operation<Reorder>("mkldnn::_reorder_linear_weight").call(weight, typicalTokens);
}

at::Tensor unpacked(const at::Tensor& weight)
{
    return weight.is_mkldnn() ? weight.to_dense() : weight;
}

at::Tensor linearProduct(const at::Tensor& x, const at::Tensor& weight)
{
    return weight.is_mkldnn() ? pointwise(x, weight, "none") : at::linear(x, weight);
}

at::Tensor linearProductRelu(const at::Tensor& x, const at::Tensor& weight)
{
    return weight.is_mkldnn() ? pointwise(x, weight, "relu") : at::linear(x, weight).relu_();
}

at::Tensor linearProductAdd(const at::Tensor& hidden, const at::Tensor& x, const at::Tensor& weight)
{
    static const auto call = operation<Binary>("mkldnn::_linear_pointwise", "binary");
    return call.call(x, hidden, weight, std::nullopt, "add");
}

} // namespace sparsight
