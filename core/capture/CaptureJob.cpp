// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/CaptureJob.h"

#include "core/capture/BatchThreads.h"
#include "core/model/Device.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace sparsight {

namespace {

constexpr int defaultLayer = 6;        // of the encoder, as in the publication that is reproduced
constexpr int largestPosition = 65536; // positions are stored in 16 bits

/// Enough tokens to keep the products near their peak; a GPU needs more.
std::uint32_t batchTokens(at::Device device)
{
    return device.is_cuda() ? 16384 : 1024;
}

std::vector<LayerId> sortedLayers(std::vector<LayerId> layers)
{
    std::ranges::sort(layers);
    const auto repeated = std::ranges::unique(layers);
    layers.erase(repeated.begin(), repeated.end());
    return layers;
}

/// Where a run that was cut off goes on, in terms of the plan. Throws when what is stored does not fit the plan.
std::size_t firstBatch(const RunWriter::Position& position, const RunBlock& partial, const CapturePlan& plan)
{
    const bool known = position.block <= plan.blockEnds.size();
    if (known && position.sentencesBefore == plan.firstSentence(position.block)) {
        const std::size_t first = plan.firstSentence(position.block), next = first + position.partial;
        const bool sameSentences =
            next <= plan.order.size() &&
            std::equal(partial.sentences.begin(), partial.sentences.end(), plan.order.begin() + std::ptrdiff_t(first),
                       plan.order.begin() + std::ptrdiff_t(next));
        const auto batch = std::ranges::lower_bound(plan.batches, next, {}, &CapturePlan::Batch::first);
        const bool atBatch = batch == plan.batches.end() ? next == plan.order.size() : batch->first == next;
        if (sameSentences && atBatch) return static_cast<std::size_t>(batch - plan.batches.begin());
    }
    throw Error(ErrorCode::Corrupt,
                "The run was begun with another order of sentences than this version uses; remove it, "
                "or capture under another name.");
}

void requireNewTokens(const RunSettings& settings)
{
    if (settings.maximumNewTokens >= 1 && settings.maximumNewTokens < largestPosition) return;
    throw Error(ErrorCode::BadInput, "The most tokens to generate must be from 1 to " +
                                         std::to_string(largestPosition - 1) + ", not " +
                                         std::to_string(settings.maximumNewTokens) + ".");
}

/// Whether the versions of a run, one after the other, name these.
bool hasVersions(const RunInfo& run, const std::string& versions)
{
    return ("; " + run.settings.versions + ";").find("; " + versions + ";") != std::string::npos;
}

CapturePlan planFor(const std::vector<SentenceIds>& sentences, at::Device device)
{
    std::vector<SentenceLength> lengths;
    lengths.reserve(sentences.size());
    for (const SentenceIds& ids : sentences) {
        lengths.push_back(
            {static_cast<std::uint32_t>(ids.encoder.size()), static_cast<std::uint32_t>(ids.decoder.size())});
    }
    return makeCapturePlan(lengths, batchTokens(device));
}

/// Checkpoints of one name, e.g. before and after fine-tuning, are told apart by their weights.
std::string nameOf(const CheckpointInfo& checkpoint)
{
    return checkpoint.name + " (" + checkpoint.weightsSha256.substr(0, 8) + ")";
}

Error differentRun(const RunInfo& run, const std::vector<Difference>& different)
{
    std::string list;
    for (const Difference& each : different)
        list += (list.empty() ? "" : "; ") + each.what + " " + each.stored + ", not " + each.wanted;
    return Error(ErrorCode::BadInput,
                 "There is a run \"" + run.name + "\" already, with other choices: " + list +
                     ". Capture under another name, or with the same choices to go on with it.",
                 {.item = run.name});
}

/// Computes batches of a plan and hands them to a BlockWriter.
class PlannedCapture {
public:
    PlannedCapture(const LoadedCheckpoint& checkpoint, const RunSettings& settings,
                   const std::vector<SentenceIds>& sentences, const CapturePlan& plan, RunWriter& writer)
        : m_checkpoint(checkpoint)
        , m_runner(checkpoint, settings)
        , m_sentences(sentences)
        , m_plan(plan)
        , m_writer(writer)
    {
    }

    /// Progress counts sentences of the whole run, `done` of which are committed.
    void onProgress(const ProgressCallback& progress, std::uint64_t done)
    {
        m_progress = progress;
        m_done = done;
    }

