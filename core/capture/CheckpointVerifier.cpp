// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/CheckpointVerifier.h"

#include "core/base/Error.h"
#include "core/model/CheckpointDirectory.h"
#include "core/model/ModelConfig.h"
#include "core/model/TensorContent.h"
#include "core/model/WeightNames.h"
#include "core/tokenizer/Tokenizer.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <optional>

namespace sparsight {

namespace {

struct NonFiniteCount {
    std::uint64_t nans = 0, infinities = 0;
};

/// An IEEE number is not finite when all bits of its exponent are set, and then infinite when its fraction is zero.
template <class Bits>
void countNonFinite(std::span<const std::byte> bytes, Bits exponent, Bits fraction, NonFiniteCount& count)
{
    const auto bitsAt = [&](std::size_t index) {
        Bits bits = 0;
        std::memcpy(&bits, &bytes[index * sizeof(Bits)], sizeof(Bits));
        return bits;
    };
    constexpr std::size_t block = 1024;
    const std::size_t size = bytes.size() / sizeof(Bits);
    for (std::size_t begin = 0; begin < size; begin += block) {
        const std::size_t end = std::min(begin + block, size);
        Bits suspects = 0; // of one width with the numbers, so that the usual pass is vectorised
        for (std::size_t i = begin; i < end; ++i)
            suspects |= static_cast<Bits>((bitsAt(i) & exponent) == exponent);
        for (std::size_t i = begin; suspects != 0 && i < end; ++i) {
            if ((bitsAt(i) & exponent) != exponent) continue;
            ++((bitsAt(i) & fraction) != 0 ? count.nans : count.infinities);
        }
    }
}

NonFiniteCount countNonFinite(const WeightTable& weights, const TensorEntry& entry, const std::stop_token& stop)
{
    NonFiniteCount count;
    forEachChunk(weights, entry, stop, [&](std::span<const std::byte> bytes) {
        switch (entry.dtype) {
        case DType::F64: countNonFinite<std::uint64_t>(bytes, 0x7ff0000000000000, 0x000fffffffffffff, count); break;
        case DType::F32: countNonFinite<std::uint32_t>(bytes, 0x7f800000, 0x007fffff, count); break;
        case DType::F16: countNonFinite<std::uint16_t>(bytes, 0x7c00, 0x03ff, count); break;
        case DType::BF16: countNonFinite<std::uint16_t>(bytes, 0x7f80, 0x007f, count); break;
        default: break;
        }
    });
    return count;
}

std::string megabytes(std::uint64_t bytes)
{
    return std::to_string((bytes + 500'000) / 1'000'000) + " MB";
}

/// The checks in their order; each may use what earlier ones opened, so the first failure ends the run.
class Verification {
public:
    Verification(const std::filesystem::path& given, const std::stop_token& stop, const ProgressCallback& progress)
        : m_given(given)
        , m_stop(stop)
        , m_progress(progress)
    {
    }

    CheckpointReport run()
    {
        m_report.ok = check("directory", [this] { return openDirectory(); }) &&
                      check("configuration", [this] { return readConfiguration(); }) &&
                      check("weights", [this] { return openTables(); }) &&
                      check("shapes", [this] { return checkShapes(); }) &&
                      check("tokenizer", [this] { return loadTokenizer(); }) &&
                      check("contents", [this] { return readContents(); });
        return std::move(m_report);
    }

private:
    bool check(const std::string& name, const std::function<std::string()>& step)
    {
        throwIfStopped(m_stop);
        try {
            m_report.checks.push_back({name, true, step()});
            return true;
        } catch (const Error& e) {
            if (e.code() == ErrorCode::Cancelled) throw;
            m_report.checks.push_back({name, false, e.what()});
            return false;
        }
    }

    std::string openDirectory()
    {
        m_directory.emplace(m_given);
        return m_directory->name() + " in " + m_directory->path().string();
    }

    std::string readConfiguration()
    {
        m_config = readModelConfig(m_directory->file("config.json"));
        return m_config.modelType + ", " + std::string(toString(m_config.feedForward)) + ", " +
               std::to_string(m_config.encoderLayers) + " + " + std::to_string(m_config.decoderLayers) +
               " layers, d_model " + std::to_string(m_config.dModel) + ", d_ff " + std::to_string(m_config.dFf) +
               ", vocab_size " + std::to_string(m_config.vocabSize);
    }

    std::string openTables()
    {
        m_weights.emplace(openWeights(*m_directory));
        return m_weights->description() + ", " + std::to_string(m_weights->entries().size()) + " tensors, " +
               std::to_string(m_weights->elements()) + " parameters, " + megabytes(m_weights->fileBytes());
    }

    std::string checkShapes() const
    {
        checkWeights(m_config, *m_weights);
        const EmbeddingNames names = resolveEmbeddings(*m_weights);
        return "every tensor that config.json implies is there in its shape; the embedding is " + names.embedding +
               ", the head " + names.head;
    }

    std::string loadTokenizer() const
    {
        const Tokenizer tokenizer(*m_directory, m_config);
        return std::to_string(tokenizer.pieceCount()) + " pieces, " + std::to_string(tokenizer.size()) +
               " with special tokens, " + std::to_string(m_config.vocabSize) + " rows";
    }

    std::string readContents()
    {
        m_report.warnings = nonFiniteWarnings(*m_weights, m_stop, m_progress);
        m_report.weightsSha256 = m_weights->sha256(m_stop, m_progress);
        return "SHA-256 " + m_report.weightsSha256;
    }

    const std::filesystem::path& m_given;
    const std::stop_token& m_stop;
    const ProgressCallback& m_progress;
    CheckpointReport m_report;
    std::optional<CheckpointDirectory> m_directory;
    ModelConfig m_config;
    std::optional<WeightTable> m_weights;
};

} // namespace

CheckpointReport verifyCheckpoint(const std::filesystem::path& directory, const std::stop_token& stop,
                                  const ProgressCallback& progress)
{
    return Verification(directory, stop, progress).run();
}

std::vector<std::string> nonFiniteWarnings(const WeightTable& weights, const std::stop_token& stop,
                                           const ProgressCallback& progress)
{
    std::vector<std::string> warnings;
    std::uint64_t done = 0, total = 0;
    for (const TensorEntry& entry : weights.entries())
        total += entry.length;
    for (const TensorEntry& entry : weights.entries()) {
        report(progress, {"reading weights", done, total});
        done += entry.length;
        if (!isFloating(entry.dtype)) continue;
        const NonFiniteCount count = countNonFinite(weights, entry, stop);
        if (count.nans + count.infinities == 0) continue;
        warnings.push_back("The weights of " + entry.name + " hold " + std::to_string(count.nans) + " NaN and " +
                           std::to_string(count.infinities) + " infinite values among " +
                           std::to_string(entry.elements()) + "; activations behind them mean nothing.");
    }
    report(progress, {"reading weights", total, total});
    return warnings;
}

} // namespace sparsight
