// SPDX-License-Identifier: GPL-3.0-or-later
// The tokeniser against transformers 5.23.0: tests/data/tokenizer/goldens.json, made by make_tokenizer_goldens.py.
#include "core/base/Error.h"
#include "core/model/CheckpointDirectory.h"
#include "core/model/ModelConfig.h"
#include "core/tokenizer/Tokenizer.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace sparsight;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

const fs::path data = fs::path(SPARSIGHT_TEST_DATA) / "tokenizer";

std::string readAll(const fs::path& path)
{
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

const json& goldens()
{
    static const json value = json::parse(readAll(data / "goldens.json"));
    return value;
}

/// A checkpoint directory with what a tokeniser needs.
class Folder {
public:
    explicit Folder(const json& golden, const json& config = json::object())
    {
        fs::copy_file(data / (golden["model"].get<std::string>() + ".model"), path() / "spiece.model");
        json merged = golden["config"];
        merged.update(config);
        write("config.json", merged.dump());
        for (const auto& [name, content] : golden["files"].items())
            write(name, content.dump());
    }

    fs::path path() const { return m_directory.path().toStdString(); }
    void write(const std::string& name, const std::string& content) const
    {
        std::ofstream(path() / name, std::ios::binary) << content;
    }
    Tokenizer load(bool legacy = true) const
    {
        const CheckpointDirectory directory(path());
        return {directory, readModelConfig(directory.file("config.json")), legacy};
    }

private:
    QTemporaryDir m_directory;
};

QByteArray shown(const std::vector<std::int32_t>& ids)
{
    QByteArray text;
    for (const auto id : ids)
        text += QByteArray::number(id) + ' ';
    return text;
}

const json& goldenNamed(const std::string& name)
{
    for (const json& golden : goldens()["tokenizers"])
        if (golden["name"] == name) return golden;
    throw std::runtime_error("no golden " + name);
}

std::vector<std::string> piecesOf(const std::vector<Token>& tokens)
{
    std::vector<std::string> pieces;
    for (const Token& token : tokens)
        pieces.push_back(token.piece);
    return pieces;
}

} // namespace

class TestTokenizer : public QObject {
    Q_OBJECT

private slots:
    void equalsTransformers_data();
    void equalsTransformers();
    void leavesOutTheLegacySpace();
    void describesTokens();
    void repairsInvalidUtf8();
    void survivesALongWord();
    void ignoresTokenizerJsonThatAgrees();
    void refusesSettings_data();
    void refusesSettings();
    void refusesMorePiecesThanRows();
    void refusesTokensWithoutARow();
};

void TestTokenizer::equalsTransformers_data()
{
    QTest::addColumn<QString>("name");
    for (const json& golden : goldens()["tokenizers"]) {
        const QString name = QString::fromStdString(golden["name"]);
        QTest::newRow(name.toUtf8()) << name;
    }
}

void TestTokenizer::equalsTransformers()
{
    QFETCH(QString, name);
    const json& golden = goldenNamed(name.toStdString());
    const Tokenizer tokenizer = Folder(golden).load();
    QCOMPARE(tokenizer.size(), golden["size"].get<int>());
    QCOMPARE(tokenizer.eosId(), golden["eos"].get<int>());
    QCOMPARE(tokenizer.padId(), golden["pad"].get<int>());
    for (std::size_t i = 0; i < golden["added_pieces"].size(); ++i) {
        const auto id = tokenizer.pieceCount() + static_cast<int>(i);
        QCOMPARE(tokenizer.token(id).piece, golden["added_pieces"][i].get<std::string>());
    }
    const json& texts = goldens()["texts"];
    QVERIFY(texts.size() >= 200);
    int wrong = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto text = texts[i].get<std::string>();
        const auto expected = golden["ids"][i].get<std::vector<std::int32_t>>();
        const auto ids = tokenizer.encodeIds(text);
        if (ids != expected) {
            ++wrong;
            qWarning() << "ids of" << texts[i].dump().c_str() << shown(ids) << "expected" << shown(expected);
        }
        const std::string decoded = tokenizer.decode(expected);
        if (decoded != golden["decoded"][i]) {
            ++wrong;
            qWarning() << "text of" << texts[i].dump().c_str() << decoded.c_str() << "expected"
                       << golden["decoded"][i].dump().c_str();
        }
    }
    QCOMPARE(wrong, 0);
}

void TestTokenizer::leavesOutTheLegacySpace()
{
    const Tokenizer tokenizer = Folder(goldenNamed("t5")).load(false);
    for (const json& row : goldens()["without_legacy_space"]) {
        const auto expected = row["ids"].get<std::vector<std::int32_t>>();
        const auto ids = tokenizer.encodeIds(row["text"].get<std::string>());
        QVERIFY2(ids == expected, (row["text"].dump() + ": " + shown(ids).toStdString()).c_str());
    }
}

