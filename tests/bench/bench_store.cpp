// SPDX-License-Identifier: GPL-3.0-or-later
// bench_store FOLDER [--sentences N] [--largest N] [--json FILE]
// Times what the application asks of a project of 10^4, 10^5 … sentences, up to --largest (default 10^5; the goals are
// set for 10^6), or of --sentences alone, with the limit of each measured in the same run, and the memory that each
// takes. Projects are made in FOLDER (SyntheticProject.h) and kept for the next run. Every path runs in a process of
// its own, so that its peak of memory is its own: bench_store --path PATH FILE.
#include "tests/bench/SyntheticProject.h"
#include "tests/bench/Timing.h"

#include "core/analysis/kt/KtTable.h"
#include "core/base/Error.h"
#include "core/store/RunReader.h"
#include "core/store/SentenceIndex.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <functional>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace sparsight;
using nlohmann::json;

namespace {

constexpr LayerId layer{Stack::Encoder, 1};

void writePlain(const std::filesystem::path& file, std::uint64_t bytes)
{
    const std::vector<char> buffer(1 << 20, 'x');
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    for (std::uint64_t done = 0; done < bytes; done += buffer.size()) {
        if (::write(descriptor, buffer.data(), std::min<std::uint64_t>(buffer.size(), bytes - done)) < 0)
            std::perror("write");
    }
    ::fsync(descriptor);
    ::close(descriptor);
}

/// Reads the first `bytes` of a file on so many threads, from the cache of the operating system once it is warm.
void readPlain(const std::filesystem::path& file, std::uint64_t bytes, unsigned threads)
{
    std::vector<std::jthread> readers;
    for (unsigned i = 0; i < threads; ++i) {
        readers.emplace_back([&, begin = bytes * i / threads, end = bytes * (i + 1) / threads]() mutable {
            std::vector<char> buffer(1 << 16);
            const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
            for (; begin < end; begin += buffer.size()) {
                const auto size = std::min<std::uint64_t>(buffer.size(), end - begin);
                if (::pread(descriptor, buffer.data(), size, static_cast<off_t>(begin)) <= 0) break;
            }
            ::close(descriptor);
        });
    }
}

double medianOf(int times, const std::function<void()>& work)
{
    std::vector<double> all;
    for (int i = 0; i < times; ++i)
        all.push_back(bench::millisecondsOf(work));
    std::ranges::sort(all);
    return all[all.size() / 2];
}

/// What a path took, and what it may not go below: reading as many bytes from memory. Milliseconds.
struct Figure {
    double milliseconds = 0, limit = 0;
};

/// An open project and what the paths ask of it.
class Subject {
public:
    explicit Subject(const std::filesystem::path& file)
        : m_file(file)
        , m_project(Project::open(file, Project::Mode::ReadOnly))
        , m_run(m_project.run("synthetic"))
        , m_neuron(m_run.neurons / 3)
    {
    }
    Figure open() const
    {
        return {medianOf(5, [&] { Project::open(m_file, Project::Mode::ReadOnly).runs(); }), 0};
    }
    Figure openLayer() const
    {
        return {medianOf(5, [&] { RunReader(Project::open(m_file, Project::Mode::ReadOnly), m_run.id, layer); }), 0};
    }
    Figure top() const
    {
        const RunReader reader(m_project, m_run.id, layer);
        return {medianOf(21, [&] { reader.top(m_neuron, 100); }), 0};
    }
    /// Its limit: the bytes of the blobs in which its values lie.
    Figure column() const
    {
        const RunReader reader(m_project, m_run.id, layer);
        const double milliseconds = medianOf(21, [&] { reader.column(m_neuron); });
        return {milliseconds, readTime(m_run.bytesStored / (m_run.neurons / 64), 1)};
    }
    Figure sentence() const
    {
        const RunReader reader(m_project, m_run.id, layer);
        reader.sentenceValues(SentenceId(7));
        return {medianOf(5, [&] { reader.sentenceValues(SentenceId(7)); }), 0};
    }
    Figure pass() const
    {
        const RunReader reader(m_project, m_run.id, layer);
        std::uint64_t values = 0;
        const double milliseconds = bench::millisecondsOf([&] {
            reader.forEachColumn(NeuronId(0), NeuronId(m_run.neurons),
                                 [&](NeuronId, std::span<const ColumnEntry> column) { values += column.size(); });
        });
        return {milliseconds, readTime(m_run.bytesStored, 1)};
    }
    Figure labels() const
    {
        return {medianOf(3, [&] { labelAll(); }), 0};
    }
    /// Rows take about a seventh of the bytes.
    Figure kt(bool ranking) const
    {
        const std::vector<TopicLabels> topics = labelAll();
        const double milliseconds = medianOf(ranking ? 1 : 5, [&] {
            computeKt(m_project, m_run, layer, std::span(topics).first(ranking ? 1 : topics.size()),
                      {.rule = {}, .ranking = ranking});
        });
        return {milliseconds, readTime(ranking ? m_run.bytesStored : m_run.bytesStored / 7,
                                       std::max(1u, std::thread::hardware_concurrency()))};
    }
    Figure rankScreen() const
    {
        const std::vector<TopicLabels> topics = labelAll();
        KtColumn table = computeKt(m_project, m_run, layer, topics[0], {.rule = {}, .ranking = false});
        std::vector<NeuronId> shown = neuronsByEvidence(table);
        shown.resize(std::min<std::size_t>(shown.size(), 40));
        return {medianOf(3, [&] { rankNeurons(m_project, table, topics[0], shown); }),
                readTime(m_run.bytesStored * shown.size() / (m_run.neurons / 64), 1)};
    }
    Figure search(const char* words) const
    {
        const auto cache = m_file.parent_path() / "cache";
        const SentenceIndex index(m_project, m_run.dataset, cache);
        return {medianOf(21, [&] { index.search(words, 100); }), 0};
    }

private:
    std::vector<TopicLabels> labelAll() const
    {
        const std::vector<Topic> topics{
            {"STEM", KeywordMatch::Word, {"electron", "theorem", "enzyme", "velocity"}},
            {"colours", KeywordMatch::Word, {"red", "turquoise", "scarlet", "amber", "violet"}},
            {"countries", KeywordMatch::Word, {"Norway", "Kenya", "Peru"}}};
        return labelSentences(m_project, m_run.dataset, topics);
    }
    double readTime(std::uint64_t bytes, unsigned threads) const
    {
        readPlain(m_file, bytes, threads);
        return medianOf(5, [&] { readPlain(m_file, bytes, threads); });
    }

