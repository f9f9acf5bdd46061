// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/layers/PackedAttention.h"

#include "core/base/VectorClones.h"

#include <ATen/core/LegacyTypeDispatch.h>
#include <torch/csrc/autograd/custom_function.h>

#include <limits>

namespace sparsight {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

// Rows are computed in so many groups side by side, each with a sum of its own for the bias's gradient.
constexpr std::int64_t rowGroups = 4;

/// Drops probabilities of one query, in place.
template <class Value>
inline __attribute__((always_inline)) void dropRowOf(Value* row, std::int64_t keys, std::uint64_t key,
                                                     std::uint32_t threshold, Value scale)
{
    for (std::int64_t i = 0; i < keys; ++i)
        row[i] *= dropoutBits(key, static_cast<std::uint32_t>(i)) >= threshold ? scale : Value(0);
}

SPARSIGHT_VECTOR_CLONES
void dropRow(float* row, std::int64_t keys, std::uint64_t key, std::uint32_t threshold, double scale)
{
    dropRowOf(row, keys, key, threshold, static_cast<float>(scale));
}

void dropRow(double* row, std::int64_t keys, std::uint64_t key, std::uint32_t threshold, double scale)
{
    dropRowOf(row, keys, key, threshold, scale);
}

/// From the probabilities of one query and the gradient behind them to the gradient of its scores, in place; added to
/// the bias's where there is one.
template <class Value>
inline __attribute__((always_inline)) void softmaxBackwardOf(const Value* probabilities, Value* gradient, Value* bias,
                                                             std::int64_t keys)
{
    Value sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::int64_t i = 0; i < keys; ++i)
        sum += gradient[i] * probabilities[i];
    for (std::int64_t i = 0; i < keys; ++i)
        gradient[i] = probabilities[i] * (gradient[i] - sum);
    if (!bias) return;
    for (std::int64_t i = 0; i < keys; ++i)
        bias[i] += gradient[i];
}

SPARSIGHT_VECTOR_CLONES
void softmaxBackward(const float* probabilities, float* gradient, float* bias, std::int64_t keys)
{
    softmaxBackwardOf(probabilities, gradient, bias, keys);
}

void softmaxBackward(const double* probabilities, double* gradient, double* bias, std::int64_t keys)
{
    softmaxBackwardOf(probabilities, gradient, bias, keys);
}

/// Calls work(head, group, first row, end row) for every part, on all threads.
void forEachPart(
    std::int64_t heads, std::int64_t rows,
    const std::function<void(std::int64_t head, std::int64_t group, std::int64_t first, std::int64_t end)>& work)
{
    const std::int64_t groups = std::min(rowGroups, rows);
    at::parallel_for(0, heads * groups, 1, [&](std::int64_t begin, std::int64_t end) {
        const at::AutoDispatchBelowADInplaceOrView plain; // threads of the pool have no settings of ours
        for (std::int64_t part = begin; part < end; ++part) {
            const std::int64_t group = part % groups;
            work(part / groups, group, rows * group / groups, rows * (group + 1) / groups);
        }
    });
}

/// The tensors of one attention and the scratch of one thread. `Value` is what scores and probabilities are kept in:
/// float, or double where the products are.
template <class Value>
class HeadComputer {
public:
    HeadComputer(const AttentionInput& input, const PackedRows& queries, const PackedRows& keys, const Dropout& dropout,
                 std::int64_t head)
        : m_input(input)
        , m_queries(queries)
        , m_keys(keys)
        , m_dropout(dropout)
        , m_head(head)
        , m_size(input.queries.size(1) / (input.memory.defined() ? 1 : 3) / input.heads)
        , m_options(at::TensorOptions(c10::CppTypeToScalarType<Value>::value))
        , m_scratch{at::empty({scores()}, m_options), at::empty({scores()}, m_options)}
    {
    }

    /// context [tokens, heads · d_kv]
    void forward(std::int64_t row, at::Tensor& context)
    {
        const at::Tensor probabilities = recall(row);
        dropRows(probabilities, row);
        at::Tensor out = part(context, m_queries, row, 0, 1);
        at::mm_out(out, narrowed(probabilities), values(m_input, row));
    }

