// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/Reduction.h"

#include "core/base/VectorClones.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace sparsight {

namespace {

constexpr std::int64_t chunkNeurons = 256; // running values of a chunk stay in the first-level cache

/// Running state of a chunk of neurons over a sentence's positions.
struct Chunk {
    std::array<float, chunkNeurons> value, magnitude;
    std::array<std::int32_t, chunkNeurons> token, firings;

    void clear() { *this = Chunk{}; }
};

// The loops over n carry no dependence, so that the compiler makes vector code of them.

SPARSIGHT_VECTOR_CLONES
void addMax(Chunk& chunk, const float* a, std::int64_t size, std::int32_t position, float epsilon)
{
    for (std::int64_t n = 0; n < size; ++n) {
        const float m = std::fabs(a[n]);
        const bool larger = m > chunk.magnitude[n];
        chunk.value[n] = larger ? a[n] : chunk.value[n];
        chunk.token[n] = larger ? position : chunk.token[n];
        chunk.magnitude[n] = larger ? m : chunk.magnitude[n];
        chunk.firings[n] += m > epsilon;
    }
}

SPARSIGHT_VECTOR_CLONES
void addSum(Chunk& chunk, const float* a, std::int64_t size, float epsilon)
{
    for (std::int64_t n = 0; n < size; ++n) {
        chunk.value[n] += a[n];
        chunk.firings[n] += std::fabs(a[n]) > epsilon;
    }
}

SPARSIGHT_VECTOR_CLONES
void setLast(Chunk& chunk, const float* a, std::int64_t size, float epsilon)
{
    for (std::int64_t n = 0; n < size; ++n) {
        chunk.value[n] = a[n];
        chunk.firings[n] += std::fabs(a[n]) > epsilon;
    }
}

/// One pass over activations in fp32 on the CPU, neurons in parallel.
class DenseReduction {
public:
    DenseReduction(const at::Tensor& activations, const PositionMask& mask, Aggregate aggregate, double epsilon)
        : m_activations(activations)
        , m_data(m_activations.const_data_ptr<float>())
        , m_neurons(activations.size(2))
        , m_mask(mask)
        , m_aggregate(aggregate)
        , m_epsilon(static_cast<float>(epsilon))
    {
        const auto entries = static_cast<std::size_t>(mask.sentences * m_neurons);
        m_result.values.resize(entries);
        if (aggregate == Aggregate::Max) m_result.tokens.resize(entries);
        m_result.firings.resize(static_cast<std::size_t>(m_neurons));
        m_result.firingSentences.resize(static_cast<std::size_t>(m_neurons));
    }

    SentenceValues run()
    {
        const std::int64_t chunks = (m_neurons + chunkNeurons - 1) / chunkNeurons;
        at::parallel_for(0, chunks, 1, [this](std::int64_t begin, std::int64_t end) {
            for (std::int64_t chunk = begin; chunk < end; ++chunk)
                reduceChunk(chunk * chunkNeurons);
        });
        return std::move(m_result);
    }

private:
    void reduceChunk(std::int64_t first)
    {
        const std::int64_t size = std::min(chunkNeurons, m_neurons - first);
        Chunk chunk;
        for (std::int64_t s = 0; s < m_mask.sentences; ++s) {
            chunk.clear();
            const float scale = addPositions(s, first, size, chunk);
            store(s, first, size, chunk, scale);
        }
    }

    /// Returns what the values are to be multiplied by.
    float addPositions(std::int64_t sentence, std::int64_t first, std::int64_t size, Chunk& chunk) const
    {
        int counted = 0;
        for (std::int64_t t = 0; t < m_mask.tokens; ++t) {
            if (!m_mask.at(sentence, t)) continue;
            ++counted;
            const float* a = m_data + (sentence * m_mask.tokens + t) * m_neurons + first;
            switch (m_aggregate) {
            case Aggregate::Max: addMax(chunk, a, size, static_cast<std::int32_t>(t), m_epsilon); break;
            case Aggregate::Mean: addSum(chunk, a, size, m_epsilon); break;
            case Aggregate::Last: setLast(chunk, a, size, m_epsilon); break;
            }
        }
        return m_aggregate == Aggregate::Mean && counted > 0 ? 1.0F / static_cast<float>(counted) : 1.0F;
    }