void TestTokenizer::describesTokens()
{
    const auto tokens = Folder(goldenNamed("t5")).load().encode("the lighthouse <extra_id_0>.");
    const auto sentinel = std::ranges::find(tokens, std::string("<extra_id_0>"), &Token::piece);
    QVERIFY(sentinel != tokens.end() && sentinel->special && sentinel->startsWord);
    QCOMPARE(sentinel[1].piece, std::string("▁"));
    QCOMPARE(sentinel[2].piece, std::string("."));
    QVERIFY(!sentinel[2].startsWord);
    QCOMPARE(tokens.front().piece, std::string("▁the"));
    QVERIFY(tokens.front().startsWord && !tokens.front().special);
    QCOMPARE(tokens.back().piece, std::string("</s>"));
    QVERIFY(tokens.back().special);

    // An unknown character is content, not a special token.
    const auto unknown = Folder(goldenNamed("t5")).load().encode("🙂🙂");
    QCOMPARE(piecesOf(unknown), (std::vector<std::string>{"▁", "<unk>", "</s>"}));
    QVERIFY(!unknown[1].special);
    QCOMPARE(unknown[1].unknownText, std::string("🙂🙂"));
    QVERIFY(unknown[0].unknownText.empty() && unknown[2].unknownText.empty());
    // One that is written out stands for itself, and takes nothing from the next.
    const auto written = Folder(goldenNamed("t5")).load().encode("<unk> a 🙂");
    std::vector<std::string> texts;
    for (const Token& token : written) {
        if (!token.unknownText.empty()) texts.push_back(token.unknownText);
    }
    QCOMPARE(texts, (std::vector<std::string>{"<unk>", "🙂"}));
}

void TestTokenizer::repairsInvalidUtf8()
{
    const Tokenizer tokenizer = Folder(goldenNamed("t5")).load();
    for (const std::string text : {"a\xff", "a\xc3", "a\xed\xa0\x80", "a\xf5\x80\x80\x80"}) {
        const auto ids = tokenizer.encodeIds(text);
        const auto repaired = tokenizer.encodeIds("a\uFFFD");
        QCOMPARE(ids.front(), repaired.front());
        QCOMPARE(ids.back(), tokenizer.eosId());
    }
    QCOMPARE(tokenizer.encodeIds("a\xff"), tokenizer.encodeIds("a\uFFFD"));
}

void TestTokenizer::survivesALongWord()
{
    const Tokenizer tokenizer = Folder(goldenNamed("t5")).load();
    const auto ids = tokenizer.encodeIds(std::string(200'000, 'a'));
    QVERIFY(ids.size() > 1000);
    QCOMPARE(tokenizer.decode(ids), std::string(200'000, 'a'));
}

void TestTokenizer::ignoresTokenizerJsonThatAgrees()
{
    const json& golden = goldenNamed("t5");
    const Folder folder(golden);
    json added = json::array();
    added.push_back({{"id", 0}, {"content", "<pad>"}, {"special", true}, {"normalized", false}});
    folder.write("tokenizer.json",
                 json{{"model", {{"vocab", json::array({json::array({"x", 0.5})})}}}, {"added_tokens", added}}.dump());
    const Tokenizer tokenizer = folder.load();
    const json& texts = goldens()["texts"];
    for (std::size_t i = 0; i < texts.size(); ++i)
        QCOMPARE(tokenizer.encodeIds(texts[i].get<std::string>()), golden["ids"][i].get<std::vector<std::int32_t>>());
}

void TestTokenizer::refusesSettings_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("word");
    const auto row = [](const char* name, const char* file, QByteArray content, const char* word) {
        QTest::newRow(name) << QByteArray(file) << content << QByteArray(word);
    };
    const char* config = "tokenizer_config.json";
    row("not JSON", config, "{", "JSON");
    row("not an object", config, "[]", "object");
    row("too deep", config, "{\"a\":" + QByteArray(100, '[') + QByteArray(100, ']') + "}", "64");
    row("negative", config, R"({"extra_ids": -1})", "extra_ids");
    row("fraction", config, R"({"extra_ids": 1.5})", "extra_ids");
    row("huge", config, R"({"extra_ids": 99999999999})", "extra_ids");
    row("text", config, R"({"extra_ids": "7"})", "extra_ids");
    row("token is a number", config, R"({"eos_token": 1})", "eos_token");
    row("list is a text", config, R"({"additional_special_tokens": "<a>"})", "extra_special_tokens");
    row("decoder is a list", config, R"({"added_tokens_decoder": []})", "added_tokens_decoder");
    row("decoder with a word", config, R"({"added_tokens_decoder": {"x": {"content": "<a>"}}})", "number of a token");
    row("decoder without content", config, R"({"added_tokens_decoder": {"1": {}}})", "added_tokens_decoder");
    row("flag is a text", config, R"({"added_tokens_decoder": {"1": {"content": "<a>", "lstrip": "yes"}}})", "lstrip");
    row("added tokens", "added_tokens.json", R"({"<a>": "x"})", "added_tokens.json");
    row("tokenizer.json", "tokenizer.json", R"({"added_tokens": [{"id": -4, "content": "<a>"}]})", "added_tokens");
    row("same key twice", config, R"({"extra_ids": 1, "extra_ids": 2})", "twice");
}

void TestTokenizer::refusesSettings()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, word);
    const Folder folder(goldenNamed("t5"));
    folder.write(file.toStdString(), content.toStdString());
    try {
        folder.load();
        QFAIL("loaded");
    } catch (const Error& e) {
        QVERIFY2(QByteArray(e.what()).contains(word), e.what());
    }
}

void TestTokenizer::refusesMorePiecesThanRows()
{
    const Folder folder(goldenNamed("t5"), {{"vocab_size", 100}});
    try {
        folder.load();
        QFAIL("loaded");
    } catch (const Error& e) {
        QVERIFY2(QByteArray(e.what()).contains("412 pieces") && QByteArray(e.what()).contains("100 rows"), e.what());
    }
}

void TestTokenizer::refusesTokensWithoutARow()
{
    const Tokenizer tokenizer = Folder(goldenNamed("t5"), {{"vocab_size", 420}}).load();
    QCOMPARE(tokenizer.encodeIds("<extra_id_99>").front(), 412);
    QVERIFY_THROWS_EXCEPTION(Error, tokenizer.encodeIds("<extra_id_0>"));
}

QTEST_APPLESS_MAIN(TestTokenizer)
#include "tst_tokenizer.moc"
