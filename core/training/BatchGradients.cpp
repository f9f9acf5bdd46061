// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/BatchGradients.h"

#include "core/base/Progress.h"
#include "core/model/Json.h"
#include "core/model/TorchError.h"

#include <algorithm>
#include <vector>

namespace sparsight {

namespace {

constexpr std::uint64_t dropoutPurpose = std::uint64_t(1) << 40; // beside the numbers of epochs

double configuredDropout(const ModelConfig& config)
{
    const auto json = nlohmann::json::parse(config.text);
    const auto rate = json.find("dropout_rate");
    if (rate == json.end()) return 0.1; // what transformers assumes
    if (!rate->is_number() || *rate < 0.0 || *rate > 0.99) {
        throw Error(ErrorCode::BadInput,
                    "dropout_rate in config.json is " + excerpt(*rate) +
                        ", not a number from 0 to 0.99; set the dropout for the training.",
                    {.item = "dropout_rate"});
    }
    return *rate;
}

at::ScalarType productsType(const TrainingSettings& settings)
{
    return settings.precision == Precision::Bf16 ? at::kBFloat16 : at::kFloat;
}

} // namespace

BatchGradients::BatchGradients(TrainableT5& model, const TrainingSettings& settings)
    : m_model(model)
    , m_settings(settings)
    , m_dropout(settings.dropout ? *settings.dropout : configuredDropout(model.config()))
{
}

BatchLoss BatchGradients::compute(const TokenizedPairs& pairs, const Batch& batch, int partSize, std::uint64_t step)
{
    m_model.clearGradients();
    BatchLoss result;
    for (const std::uint32_t i : batch)
        result.targetTokens += pairs.pairs[i].target.size();
    guarded([&] {
        at::Tensor sum, penalty = at::zeros({});
        const auto size = static_cast<std::size_t>(partSize);
        for (std::size_t first = 0; first < batch.size(); first += size) {
            const auto part = std::span(batch).subspan(first, std::min(size, batch.size() - first));
            const TrainableT5::Losses losses = m_model.losses(pack(pairs, part), passFor(step, first));
            at::Tensor objective = losses.crossEntropy / static_cast<double>(result.targetTokens);
            if (losses.penalty.defined()) {
                const at::Tensor share =
                    losses.penalty * (static_cast<double>(part.size()) / static_cast<double>(batch.size()));
                objective = objective + share * m_settings.firing.weight;
                penalty = penalty + share.detach();
            }
            objective.backward();
            sum = sum.defined() ? sum + losses.crossEntropy.detach() : losses.crossEntropy.detach();
        }
        result.crossEntropy = sum.item<double>();
        result.penalty = penalty.item<double>();
    });
    return result;
}

std::optional<double> BatchGradients::meanLoss(const TokenizedPairs& pairs, int batchSize, const std::stop_token& stop)
{
    if (pairs.pairs.empty()) return std::nullopt;
    m_model.clearGradients();
    return guarded([&] {
        const at::NoGradGuard off;
        const TrainingPass pass{.products = productsType(m_settings)};
        double sum = 0;
        std::uint64_t tokens = 0;
        for (const Batch& batch : planByLength(pairs, batchSize)) {
            throwIfStopped(stop);
            const PackedPairs packed = pack(pairs, batch);
            sum += m_model.loss(packed, pass).item<double>();
            tokens += static_cast<std::uint64_t>(packed.target.tokens());
        }
        return sum / static_cast<double>(tokens);
    });
}

TrainingPass BatchGradients::passFor(std::uint64_t step, std::uint64_t part) const
{
    TrainingPass pass{.dropout = {.probability = m_dropout},
                      .labelSmoothing = m_settings.labelSmoothing,
                      .recompute = m_settings.gradientCheckpointing,
                      .products = productsType(m_settings)};
    pass.dropout.key = mixedKey(mixedKey(mixedKey(m_settings.seed, dropoutPurpose), step), part);
    if (m_settings.firing.rate > 0) pass.firing = FiringRates{m_settings.firing.allowed(step), step};
    return pass;
}

PackedPairs BatchGradients::pack(const TokenizedPairs& pairs, std::span<const std::uint32_t> members) const
{
    std::vector<std::span<const std::int32_t>> sources, targets;
    for (const std::uint32_t i : members) {
        sources.emplace_back(pairs.pairs[i].source);
        targets.emplace_back(pairs.pairs[i].target);
    }
    return packPairs(sources, targets, m_model.config().decoderStartToken, m_model.device());
}

} // namespace sparsight