    std::filesystem::path m_file;
    Project m_project;
    RunInfo m_run;
    NeuronId m_neuron;
};

/// A row of the table. goal: milliseconds at a million sentences, 0: none is set.
struct Path {
    const char* id;
    const char* title;
    double goal;
    Figure (*measure)(const Subject&);
};
const std::array paths{
    Path{"open", "open a project", 300, [](const Subject& s) { return s.open(); }},
    Path{"layer", "open it for a layer", 300, [](const Subject& s) { return s.openLayer(); }},
    Path{"top", "top 100 sentences of a neuron", 10, [](const Subject& s) { return s.top(); }},
    Path{"column", "a neuron's whole column", 30, [](const Subject& s) { return s.column(); }},
    Path{"sentence", "a sentence's values", 0, [](const Subject& s) { return s.sentence(); }},
    Path{"search", "a word by full text", 20, [](const Subject& s) { return s.search("turquoise"); }},
    Path{"search3", "two words and a prefix", 20, [](const Subject& s) { return s.search("turquoise quietly amb*"); }},
    Path{"labels", "label the sentences, 3 topics", 0, [](const Subject& s) { return s.labels(); }},
    Path{"kt", "KT table, 3072 neurons, 3 topics", 2000, [](const Subject& s) { return s.kt(false); }},
    Path{"screen", "rank metrics of 40 rows", 0, [](const Subject& s) { return s.rankScreen(); }},
    Path{"ranking", "rank metrics of all rows, 1 topic", 0, [](const Subject& s) { return s.kt(true); }},
    Path{"pass", "one pass over all columns", 0, [](const Subject& s) { return s.pass(); }},
};

int measurePath(const std::string& id, const std::filesystem::path& file)
{
    const auto path = std::ranges::find(paths, id, &Path::id);
    if (path == paths.end()) return 2;
    const Figure figure = path->measure(Subject(file));
    std::cout << json{{"milliseconds", figure.milliseconds}, {"limit", figure.limit}} << "\n";
    return 0;
}

/// Makes the project, and says what storing took.
int make(const std::filesystem::path& file, std::uint32_t sentences)
{
    std::filesystem::remove(file);
    bench::SyntheticProject synthetic({.sentences = sentences});
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
    const auto plain = file.string() + ".plain";
    const double written = bench::millisecondsOf([&] { writePlain(plain, info.bytesStored); });
    std::filesystem::remove(plain);
    std::cout << json{{"milliseconds", milliseconds},
                      {"limit", written},
                      {"slowest_block", slowest},
                      {"sentences_per_second", sentences * 1000.0 / milliseconds},
                      {"nonzeros", info.nonzeros},
                      {"sentence_density", double(info.nonzeros) / sentences / info.neurons},
                      {"bytes_per_nonzero", double(info.bytesStored) / double(info.nonzeros)}}
              << "\n";
    return 0;
}

/// What a process of this program printed, with its peak of memory.
json runSelf(const char* program, const std::vector<std::string>& arguments)
{
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) throw Error(ErrorCode::Io, "No pipe could be made.");
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        ::close(ends[0]);
        ::close(ends[1]);
        std::vector<char*> texts{const_cast<char*>(program)};
        for (const std::string& argument : arguments)
            texts.push_back(const_cast<char*>(argument.c_str()));
        texts.push_back(nullptr);
        ::execv("/proc/self/exe", texts.data());
        ::_exit(127);
    }
    ::close(ends[1]);
    std::string printed;
    std::array<char, 4096> buffer{};
    for (ssize_t size = 0; (size = ::read(ends[0], buffer.data(), buffer.size())) > 0;)
        printed.append(buffer.data(), static_cast<std::size_t>(size));
    ::close(ends[0]);
    int status = 0;
    rusage usage{};
    ::wait4(child, &status, 0, &usage);
    if (status != 0) throw Error(ErrorCode::Io, "Measuring " + arguments[1] + " failed.");
    json result = json::parse(printed);
    result["megabytes"] = double(usage.ru_maxrss) / 1024;
    return result;
}