    /// gradient [tokens, heads · d_kv]; into has the gradients' tensors in the places of the input's. biasGradient
    /// [queries, keys] or undefined.
    void backward(std::int64_t row, const at::Tensor& gradient, const AttentionInput& into,
                  const at::Tensor& biasGradient)
    {
        const at::Tensor out = part(gradient, m_queries, row, 0, 1);
        const at::Tensor probabilities = recall(row);
        at::Tensor scoreGradient = scratch(1, row);
        if (m_dropout.drops()) {
            scoreGradient.copy_(probabilities);
            dropRows(scoreGradient, row);
        }
        at::Tensor toValues = values(into, row);
        at::mm_out(toValues, narrowed(m_dropout.drops() ? scoreGradient : probabilities).t(), out);
        product(scoreGradient, out, values(m_input, row).t());
        dropRows(scoreGradient, row);
        throughSoftmax(probabilities, scoreGradient, biasGradient);
        const at::Tensor scores = narrowed(scoreGradient);
        at::Tensor toQueries = query(into, row), toKeys = key(into, row);
        at::mm_out(toQueries, scores, key(m_input, row));
        at::mm_out(toKeys, scores.t(), query(m_input, row));
    }

private:
    std::int64_t scores() const { return m_queries.longest() * m_keys.longest(); }

    /// The columns of one head, in part `index` of `parts`, for the tokens of one row.
    at::Tensor part(const at::Tensor& fused, const PackedRows& rows, std::int64_t row, std::int64_t index,
                    std::int64_t parts) const
    {
        const std::int64_t width = fused.size(1) / parts;
        return fused.narrow(0, rows.begin(row), rows.length(row)).narrow(1, index * width + m_head * m_size, m_size);
    }
    at::Tensor query(const AttentionInput& tensors, std::int64_t row) const
    {
        return part(tensors.queries, m_queries, row, 0, tensors.memory.defined() ? 1 : 3);
    }
    at::Tensor key(const AttentionInput& tensors, std::int64_t row) const
    {
        return tensors.memory.defined() ? part(tensors.memory, m_keys, row, 0, 2)
                                        : part(tensors.queries, m_keys, row, 1, 3);
    }
    at::Tensor values(const AttentionInput& tensors, std::int64_t row) const
    {
        return tensors.memory.defined() ? part(tensors.memory, m_keys, row, 1, 2)
                                        : part(tensors.queries, m_keys, row, 2, 3);
    }

    at::Tensor scratch(int index, std::int64_t row) const
    {
        const std::int64_t height = m_queries.length(row), width = m_keys.length(row);
        return m_scratch[index].narrow(0, 0, height * width).view({height, width});
    }
    /// In the type of the products.
    at::Tensor narrowed(const at::Tensor& x) const { return x.to(m_input.queries.scalar_type()); }

    /// into = a b, where into may be wider than the products.
    static void product(at::Tensor& into, const at::Tensor& a, const at::Tensor& b)
    {
        if (a.scalar_type() == into.scalar_type())
            at::mm_out(into, a, b);
        else
            into.copy_(at::mm(a, b));
    }

    /// The probabilities of a row before dropout. [queries, keys]
    at::Tensor recall(std::int64_t row) const
    {
        at::Tensor scores = scratch(1, row), probabilities = scratch(0, row);
        product(scores, query(m_input, row), key(m_input, row).t());
        if (m_input.bias.defined()) {
            scores.add_(m_input.bias[0][m_head].narrow(0, 0, scores.size(0)).narrow(1, 0, scores.size(1)));
        }
        at::_softmax_out(probabilities, scores, 1, false);
        return probabilities;
    }

    void dropRows(const at::Tensor& probabilities, std::int64_t row) const
    {
        if (!m_dropout.drops()) return;
        const std::int64_t keys = probabilities.size(1);
        const std::uint64_t headKey = mixedKey(m_dropout.key, static_cast<std::uint64_t>(m_head));
        auto* data = probabilities.data_ptr<Value>();
        for (std::int64_t i = 0; i < probabilities.size(0); ++i) {
            dropRow(data + i * keys, keys, mixedKey(headKey, static_cast<std::uint64_t>(m_queries.begin(row) + i)),
                    m_dropout.threshold(), m_dropout.scale());
        }
    }

