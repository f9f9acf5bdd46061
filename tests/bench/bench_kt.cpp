// SPDX-License-Identifier: GPL-3.0-or-later
// bench_kt FOLDER [--sentences N] [--neurons N]
// Makes a project with two runs in FOLDER and times the KT table of a layer under each rule, with and without the
// ranking metrics, of the census, and of what compares runs and neurons, cold and warm. Two limits are measured in the
// same run with the same threads: decoding every column and nothing else, and reading as many bytes as were decoded
// from memory. A rule's time is given as a multiple of the decoding that it cannot do without: Winner decodes the layer
// twice, Matched and Fixed two runs.
#include "tests/bench/SyntheticProject.h"
#include "tests/bench/Timing.h"

#include "core/analysis/NeuronRanges.h"
#include "core/analysis/census/Census.h"
#include "core/analysis/compare/CoFiring.h"
#include "core/analysis/compare/NeuronMatching.h"
#include "core/analysis/compare/RunComparison.h"
#include "core/analysis/kt/KtControls.h"
#include "core/analysis/kt/KtTable.h"
#include "core/base/Error.h"
#include "core/store/RunReader.h"

#include <atomic>
#include <cstdio>
#include <iostream>
#include <numeric>
#include <thread>

using namespace sparsight;

namespace {

constexpr LayerId layer{Stack::Encoder, 1};

void makeRuns(const std::filesystem::path& file, const bench::SyntheticOptions& options)
{
    bench::SyntheticProject synthetic(options);
    Project project = synthetic.create(file);
    for (const char* name : {"first", "second"}) {
        const RunId run = project.createRun(synthetic.runInfo(project, name));
        RunWriter writer(project, run);
        for (std::uint32_t index = 0; index < synthetic.blockCount(); ++index)
            writer.commit(synthetic.makeBlock(index), true);
        writer.finish();
    }
}

/// Decodes its columns and counts their values.
class DecodingWorker final : public NeuronRangeWorker {
public:
    DecodingWorker(const Project& project, RunId run, std::uint64_t& all)
        : m_reader(project, run, layer)
        , m_all(all)
    {
    }
    void process(NeuronId first, NeuronId last, const std::stop_token& stop) override
    {
        m_reader.forEachColumn(
            first, last, [this](NeuronId, auto column) { m_values += column.size(); }, stop);
    }
    void finish() override { m_all += m_values; }

private:
    RunReader m_reader;
    std::uint64_t m_values = 0;
    std::uint64_t& m_all;
};

std::uint64_t decodeAll(const std::filesystem::path& file)
{
    const Project project = Project::open(file, Project::Mode::ReadOnly);
    const RunInfo run = project.run("first");
    std::uint64_t values = 0;
    processNeuronRanges(
        project,
        {.stage = "decoding",
         .neurons = run.neurons,
         .values = run.nonzeros,
         .makeWorker = [&](const Project& own) { return std::make_unique<DecodingWorker>(own, run.id, values); }},
        {}, {});
    return values;
}

/// Milliseconds to read as many bytes as the columns of a layer have once they are decoded, on all cores.
double streamOnce(const std::vector<std::uint64_t>& words)
{
    std::atomic<std::uint64_t> sum = 0; // so that nothing is left out
    const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
    const double milliseconds = bench::millisecondsOf([&] {
        std::vector<std::jthread> readers;
        for (std::size_t i = 0; i < threads; ++i) {
            const auto begin = words.begin() + std::ptrdiff_t(words.size() * i / threads);
            const auto end = words.begin() + std::ptrdiff_t(words.size() * (i + 1) / threads);
            readers.emplace_back([begin, end, &sum] { sum += std::accumulate(begin, end, std::uint64_t(0)); });
        }
    });
    if (sum == 0) std::puts("");
    return milliseconds;
}

double streamTime(std::uint64_t bytes)
{
    const std::vector<std::uint64_t> words(bytes / sizeof(std::uint64_t), 1);
    std::vector<double> times;
    for (int i = 0; i < 5; ++i)
        times.push_back(streamOnce(words));
    std::ranges::sort(times);
    return times[2];
}

struct Limits {
    double decode = 0, stream = 0; // milliseconds, warm
};

Limits measureLimits(const std::filesystem::path& file)
{
    std::uint64_t values = 0;
    const bench::Times decode = bench::timesOf(file, [&] { values = decodeAll(file); });
    const std::uint64_t bytes = values * sizeof(ColumnEntry);
    const Limits limits{decode.warm, streamTime(bytes)};
    std::printf("decode a layer: cold %.1f ms, warm %.1f ms: %.0f million values/s, %.2f GB/s of %zu bytes each\n",
                decode.cold, decode.warm, double(values) / 1e3 / decode.warm, double(bytes) / 1e6 / decode.warm,
                sizeof(ColumnEntry));
    std::printf("read as many bytes from memory: %.1f ms, %.2f GB/s; decoding takes %.1f times that\n", limits.stream,
                double(bytes) / 1e6 / limits.stream, decode.warm / limits.stream);
    return limits;
}

void benchRule(const std::filesystem::path& file, const TopicLabels& labels, const char* rule, int passes,
               const Limits& limits)
{
    for (const bool ranking : {false, true}) {
        const bench::Times times = bench::timesOf(file, [&] {
            const Project project = Project::open(file, Project::Mode::ReadOnly);
            computeKt(project, project.run("first"), layer, labels,
                      {.rule = CaptureRule::parse(rule), .ranking = ranking});
        });
        std::printf("%-28s %-12s cold %9.1f ms  warm %9.1f ms  %5.2f x %d decoding  %6.1f x %d memory\n", rule,
                    ranking ? "with ranking" : "", times.cold, times.warm, times.warm / (passes * limits.decode),
                    passes, times.warm / (passes * limits.stream), passes);
    }
}

/// Three topics and the labels, by how often each neuron meets them in each half.
void benchCensus(const std::filesystem::path& file, const TopicLabels& labels, const Limits& limits)
{
    const std::vector<CensusTopic> topics{{"one", labels}, {"two", labels}, {"three", labels}};
    const bench::Times times = bench::timesOf(file, [&] {
        const Project project = Project::open(file, Project::Mode::ReadOnly);
        const RunInfo run = project.run("first");
        computeCensus(project, run, layer, readCensusSentences(project, run.dataset), topics, {});
    });
    std::printf("%-41s cold %9.1f ms  warm %9.1f ms  %5.2f x 1 decoding  %6.1f x 1 memory\n", "census of three topics",
                times.cold, times.warm, times.warm / limits.decode, times.warm / limits.stream);
}

void benchRuns(const std::filesystem::path& file, const TopicLabels& labels, const Limits& limits)
{
    const auto bench = [&](const char* name, int passes, const std::function<void(const Project&)>& work) {
        const bench::Times times = bench::timesOf(file, [&] { work(Project::open(file, Project::Mode::ReadOnly)); });
        std::printf("%-41s cold %9.1f ms  warm %9.1f ms  %5.2f x %d decoding\n", name, times.cold, times.warm,
                    times.warm / (passes * limits.decode), passes);
    };
    const auto runs = [](const Project& project) { return std::array{project.run("first"), project.run("second")}; };
    bench("two runs without a topic", 2,
          [&](const Project& project) { compareRuns(project, runs(project), layer, std::nullopt, {}); });
    bench("two runs, bootstrap of 2000 draws", 4, [&](const Project& project) {
        compareRuns(project, runs(project), layer, {{labels, labels}}, {});
    });
    bench("20 shuffles and held-out halves", 1,
          [&](const Project& project) { computeKtControls(project, project.run("first"), layer, labels, {}, {}); });
    bench("one neuron against all others", 1,
          [&](const Project& project) { computeCoFiring(project, project.run("first"), layer, NeuronId(7)); });
    bench("matching all neurons of two runs", 2,
          [&](const Project& project) { matchNeurons(project, runs(project), layer); });
}

void benchAll(const std::filesystem::path& file)
{
    const Limits limits = measureLimits(file);
    TopicLabels labels;
    const bench::Times labelling = bench::timesOf(file, [&] {
        const Project project = Project::open(file, Project::Mode::ReadOnly);
        labels = labelSentences(project, project.run("first").dataset,
                                {"STEM", KeywordMatch::Word, {"electron", "theorem", "enzyme", "velocity"}});
    });
    std::printf("label the sentences: cold %.1f ms, warm %.1f ms; %u have a keyword\n", labelling.cold, labelling.warm,
                labels.count);
    for (const char* rule : {"threshold:0", "threshold:1", "relative:0.5", "quantile:0.99", "top:100"})
        benchRule(file, labels, rule, 1, limits);
    for (const char* rule : {"winner", "matched:second", "fixed:second", "fixed:second/top:100"})
        benchRule(file, labels, rule, 2, limits);
    benchCensus(file, labels, limits);
    benchRuns(file, labels, limits);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2 || argc % 2 != 0) {
        std::cerr << "usage: bench_kt FOLDER [--sentences N] [--neurons N]\n";
        return 2;
    }
    bench::SyntheticOptions options{.sentences = 20'000};
    options.sentences = static_cast<std::uint32_t>(bench::numberArgument(argc, argv, "sentences", options.sentences));
    options.neurons = static_cast<std::uint32_t>(bench::numberArgument(argc, argv, "neurons", options.neurons));
    const std::filesystem::path folder = argv[1];
    try {
        std::filesystem::create_directories(folder);
        const auto file = folder / "kt.sparsight";
        std::filesystem::remove(file);
        makeRuns(file, options);
        std::printf("%u sentences, %u neurons, %u threads\n", options.sentences, options.neurons,
                    std::thread::hardware_concurrency());
        benchAll(file);
    } catch (const Error& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
    return 0;
}