    /// Batches first … end − 1 of the plan; started is the block of the first, with what it holds already.
    void run(std::size_t first, std::size_t end, RunBlock started, const std::stop_token& stop, CaptureSummary& summary)
    {
        BlockWriter blocks([this](const RunBlock& block, bool full) { m_writer.commit(block, full); }, m_plan, first,
                           std::move(started));
        // A GPU computes one batch at a time, with the host's threads at its service.
        const bool onGpu = m_checkpoint.model().device().is_cuda();
        const int threads = onGpu ? 1 : m_checkpoint.threads();
        BatchThreads<BatchResult> batches(
            first, end, threads, [this, onGpu] { setUpTorch(onGpu ? m_checkpoint.threads() : 1); },
            [&](std::size_t i) { return m_runner.run(members(m_plan.batches[i]), stop); });
        for (std::size_t i = first; i < end; ++i) {
            reportDone();
            throwIfStopped(stop); // the writer commits what it has as it is destroyed
            BatchResult result = batches.take();
            m_checkpoint.weights().throwIfChanged();
            const CapturePlan::Batch& batch = m_plan.batches[i];
            m_done += batch.count;
            summary.sentences += batch.count;
            summary.tokens += result.tokens + result.decoderTokens;
            blocks.push(std::move(result));
        }
        blocks.close();
        reportDone();
    }

private:
    std::vector<const SentenceIds*> members(const CapturePlan::Batch& batch) const
    {
        std::vector<const SentenceIds*> result;
        for (std::size_t i = 0; i < batch.count; ++i) {
            result.push_back(&m_sentences[m_plan.order[batch.first + i].value]);
        }
        return result;
    }
    void reportDone() const
    {
        report(m_progress, {"capturing", std::min<std::uint64_t>(m_done, m_plan.order.size()), m_plan.order.size()});
    }

    const LoadedCheckpoint& m_checkpoint;
    BatchRunner m_runner;
    const std::vector<SentenceIds>& m_sentences;
    const CapturePlan& m_plan;
    RunWriter& m_writer;
    ProgressCallback m_progress;
    std::uint64_t m_done = 0;
};

} // namespace

CaptureJob::CaptureJob(const LoadedCheckpoint& checkpoint, const std::string& weightsSha256, Project& project,
                       const CaptureRequest& request)
    : m_checkpoint(checkpoint)
    , m_sha256(weightsSha256)
    , m_project(project)
    , m_runName(request.runName)
    , m_dataset(project.dataset(request.dataset))
    , m_settings(request.settings)
    , m_begun(request.begun)
{
    m_settings = effectiveSettings();
}

RunSettings CaptureJob::effectiveSettings() const
{
    RunSettings settings = m_settings;
    const ModelInfo& info = m_checkpoint.info();
    if (settings.layers.empty()) settings.layers = {{Stack::Encoder, std::min(defaultLayer, info.encoderLayers)}};
    settings.layers = sortedLayers(settings.layers);
    for (LayerId layer : settings.layers) {
        m_checkpoint.checkLayer(layer);
        if (layer.stack == Stack::Decoder && settings.decoder == DecoderMode::None) {
            throw Error(ErrorCode::BadInput,
                        "The decoder layer " + layer.toString() +
                            " can only be captured with the decoder running: choose teacher or generate.");
        }
    }
    if (settings.maximumTokens < 1 || settings.maximumTokens > largestPosition) {
        throw Error(ErrorCode::BadInput, "The most tokens of a sentence must be from 1 to " +
                                             std::to_string(largestPosition) + ", not " +
                                             std::to_string(settings.maximumTokens) + ".");
    }
    requireNewTokens(settings);
    settings.precision = info.precision;
    settings.device = info.device;
    settings.threads = threadsInUse();
    settings.versions = "sparsight " SPARSIGHT_VERSION ", torch " + torchVersion();
    return settings;
}

std::optional<RunInfo> CaptureJob::existingRun(CheckpointId checkpoint) const
{
    for (const RunInfo& run : m_project.runs()) {
        if (!m_runName.empty() && run.name != m_runName) continue;
        const std::vector<Difference> different = differencesFrom(run, checkpoint);
        if (different.empty()) return run;
        if (!m_runName.empty()) throw differentRun(run, different);
    }
    return std::nullopt;
}

std::vector<Difference> CaptureJob::differencesFrom(const RunInfo& run, CheckpointId checkpoint) const
{
    std::vector<Difference> found;
    if (run.checkpoint != checkpoint)
        found.push_back(
            {"checkpoint", nameOf(m_project.checkpoint(run.checkpoint)), nameOf(m_project.checkpoint(checkpoint))});
    if (run.dataset != m_dataset.id) found.push_back({"data set", m_project.dataset(run.dataset).name, m_dataset.name});
    std::ranges::move(differences(run.settings, m_settings), std::back_inserter(found));
    return found;
}

std::string CaptureJob::freeName(const std::string& wanted) const
{
    const std::vector<RunInfo> runs = m_project.runs();
    const auto taken = [&](const std::string& name) {
        return std::ranges::find(runs, name, &RunInfo::name) != runs.end();
    };
    std::string name = wanted;
    for (int number = 2; taken(name); ++number)
        name = wanted + "-" + std::to_string(number);
    return name;
}

