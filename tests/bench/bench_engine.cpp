// SPDX-License-Identifier: GPL-3.0-or-later
// How near the machine's limit the model computes: bench_engine MODEL SENTENCES [--precision fp32|bf16] [--device D]
//     [--threads N] [--layers enc6,enc12] [--parts batches,capture,live,wo]
// SENTENCES has one a line. Limits are measured in the same run: the speed of the matrix products in use, with every
// thread busy, and of reading memory.
#include "tests/bench/BenchTable.h"

#include "core/base/Error.h"
#include "core/capture/BatchRunner.h"
#include "core/capture/BatchThreads.h"
#include "core/capture/CapturePlan.h"
#include "core/capture/T5Engine.h"
#include "core/model/Device.h"
#include "core/model/TorchError.h"
#include "core/model/layers/OutputProjection.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <numeric>
#include <thread>
#include <unistd.h>

using namespace sparsight;

namespace {

constexpr std::int64_t batchTokens = 1024; // as a capture on the CPU has them

double secondsOf(const std::function<void()>& action)
{
    const auto start = std::chrono::steady_clock::now();
    action();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

/// Does the same on every thread at once, each with operators of one thread, as a capture works. → seconds of all
double onThreads(int threads, const std::function<void(int thread)>& work)
{
    return secondsOf([&] {
        std::vector<std::jthread> all;
        for (int i = 0; i < threads; ++i) {
            all.emplace_back([&, i] {
                setUpTorch(1);
                work(i);
            });
        }
    });
}

/// The products of one layer of the encoder, as [out, in] of their weights.
std::vector<std::pair<std::int64_t, std::int64_t>> products(const ModelInfo& info, bool whole)
{
    const std::int64_t inner = std::int64_t(info.dKv) * info.heads, d = info.dModel, ff = info.dFf;
    const bool gated = info.activation.starts_with("gated");
    std::vector<std::pair<std::int64_t, std::int64_t>> all{{3 * inner, d}, {d, inner}, {gated ? 2 * ff : ff, d}};
    if (whole) all.emplace_back(d, ff);
    return all;
}

/// Operations a token in the dense products of encoder layers 1 … last, where the last ends with its activations.
double operationsPerToken(const ModelInfo& info, int last)
{
    double operations = 0;
    for (int layer = 1; layer <= last; ++layer) {
        for (auto [out, in] : products(info, layer < last))
            operations += 2.0 * double(out) * double(in);
    }
    return operations;
}

struct Bench {
    std::filesystem::path model, text;
    LoadOptions load;
    std::vector<std::string> layers{"enc6", "enc12"};
    std::vector<std::string> parts{"batches", "capture", "live", "wo"};
    std::string precision = "fp32";
    const LoadedCheckpoint* checkpoint = nullptr;
    int threads = 1;

    const ModelInfo& info() const { return checkpoint->info(); }
    bool wants(const char* part) const { return std::ranges::find(parts, part) != parts.end(); }

    /// Operations a second in the products of a whole layer, every thread with as many tokens; the best of rounds.
    double productPeak() const
    {
        const auto options = at::TensorOptions(scalarType(load.precision)).device(checkpoint->model().device());
        double operations = 0, seconds = 0;
        for (auto [out, in] : products(info(), true)) {
            constexpr int repeats = 4;
            double best = 1e9;
            for (int round = 0; round < 5; ++round) {
                best = std::min(best, onThreads(threads, [&, out = out, in = in](int) {
                                    const c10::InferenceMode inference;
                                    const at::Tensor x = at::ones({batchTokens, in}, options);
                                    const at::Tensor weight = at::ones({out, in}, options);
                                    for (int i = 0; i < repeats; ++i)
                                        at::linear(x, weight);
                                    if (x.is_cuda()) torch::cuda::synchronize();
                                }));
            }
            seconds += best / repeats;
            operations += 2.0 * double(batchTokens * threads) * double(out) * double(in);
        }
        return operations / seconds;
    }

    void benchBatches(const LoadedCheckpoint& loaded, const char* how, LayerId layer) const;
    void benchCapture(LayerId layer) const;
    void benchLive() const;
    void benchOutput() const;
};

/// Passes over batches of equal length on every thread, reduction included, beside the peak.
void Bench::benchBatches(const LoadedCheckpoint& loaded, const char* how, LayerId layer) const
{
    RunSettings settings;
    settings.layers = {layer};
    const BatchRunner runner(loaded, settings);
    std::ifstream stream(text);
    std::vector<std::int32_t> ids; // of real sentences, cut anew
    for (std::string line; std::getline(stream, line) && std::ssize(ids) < batchTokens;) {
        bool cut = false;
        std::ranges::copy(loaded.encoderIds(line, 512, cut), std::back_inserter(ids));
    }
    for (const std::int64_t length : {16, 64}) {
        std::vector<SentenceIds> sentences(std::size_t(batchTokens / length));
        std::vector<const SentenceIds*> batch;
        for (std::size_t i = 0; i < sentences.size(); ++i) {
            for (std::int64_t t = 0; t < length; ++t)
                sentences[i].encoder.push_back(ids[(i * std::size_t(length) + std::size_t(t)) % ids.size()]);
            batch.push_back(&sentences[i]);
        }
        constexpr int repeats = 3;
        std::vector<double> rates, peaks;
        for (int round = 0; round < 5; ++round) {
            const double seconds = onThreads(threads, [&](int) {
                for (int i = 0; i < repeats; ++i)
                    runner.run(batch, {});
            });
            rates.push_back(double(batchTokens * repeats * threads) / seconds *
                            operationsPerToken(info(), layer.number));
            peaks.push_back(productPeak());
        }
        bench::print({.path = "forward to " + layer.toString() + ", " + precision + ", " + std::to_string(length) +
                              " tokens, " + how,
                      .unit = "GFLOP/s",
                      .figure = median(rates) / 1e9,
                      .limit = median(peaks) / 1e9,
                      .limitName = "GEMM peak"});
    }
}

/// A whole capture, stored, beside the same passes with nothing stored.
void Bench::benchCapture(LayerId layer) const
{
    const auto file = std::filesystem::temp_directory_path() / ("bench_engine-" + std::to_string(getpid()));
    const auto remove = [&] {
        for (const char* end : {"", "-wal", "-shm"})
            std::filesystem::remove(file.string() + end);
    };
    const auto engine = loadT5Engine(model, load, {}, {});
    engine->weightsSha256({}, {}); // once a checkpoint, not part of a capture's speed
    CaptureRequest request{.runName = "bench"};
    request.settings.layers = {layer};
    std::vector<SentenceIds> sentences;
    std::vector<double> stored, rates, peaks;
    CaptureSummary done;
    const BatchRunner runner(*checkpoint, request.settings);
    for (int round = 0; round < 3; ++round) {
        remove();
        Project project = Project::create(file);
        request.dataset = project
                              .importDataset("bench", text.string(),
                                             [&](const Project::SentenceSink& sink) {
                                                 std::ifstream stream(text);
                                                 for (std::string line; std::getline(stream, line);)
                                                     sink({.text = line});
                                                 return 0U;
                                             })
                              .id;
        done = engine->capture(project, request, {}, {});
        stored.push_back(done.seconds);
        // The same without a project.
        const double bare = secondsOf([&] {
            sentences.clear();
            std::ifstream stream(text);
            std::vector<SentenceLength> lengths;
            for (std::string line; std::getline(stream, line);) {
                SentenceIds& ids = sentences.emplace_back();
                ids.encoder = checkpoint->encoderIds(line, request.settings.maximumTokens, ids.truncated);
                lengths.push_back({static_cast<std::uint32_t>(ids.encoder.size()), 0});
            }
            const CapturePlan plan = makeCapturePlan(lengths, batchTokens);
            BatchThreads<BatchResult> batches(
                0, plan.batches.size(), threads, [] { setUpTorch(1); },
                [&](std::size_t i) {
                    std::vector<const SentenceIds*> members;
                    for (std::size_t k = 0; k < plan.batches[i].count; ++k)
                        members.push_back(&sentences[plan.order[plan.batches[i].first + k].value]);
                    return runner.run(members, {});
                });
            for (std::size_t i = 0; i < plan.batches.size(); ++i)
                batches.take();
        });
        rates.push_back(bare);
        peaks.push_back(productPeak());
    }
    remove();
    const double operations = double(done.tokens) * operationsPerToken(info(), layer.number);
    const std::string name = "capture " + layer.toString() + ", " + precision;
    bench::print({.path = name + ", stored",
                  .unit = "GFLOP/s",
                  .figure = operations / median(stored) / 1e9,
                  .limit = median(peaks) / 1e9,
                  .limitName = "GEMM peak"});
    bench::print({.path = name + ", stored, beside not stored",
                  .unit = "sentences/s",
                  .figure = double(done.sentences) / median(stored),
                  .limit = double(done.sentences) / median(rates),
                  .limitName = "not stored"});
}

/// `wo` of one layer, lazy beside dense, by the share of activations that fire.
void Bench::benchOutput() const
{
    const c10::InferenceMode inference;
    const std::int64_t d = info().dModel, ff = info().dFf;
    const at::Tensor weight = at::randn({d, ff});
    const OutputProjection lazy(weight, true, {}), dense(weight, false, {});
    for (const std::int64_t tokens : {std::int64_t(16), batchTokens}) {
        for (const double density : {0.01, 0.03, 0.1, 0.2, 0.3, 0.4}) {
            const at::Tensor x = at::where(at::rand({tokens, ff}) < density, at::rand({tokens, ff}), at::zeros({}));
            at::Tensor hidden = at::zeros({tokens, d});
            std::vector<double> fast, slow;
            for (int round = 0; round < 9; ++round) {
                fast.push_back(secondsOf([&] { lazy.addTo(hidden, x); }));
                slow.push_back(secondsOf([&] { dense.addTo(hidden, x); }));
            }
            char name[64];
            std::snprintf(name, sizeof name, "wo, %lld tokens, %.0f %% fire", static_cast<long long>(tokens),
                          100 * density);
            bench::print({.path = name,
                          .unit = "ms",
                          .figure = 1e3 * median(fast),
                          .limit = 1e3 * median(slow),
                          .limitName = "dense product",
                          .lowerIsBetter = true});
        }
    }
}

/// Seconds to read so many bytes from memory once, by all threads.
double readSeconds(std::uint64_t bytes, int threads)
{
    const std::uint64_t share = std::max<std::uint64_t>(bytes, 256 << 20) / std::uint64_t(threads) / 8;
    std::vector<std::vector<std::uint64_t>> memory(std::size_t(threads), std::vector<std::uint64_t>(share, 1));
    double best = 1e9;
    for (int round = 0; round < 5; ++round) {
        best = std::min(best, onThreads(threads, [&](int i) {
                            const auto& part = memory[std::size_t(i)];
                            volatile std::uint64_t sum = std::accumulate(part.begin(), part.end(), std::uint64_t(0));
                            (void)sum;
                        }));
    }
    return best * double(bytes) / double(share * 8 * std::uint64_t(threads));
}

/// One sentence of 16 tokens through the encoder, beside reading the encoder's weights from memory once.
void Bench::benchLive() const
{
    const auto engine = loadT5Engine(model, load, {}, {});
    std::ifstream stream(text);
    std::string sentence;
    for (std::string line; std::getline(stream, line);) {
        sentence = line;
        if (engine->tokenize(line).size() == 16) break;
    }
    const LiveRequest request{.text = sentence, .layer = {Stack::Encoder, info().encoderLayers}};
    std::vector<double> rounds;
    for (int round = 0; round < 30; ++round)
        rounds.push_back(engine->run(request, {}).seconds);
    double weights = 0;
    for (auto [out, in] : products(info(), true))
        weights += double(out) * double(in) * info().encoderLayers;
    const double limit = readSeconds(std::uint64_t(weights * (load.precision == Precision::Fp32 ? 4 : 2)), threads);
    bench::print({.path = "live, encoder, 16 tokens, " + precision,
                  .unit = "ms",
                  .figure = 1e3 * median(rounds),
                  .limit = 1e3 * limit,
                  .limitName = "weights once from memory",
                  .lowerIsBetter = true});
}

void run(Bench bench)
{
    bench.load.precision = parsePrecision(bench.precision);
    const LoadedCheckpoint checkpoint(bench.model, bench.load, {}, {});
    bench.checkpoint = &checkpoint;
    bench.threads = checkpoint.model().device().is_cuda() ? 1 : checkpoint.threads();
    std::printf("%s on %s (%s), %d threads, %s\n", checkpoint.info().name.c_str(), checkpoint.info().device.c_str(),
                checkpoint.info().deviceName.c_str(), bench.threads, bench.precision.c_str());
    LoadOptions denseOptions = bench.load;
    denseOptions.lazyOutput = false;
    const LoadedCheckpoint dense(bench.model, denseOptions, {}, {});
    if (bench.wants("wo") && bench.load.precision == Precision::Fp32) bench.benchOutput();
    for (const std::string& each : bench.layers) {
        const LayerId layer = LayerId::parse(each);
        if (bench.wants("batches")) bench.benchBatches(dense, "dense", layer);
        if (bench.wants("batches")) bench.benchBatches(checkpoint, "lazy wo", layer);
        if (bench.wants("capture")) bench.benchCapture(layer);
    }
    if (bench.wants("live")) bench.benchLive();
}

} // namespace

int main(int argc, char** argv)
{
    CLI::App app("How near the machine's limit the model computes.");
    Bench bench;
    app.add_option("model", bench.model, "Checkpoint")->required();
    app.add_option("sentences", bench.text, "A sentence a line")->required();
    app.add_option("--precision", bench.precision);
    app.add_option("--device", bench.load.device);
    app.add_option("--threads", bench.load.threads);
    app.add_option("--layers", bench.layers)->delimiter(',');
    app.add_option("--parts", bench.parts)->delimiter(',');
    CLI11_PARSE(app, argc, argv);
    try {
        run(bench);
        return 0;
    } catch (const Error& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
}