    static void throughSoftmax(const at::Tensor& probabilities, const at::Tensor& gradient,
                               const at::Tensor& biasGradient)
    {
        const std::int64_t keys = probabilities.size(1);
        const auto* from = probabilities.const_data_ptr<Value>();
        auto* to = gradient.data_ptr<Value>();
        Value* bias = biasGradient.defined() ? biasGradient.data_ptr<Value>() : nullptr;
        for (std::int64_t i = 0; i < probabilities.size(0); ++i)
            softmaxBackward(from + i * keys, to + i * keys, bias ? bias + i * biasGradient.stride(0) : nullptr, keys);
    }

    const AttentionInput& m_input;
    const PackedRows &m_queries, &m_keys;
    const Dropout& m_dropout;
    std::int64_t m_head, m_size;
    at::TensorOptions m_options;
    at::Tensor m_scratch[2]; // probabilities, scores
};

template <class Value>
at::Tensor forwardOnCpu(const AttentionInput& input, const PackedRows& queries, const PackedRows& keys,
                        const Dropout& dropout)
{
    const std::int64_t width = input.queries.size(1) / (input.memory.defined() ? 1 : 3);
    at::Tensor context = at::empty({queries.tokens(), width}, input.queries.options());
    forEachPart(input.heads, queries.rows(),
                [&](std::int64_t head, std::int64_t, std::int64_t first, std::int64_t end) {
                    HeadComputer<Value> computer(input, queries, keys, dropout, head);
                    for (std::int64_t row = first; row < end; ++row)
                        computer.forward(row, context);
                });
    return context;
}

template <class Value>
AttentionInput backwardOnCpu(const AttentionInput& input, const PackedRows& queries, const PackedRows& keys,
                             const Dropout& dropout, const at::Tensor& gradient, bool wantsBias)
{
    AttentionInput into{.queries = at::empty_like(input.queries)};
    if (input.memory.defined()) into.memory = at::empty_like(input.memory);
    at::Tensor sums; // [groups, heads, queries, keys]
    if (wantsBias) {
        sums = at::zeros({std::min(rowGroups, queries.rows()), input.heads, input.bias.size(2), input.bias.size(3)},
                         input.bias.options());
    }
    forEachPart(input.heads, queries.rows(),
                [&](std::int64_t head, std::int64_t group, std::int64_t first, std::int64_t end) {
                    HeadComputer<Value> computer(input, queries, keys, dropout, head);
                    const at::Tensor bias = wantsBias ? sums[group][head] : at::Tensor();
                    for (std::int64_t row = first; row < end; ++row)
                        computer.backward(row, gradient, into, bias);
                });
    if (wantsBias) into.bias = sums.sum(0, true);
    return into;
}

/// What the gradients need beside tensors.
struct Saved : torch::CustomClassHolder {
    std::vector<std::int64_t> queryOffsets, keyOffsets;
    Dropout dropout;
    std::int64_t heads = 0;
};

struct CpuAttention : torch::autograd::Function<CpuAttention> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& fused, const at::Tensor& memory,
                              const at::Tensor& bias, const PackedRows& queries, const PackedRows& keys,
                              const Dropout& dropout, std::int64_t heads)
    {
        auto saved = c10::make_intrusive<Saved>();
        saved->queryOffsets = queries.offsets;
        saved->keyOffsets = keys.offsets;
        saved->dropout = dropout;
        saved->heads = heads;
        context->saved_data["saved"] = c10::IValue::make_capsule(saved);
        context->saved_data["wantsBias"] = bias.requires_grad();
        context->save_for_backward({fused, memory, bias});
        const AttentionInput input = inputOf({fused, memory, bias}, heads);
        return fused.scalar_type() == at::kDouble ? forwardOnCpu<double>(input, queries, keys, dropout)
                                                  : forwardOnCpu<float>(input, queries, keys, dropout);
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        const variable_list tensors = context->get_saved_variables();
        const auto capsule = context->saved_data["saved"].toCapsule();
        const auto& saved = dynamic_cast<const Saved&>(*capsule);
        const PackedRows queries{.offsets = saved.queryOffsets}, keys{.offsets = saved.keyOffsets};
        const AttentionInput input = inputOf(tensors, saved.heads);
        const bool wantsBias = context->saved_data["wantsBias"].toBool();
        const at::Tensor gradient = gradients[0].contiguous();
        const AttentionInput into =
            input.queries.scalar_type() == at::kDouble
                ? backwardOnCpu<double>(input, queries, keys, saved.dropout, gradient, wantsBias)
                : backwardOnCpu<float>(input, queries, keys, saved.dropout, gradient, wantsBias);
        return {into.queries, into.memory, into.bias, {}, {}, {}, {}};
    }

    /// Autograd takes no undefined tensors: an empty one stands for what is not there.
    static at::Tensor orEmpty(const at::Tensor& tensor) { return tensor.defined() ? tensor : at::empty({0}); }

