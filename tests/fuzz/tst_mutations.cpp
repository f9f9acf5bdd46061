// SPDX-License-Identifier: GPL-3.0-or-later
// Every reader of untrusted files, of checkpoints and of papers, against damaged copies of good ones. A reader may
// accept a copy or refuse it with an Error; anything else is a failure. The damage is the same in every run.
#include "core/base/Error.h"
#include "core/base/File.h"
#include "core/dataset/ScisummPaper.h"
#include "core/model/CheckpointDirectory.h"
#include "core/model/ModelConfig.h"
#include "core/model/PyTorchReader.h"
#include "core/model/SafetensorsReader.h"
#include "core/tokenizer/CharacterMap.h"
#include "core/tokenizer/SentencePieceModel.h"
#include "core/tokenizer/Tokenizer.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

using namespace sparsight;
namespace fs = std::filesystem;

namespace {

const fs::path data(SPARSIGHT_TEST_DATA);

std::string readAll(const fs::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// What was accepted must lie inside the file, every element of it.
void checkRows(const fs::path& path, const std::vector<TensorEntry>& entries)
{
    for (const TensorEntry& entry : entries) {
        std::uint64_t last = 0;
        for (std::size_t i = 0; i < entry.shape.size(); ++i)
            last += (entry.shape[i] - 1) * static_cast<std::uint64_t>(entry.stride[i]);
        const bool empty = entry.elements() == 0;
        const std::uint64_t reach = empty ? 0 : (last + 1) * itemSize(entry.dtype);
        if (reach != entry.length || entry.offset + entry.length > fs::file_size(path))
            throw std::logic_error("tensor " + entry.name + " reaches behind its bytes");
    }
}

/// Damages a file in one to four places: bits, bytes, numbers at their limits, and parts removed, doubled or moved.
class Mutator {
public:
    explicit Mutator(std::uint32_t seed)
        : m_random(seed)
    {
    }

    /// Most damage falls on the first `hot` bytes, where headers lie, and on the last ones.
    std::string operator()(std::string content, std::size_t hot)
    {
        for (std::size_t times = 1 + below(4); times > 0 && !content.empty(); --times)
            damage(content, hot);
        return content;
    }

private:
    std::size_t below(std::size_t limit) { return m_random() % limit; }

    std::size_t place(const std::string& content, std::size_t hot)
    {
        const std::size_t range = std::min(hot, content.size());
        switch (below(8)) {
        case 0: return below(content.size());
        case 1: return content.size() - 1 - below(range);
        default: return below(range);
        }
    }

    void damage(std::string& content, std::size_t hot)
    {
        const std::size_t at = place(content, hot);
        const std::size_t length = std::min<std::size_t>(1 + below(32), content.size() - at);
        switch (below(8)) {
        case 0: content[at] = static_cast<char>(content[at] ^ (1 << below(8))); break;
        case 1: content[at] = static_cast<char>(below(256)); break;
        case 2: content.replace(at, std::min<std::size_t>(4, content.size() - at), extreme(4)); break;
        case 3: content.replace(at, std::min<std::size_t>(8, content.size() - at), extreme(8)); break;
        case 4: content.erase(at, length); break;
        case 5: content.insert(at, content.substr(at, length)); break;
        case 6: content.insert(place(content, hot), content.substr(at, length)); break;
        default: content.resize(at); break;
        }
    }

    std::string extreme(std::size_t bytes)
    {
        const char* fills[] = {"\xff", "\x7f", "\x80", "\x01"};
        std::string text(bytes, *fills[below(4)]);
        if (below(2)) text.front() = static_cast<char>(below(256));
        if (below(2)) text.back() = '\0';
        return text;
    }

    std::mt19937 m_random;
};

} // namespace

class TestMutations : public QObject {
    Q_OBJECT

private slots:
    void readersOnlyRefuse_data();
    void readersOnlyRefuse();

private:
    fs::path write(const std::string& name, const std::string& content) const
    {
        const fs::path path = fs::path(m_folder.path().toStdString()) / name;
        fs::remove(path); // file systems flush a file that is cut and written again
        std::ofstream(path, std::ios::binary) << content;
        return path;
    }