void print(const char* title, const json& row)
{
    const double milliseconds = row["milliseconds"], limit = row["limit"];
    std::printf("%9u  %-34s %10.2f ms", row["sentences"].get<unsigned>(), title, milliseconds);
    if (limit > 0)
        std::printf("  limit %9.2f ms  %5.1f %%", limit, 100 * limit / milliseconds);
    else
        std::printf("%30s", "");
    std::printf("  %6.0f MB\n", row["megabytes"].get<double>());
    std::fflush(stdout);
}

json measure(const char* program, const std::filesystem::path& folder, std::uint32_t sentences)
{
    const auto file = folder / ("store-" + std::to_string(sentences) + ".sparsight");
    const auto notes = file.string() + ".json"; // how the project was made
    json made;
    if (std::filesystem::exists(file) && std::filesystem::exists(notes)) {
        std::ifstream(notes) >> made;
    } else {
        made = runSelf(program, {"--make", file.string(), std::to_string(sentences)});
        std::ofstream(notes) << made;
    }
    made["path"] = "append";
    made["sentences"] = sentences;
    json rows{made};
    print("append all of them", made);
    std::printf("%9u  %.0f sentences a second, %.3f bytes for each of %.0f million non-zeros (%.1f %%)\n", sentences,
                made["sentences_per_second"].get<double>(), made["bytes_per_nonzero"].get<double>(),
                made["nonzeros"].get<double>() / 1e6, 100 * made["sentence_density"].get<double>());
    for (const Path& path : paths) {
        json row = runSelf(program, {"--path", path.id, file.string()});
        row["path"] = path.id;
        row["title"] = path.title;
        row["goal"] = path.goal;
        row["sentences"] = sentences;
        print(path.title, row);
        rows.push_back(row);
    }
    return rows;
}

std::string textArgument(int argc, char** argv, const std::string& name)
{
    for (int i = 2; i + 1 < argc; i += 2)
        if (argv[i] == "--" + name) return argv[i + 1];
    return {};
}

int measureAll(int argc, char** argv)
{
    const std::filesystem::path folder = argv[1];
    std::filesystem::create_directories(folder);
    const auto only = bench::numberArgument(argc, argv, "sentences", 0);
    const auto largest = only != 0 ? only : bench::numberArgument(argc, argv, "largest", 100'000);
    const std::string target = textArgument(argc, argv, "json");
    json rows = json::array();
    for (std::uint64_t sentences = only != 0 ? only : 10'000; sentences <= largest; sentences *= 10) {
        for (json& row : measure(argv[0], folder, static_cast<std::uint32_t>(sentences)))
            rows.push_back(std::move(row));
    }
    if (!target.empty()) std::ofstream(target) << rows.dump(1) << "\n";
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        if (argc == 4 && std::strcmp(argv[1], "--path") == 0) return measurePath(argv[2], argv[3]);
        if (argc == 4 && std::strcmp(argv[1], "--make") == 0)
            return make(argv[2], static_cast<std::uint32_t>(std::strtoul(argv[3], nullptr, 10)));
        if (argc >= 2 && argc % 2 == 0 && argv[1][0] != '-') return measureAll(argc, argv);
    } catch (const Error& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
    std::cerr << "usage: bench_store FOLDER [--sentences N] [--largest N] [--json FILE]\n";
    return 2;
}