    void store(std::int64_t sentence, std::int64_t first, std::int64_t size, const Chunk& chunk, float scale)
    {
        const std::int64_t offset = sentence * m_neurons + first;
        for (std::int64_t n = 0; n < size; ++n) {
            m_result.values[offset + n] = chunk.value[n] * scale;
            m_result.firings[first + n] += static_cast<std::uint32_t>(chunk.firings[n]);
            m_result.firingSentences[first + n] += chunk.firings[n] > 0;
            if (!m_result.tokens.empty()) m_result.tokens[offset + n] = static_cast<std::uint16_t>(chunk.token[n]);
        }
    }

    at::Tensor m_activations; // keeps the data alive
    const float* m_data;      // [sentences, tokens, neurons]
    std::int64_t m_neurons;
    const PositionMask& m_mask;
    Aggregate m_aggregate;
    float m_epsilon;
    SentenceValues m_result;
};

template <class Value>
std::vector<Value> toVector(const at::Tensor& tensor)
{
    const at::Tensor plain = tensor.to(at::kCPU, c10::CppTypeToScalarType<Value>::value).contiguous();
    const Value* data = plain.const_data_ptr<Value>();
    return std::vector<Value>(data, data + plain.numel());
}

/// The same with operators of LibTorch, where the activations are: only the results cross the bus.
SentenceValues reduceOnDevice(const at::Tensor& activations, const PositionMask& mask, Aggregate aggregate,
                              double epsilon)
{
    const at::Tensor counts = at::tensor(at::ArrayRef<std::uint8_t>(mask.counts), at::kByte)
                                  .view({mask.sentences, mask.tokens, 1})
                                  .to(activations.device(), at::kFloat);
    const at::Tensor a = activations.to(at::kFloat) * counts; // [sentences, tokens, neurons]
    const at::Tensor magnitude = a.abs();
    const at::Tensor fires = magnitude.gt(epsilon); // [sentences, tokens, neurons]
    at::Tensor values, tokens;
    if (aggregate == Aggregate::Max) {
        tokens = std::get<1>(magnitude.max(1, true));
        values = a.gather(1, tokens);
    } else if (aggregate == Aggregate::Mean) {
        values = a.sum(1) / counts.sum(1).clamp_min(1.0);
    } else {
        const at::Tensor positions = at::arange(1, mask.tokens + 1, counts.options()).view({1, -1, 1}) * counts;
        values = a.gather(1, std::get<1>(positions.max(1, true)).expand({-1, -1, a.size(2)}));
    }
    const auto countsOf = [](const at::Tensor& numbers) {
        const std::vector<std::int32_t> plain = toVector<std::int32_t>(numbers);
        return std::vector<std::uint32_t>(plain.begin(), plain.end());
    };
    SentenceValues result{.values = toVector<float>(values),
                          .tokens = {},
                          .firings = countsOf(fires.sum(at::IntArrayRef{0, 1})),
                          .firingSentences = countsOf(fires.any(1).sum(0))};
    if (tokens.defined()) {
        for (std::int32_t t : toVector<std::int32_t>(tokens))
            result.tokens.push_back(static_cast<std::uint16_t>(t));
    }
    return result;
}

} // namespace

SentenceValues reduceSentences(const at::Tensor& activations, const PositionMask& mask, Aggregate aggregate,
                               double epsilon)
{
    if (!activations.device().is_cpu()) return reduceOnDevice(activations, mask, aggregate, epsilon);
    return DenseReduction(activations.to(at::kFloat).contiguous(), mask, aggregate, epsilon).run();
}

double firingDensity(const at::Tensor& activations, double epsilon)
{
    if (activations.numel() == 0) return 0;
    return activations.abs().gt(epsilon).sum().item<double>() / static_cast<double>(activations.numel());
}

} // namespace sparsight
