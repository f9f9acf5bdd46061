// SPDX-License-Identifier: GPL-3.0-or-later
// bench_store FOLDER [--sentences N] [--neurons N] [--layers N]
// Makes a project in FOLDER and times what the application asks of it. Each reading is timed cold (the file's pages
// dropped from the cache of the operating system first) and warm (median of five). The limit of writing, a plain write
// and fsync of as many bytes, and of reading, plain reads of the same file, are measured in the same run.
#include "tests/bench/SyntheticProject.h"
#include "tests/bench/Timing.h"

#include "core/base/Error.h"
#include "core/store/RunReader.h"
#include "core/store/SentenceIndex.h"

#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <functional>
#include <iostream>
#include <unistd.h>

using namespace sparsight;

namespace {

/// Plain reads of a whole file, in large pieces.
void readWhole(const std::filesystem::path& file)
{
    std::vector<char> buffer(1 << 20);
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    while (::read(descriptor, buffer.data(), buffer.size()) > 0) {
    }
    ::close(descriptor);
}

void writePlain(const std::filesystem::path& file, std::uint64_t bytes)
{
    const std::vector<char> buffer(1 << 20, 'x');
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    for (std::uint64_t done = 0; done < bytes; done += buffer.size()) {
        if (::write(descriptor, buffer.data(), buffer.size()) < 0) std::perror("write");
    }
    ::fsync(descriptor);
    ::close(descriptor);
}

void report(const char* what, const std::filesystem::path& file, const std::function<void()>& work)
{
    const bench::Times times = bench::timesOf(file, work);
    std::printf("%-44s cold %9.2f ms   warm %9.2f ms\n", what, times.cold, times.warm);
}

void benchWriting(bench::SyntheticProject& synthetic, const std::filesystem::path& file,
                  const std::filesystem::path& folder)
{
    Project project = synthetic.create(file);
    const RunId run = project.createRun(synthetic.runInfo(project, "synthetic"));
    RunWriter writer(project, run);
    double milliseconds = 0, slowest = 0;
    for (std::uint32_t index = 0; index < synthetic.blockCount(); ++index) {
        const RunBlock block = synthetic.makeBlock(index);
        const double commit = bench::millisecondsOf([&] { writer.commit(block, true); });
        milliseconds += commit;
        slowest = std::max(slowest, commit);
    }
    writer.finish();
    const RunInfo info = project.run(run);
    const double layers = double(info.settings.layers.size()), blocks = synthetic.blockCount();
    const double plain = bench::millisecondsOf([&] { writePlain(folder / "plain", info.bytesStored); });
    std::filesystem::remove(folder / "plain");
    std::printf("%u sentences, %u neurons, %.0f layers, density %.1f %%, %llu values\n", info.sentencesDone,
                info.neurons, layers,
                100.0 * double(info.nonzeros) / (double(info.sentencesDone) * info.neurons * layers),
                static_cast<unsigned long long>(info.nonzeros));
    std::printf("bytes for a value: %.3f in blobs\n", double(info.bytesStored) / double(info.nonzeros));
    std::printf("commit of a block: mean %.1f ms for a layer, slowest block %.1f ms\n", milliseconds / blocks / layers,
                slowest);
    std::printf("append: %.0f MB/s of blobs; plain write and fsync of as many bytes: %.0f MB/s\n",
                double(info.bytesStored) / 1000 / milliseconds, double(info.bytesStored) / 1000 / plain);
}

void benchReading(const std::filesystem::path& file, const std::filesystem::path& cache)
{
    const auto withReader = [&](const std::function<void(const RunReader&)>& work) {
        return [&file, work] {
            const Project project = Project::open(file, Project::Mode::ReadOnly);
            work(RunReader(project, project.run("synthetic").id, {Stack::Encoder, 1}));
        };
    };
    const std::uint32_t neurons = Project::open(file, Project::Mode::ReadOnly).run("synthetic").neurons;
    const NeuronId neuron(neurons / 3);
    std::uint64_t values = 0;
    report("plain read of the file", file, [&] { readWhole(file); });
    report("open", file, [&] { Project::open(file, Project::Mode::ReadOnly); });
    report("open for a layer", file, withReader([](const RunReader&) {}));
    report("  and top 100 of a neuron", file, withReader([&](const RunReader& reader) { reader.top(neuron, 100); }));
    report("  and a neuron's column", file, withReader([&](const RunReader& reader) { reader.column(neuron); }));
    report("  and all neurons' statistics", file, withReader([](const RunReader& reader) { reader.statistics(); }));
    report("  and a sentence's values", file,
           withReader([](const RunReader& reader) { reader.sentenceValues(SentenceId(7)); }));
    report("  and one pass over all columns", file, withReader([&](const RunReader& reader) {
               values = 0;
               reader.forEachColumn(NeuronId(0), NeuronId(neurons),
                                    [&](NeuronId, std::span<const ColumnEntry> column) { values += column.size(); });
           }));
    std::printf("  (%llu values)\n", static_cast<unsigned long long>(values));

    const Project project = Project::open(file, Project::Mode::ReadOnly);
    const DatasetId dataset = project.dataset("synthetic").id;
    std::printf("build the search index: %.0f ms\n",
                bench::millisecondsOf([&] { SentenceIndex(project, dataset, cache); }));
    const auto index = std::filesystem::directory_iterator(cache)->path();
    report("open the index, find a word", index,
           [&] { SentenceIndex(project, dataset, cache).search("turquoise", 100); });
    report("open the index, find two words and a prefix", index,
           [&] { SentenceIndex(project, dataset, cache).search("turquoise quietly amb*", 100); });
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2 || argc % 2 != 0) {
        std::cerr << "usage: bench_store FOLDER [--sentences N] [--neurons N] [--layers N]\n";
        return 2;
    }
    bench::SyntheticOptions options;
    options.sentences = static_cast<std::uint32_t>(bench::numberArgument(argc, argv, "sentences", options.sentences));
    options.neurons = static_cast<std::uint32_t>(bench::numberArgument(argc, argv, "neurons", options.neurons));
    options.layers = static_cast<std::uint32_t>(bench::numberArgument(argc, argv, "layers", options.layers));
    const std::filesystem::path folder = argv[1];
    try {
        std::filesystem::create_directories(folder);
        const auto file = folder / "bench.sparsight", cache = folder / "cache";
        std::filesystem::remove(file);
        std::filesystem::remove_all(cache);
        bench::SyntheticProject synthetic(options);
        benchWriting(synthetic, file, folder);
        std::printf("file: %.1f MB\n", double(std::filesystem::file_size(file)) / 1e6);
        benchReading(file, cache);
    } catch (const Error& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
    return 0;
}