private:
    static AttentionInput inputOf(const variable_list& tensors, std::int64_t heads)
    {
        const auto orUndefined = [](const at::Tensor& tensor) { return tensor.numel() > 0 ? tensor : at::Tensor(); };
        return {tensors[0], orUndefined(tensors[1]), orUndefined(tensors[2]), heads};
    }
};

/// For each place of [rows, longest], the token that stands there, or 0 behind a row's end. int64 on the CPU
at::Tensor padIndex(const PackedRows& rows)
{
    at::Tensor index = at::zeros({rows.rows(), rows.longest()}, at::kLong);
    for (std::int64_t row = 0; row < rows.rows(); ++row)
        index[row].narrow(0, 0, rows.length(row)).copy_(at::arange(rows.begin(row), rows.begin(row + 1), at::kLong));
    return index.flatten();
}

/// For each token, its place in [rows · longest].
at::Tensor unpadIndex(const PackedRows& rows)
{
    std::vector<at::Tensor> places;
    for (std::int64_t row = 0; row < rows.rows(); ++row) {
        const std::int64_t begin = row * rows.longest();
        places.push_back(at::arange(begin, begin + rows.length(row), at::kLong));
    }
    return at::cat(places);
}

/// 0 where a key stands, −∞ where there is padding. [rows, 1, 1, longest]
at::Tensor paddingMask(const PackedRows& rows, const at::TensorOptions& options)
{
    at::Tensor mask = at::zeros({rows.rows(), 1, 1, rows.longest()}, at::kFloat);
    for (std::int64_t row = 0; row < rows.rows(); ++row)
        mask[row].slice(2, rows.length(row)).fill_(-std::numeric_limits<double>::infinity());
    return mask.to(options);
}

/// The parts of a fused product [tokens, parts · heads · d_kv], padded: each [rows, heads, longest, d_kv].
std::vector<at::Tensor> padded(const at::Tensor& fused, const PackedRows& rows, std::int64_t parts, std::int64_t heads)
{
    return fused.index_select(0, padIndex(rows).to(fused.device()))
        .view({rows.rows(), rows.longest(), parts, heads, -1})
        .permute({2, 0, 3, 1, 4})
        .unbind(0);
}

} // namespace

at::Tensor packedAttention(const AttentionInput& input, const PackedRows& queries, const PackedRows& keys,
                           const Dropout& dropout)
{
    if (!input.queries.is_cpu()) return paddedAttention(input, queries, keys, dropout);
    return CpuAttention::apply(input.queries, CpuAttention::orEmpty(input.memory), CpuAttention::orEmpty(input.bias),
                               queries, keys, dropout, input.heads);
}

at::Tensor paddedAttention(const AttentionInput& input, const PackedRows& queries, const PackedRows& keys,
                           const Dropout& dropout)
{
    const bool self = !input.memory.defined();
    std::vector<at::Tensor> parts = padded(input.queries, queries, self ? 3 : 1, input.heads);
    if (!self) {
        for (const at::Tensor& part : padded(input.memory, keys, 2, input.heads))
            parts.push_back(part);
    }
    at::Tensor scores = at::matmul(parts[0], parts[1].transpose(2, 3));
    if (input.bias.defined()) scores = scores + input.bias;
    scores = scores + paddingMask(keys, scores.options());
    const at::Tensor probabilities = dropped(at::softmax(scores, -1).to(parts[2].scalar_type()), dropout);
    const at::Tensor context = at::matmul(probabilities, parts[2]).transpose(1, 2).flatten(2).flatten(0, 1);
    return context.index_select(0, unpadIndex(queries).to(context.device()));
}

} // namespace sparsight