RunInfo CaptureJob::findOrCreateRun()
{
    const ModelInfo& info = m_checkpoint.info();
    const CheckpointId checkpoint = m_project.putCheckpoint({.name = info.name,
                                                             .path = info.directory.string(),
                                                             .weightsSha256 = m_sha256,
                                                             .family = info.family,
                                                             .config = info.config,
                                                             .parameters = info.parameters});
    if (auto run = existingRun(checkpoint)) return *run;
    RunInfo run;
    run.name = m_runName.empty() ? freeName(info.name + "-" + m_dataset.name) : m_runName;
    run.checkpoint = checkpoint;
    run.dataset = m_dataset.id;
    run.settings = m_settings;
    run.neurons = static_cast<std::uint32_t>(info.dFf);
    run.signedValues = info.signedValues;
    return m_project.run(m_project.createRun(run));
}

std::vector<SentenceIds> CaptureJob::tokenize(const std::stop_token& stop, const ProgressCallback& progress) const
{
    const bool forDecoder =
        m_settings.decoder == DecoderMode::Teacher && m_settings.layers.back().stack == Stack::Decoder;
    std::vector<SentenceIds> all(m_dataset.sentences);
    std::vector<Sentence> texts; // a portion, read by one thread and tokenised by all
    std::size_t done = 0;
    const auto tokenizePortion = [&] {
        throwIfStopped(stop);
        at::parallel_for(0, static_cast<std::int64_t>(texts.size()), 16, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t i = begin; i < end; ++i) {
                const Sentence& sentence = texts[i];
                SentenceIds& ids = all[done + i];
                bool cut = false;
                ids.encoder = m_checkpoint.encoderIds(sentence.text, m_settings.maximumTokens, ids.truncated);
                if (!forDecoder) continue;
                const std::string& target = sentence.target.empty() ? sentence.text : sentence.target;
                ids.decoder = m_checkpoint.decoderIds(target, m_settings.maximumTokens, cut);
                ids.truncated |= cut;
            }
        });
        done += texts.size();
        texts.clear();
        report(progress, {"reading sentences", done, all.size()});
    };
    m_project.forEachSentence(m_dataset.id, [&](SentenceId, const Sentence& sentence) {
        texts.push_back(sentence);
        if (texts.size() == 4096) tokenizePortion();
    });
    tokenizePortion();
    return all;
}

CaptureSummary CaptureJob::run(const std::stop_token& stop, const ProgressCallback& progress)
{
    const auto start = std::chrono::steady_clock::now();
    const RunInfo before = findOrCreateRun();
    if (m_begun) m_begun(before.name);
    CaptureSummary summary{.run = before.id, .resumed = before.sentencesDone > 0};
    RunWriter writer(m_project, before.id);
    const std::vector<std::uint32_t> damaged =
        summary.resumed ? writer.damagedBlocks(stop) : std::vector<std::uint32_t>{};
    if (!before.complete || !damaged.empty()) {
        if (summary.resumed && !hasVersions(before, m_settings.versions))
            m_project.addRunVersions(before.id, m_settings.versions);
        captureAll(writer, damaged, stop, progress, summary);
        writer.finish();
    }
    if (summary.resumed) writer.repairStatistics();
    summary.nonzeros = writer.written().nonzeros;
    summary.bytesStored = writer.written().bytes;
    summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return summary;
}

RunBlock CaptureJob::emptyBlock(std::uint32_t index) const
{
    RunBlock block{.index = index};
    const auto neurons = static_cast<std::uint32_t>(m_checkpoint.config().dFf);
    block.layers.assign(m_settings.layers.size(), ColumnBlock(neurons, m_settings.values));
    return block;
}

void CaptureJob::captureAll(RunWriter& writer, const std::vector<std::uint32_t>& damaged, const std::stop_token& stop,
                            const ProgressCallback& progress, CaptureSummary& summary)
{
    const std::vector<SentenceIds> sentences = tokenize(stop, progress);
    const CapturePlan plan = planFor(sentences, m_checkpoint.model().device());
    const RunWriter::Position position = writer.position();
    RunBlock partial = writer.partialBlock();
    const std::size_t first = firstBatch(position, partial, plan);
    PlannedCapture capture(m_checkpoint, m_settings, sentences, plan, writer);
    capture.onProgress(progress, position.sentencesBefore + position.partial);
    for (std::uint32_t block : damaged) {
        const std::size_t begin = block == 0 ? 0 : plan.blockEnds[block - 1];
        if (block < position.block) capture.run(begin, plan.blockEnds[block], emptyBlock(block), stop, summary);
    }
    capture.onProgress(progress, position.sentencesBefore + position.partial);
    capture.run(first, plan.batches.size(), position.partial > 0 ? std::move(partial) : emptyBlock(position.block),
                stop, summary);
}

} // namespace sparsight