    QTemporaryDir m_folder;
};

using Reader = std::function<void(const fs::path&)>;
Q_DECLARE_METATYPE(Reader)

void TestMutations::readersOnlyRefuse_data()
{
    QTest::addColumn<QString>("original");
    QTest::addColumn<int>("hot");
    QTest::addColumn<int>("runs");
    QTest::addColumn<Reader>("reader");
    const Reader safetensors = [](const fs::path& path) { checkRows(path, readSafetensorsTable(InputFile(path))); };
    const Reader pytorch = [](const fs::path& path) { checkRows(path, readPyTorchTable(InputFile(path))); };
    const Reader config = [](const fs::path& path) { readModelConfig(path); };
    const Reader pieces = [](const fs::path& path) {
        const SentencePieceModel model = readSentencePieceModel(path);
        CharacterMap(model.precompiledCharsmap, path.string()).apply("ﬁsh e\u0301 Ａ １ … \u200d ｶﾞ");
    };
    const Reader tokenizer = [](const fs::path& path) {
        fs::rename(path, path.parent_path() / "spiece.model");
        const Tokenizer loaded(CheckpointDirectory(path.parent_path()), parseModelConfig(R"({"model_type":"t5"})", ""));
        loaded.decode(loaded.encodeIds("The light <extra_id_0> ﬁsh 🙂</s> ▁▁ e\u0301"));
    };
    const Reader article = [](const fs::path& path) {
        const fs::path paper = path.parent_path() / "P";
        fs::create_directories(paper / "Documents_xml");
        fs::rename(path, paper / "Documents_xml" / "P.xml");
        readPaperArticle(paper, TextEncoding::Auto);
    };
    const Reader citances = [](const fs::path& path) {
        fs::rename(path, path.parent_path() / "citing_sentences_annotated.json");
        readPaperCitances(path.parent_path(), TextEncoding::Auto);
    };
    QTest::newRow("safetensors") << "golden/t5-sharded/model-00001-of-00005.safetensors" << 3000 << 4000 << safetensors;
    QTest::newRow("pytorch types") << "pytorch/types.bin" << 3000 << 1500 << pytorch;
    QTest::newRow("pytorch views") << "pytorch/views.bin" << 1200 << 3000 << pytorch;
    QTest::newRow("pytorch module") << "pytorch/module.bin" << 1200 << 3000 << pytorch;
    QTest::newRow("config.json") << "golden/t5-relu/config.json" << 800 << 3000 << config;
    QTest::newRow("spiece.model") << "tokenizer/rules.model" << 9000 << 3000 << pieces;
    QTest::newRow("tokeniser") << "tokenizer/rules.model" << 9000 << 500 << tokenizer;
    const QString papers = "scisumm/top1000_complete/N01-0001/";
    QTest::newRow("article") << papers + "Documents_xml/N01-0001.xml" << 1000 << 4000 << article;
    QTest::newRow("citances") << papers + "citing_sentences_annotated.json" << 1200 << 4000 << citances;
}

void TestMutations::readersOnlyRefuse()
{
    QFETCH(QString, original);
    QFETCH(int, hot);
    QFETCH(int, runs);
    QFETCH(Reader, reader);
    const std::string content = readAll(data / original.toStdString());
    QVERIFY(!content.empty());
    reader(write("file", content)); // the good one
    if (const int wanted = qEnvironmentVariableIntValue("SPARSIGHT_MUTATIONS")) runs = wanted;
    Mutator mutate(static_cast<std::uint32_t>(content.size()));
    int refused = 0;
    for (int run = 0; run < runs; ++run) {
        const fs::path path = write("file", mutate(content, static_cast<std::size_t>(hot)));
        try {
            reader(path);
        } catch (const Error& e) {
            ++refused;
            QVERIFY(!std::string(e.what()).empty());
        } catch (const std::exception& e) {
            fs::copy_file(path, fs::temp_directory_path() / "sparsight-mutation", fs::copy_options::overwrite_existing);
            QFAIL((std::string("run ") + std::to_string(run) + ": " + e.what()).c_str());
        }
    }
    qInfo("%d of %d damaged copies refused", refused, runs);
    QVERIFY(refused > runs / 10); // the damage does reach what is checked
}

QTEST_APPLESS_MAIN(TestMutations)
#include "tst_mutations.moc"
