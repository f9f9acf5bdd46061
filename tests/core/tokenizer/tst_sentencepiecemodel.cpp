// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Error.h"
#include "core/tokenizer/CharacterMap.h"
#include "core/tokenizer/SentencePieceModel.h"

#include "SpieceFiles.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <limits>

using namespace sparsight;
using namespace sparsight::testing;

class TestSentencePieceModel : public QObject {
    Q_OBJECT

private slots:
    void readsPieces();
    void readsCommittedModels_data();
    void readsCommittedModels();
    void refuses_data();
    void refuses();
    void refusesEveryTruncation();
    void mapsCharacters();
    void refusesCharacterMaps_data();
    void refusesCharacterMaps();
};

namespace {

SentencePieceModel read(const std::string& content)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath("spiece.model"));
    if (!file.open(QIODevice::WriteOnly) || file.write(content.data(), static_cast<qint64>(content.size())) < 0)
        throw std::runtime_error("cannot write");
    file.close();
    return readSentencePieceModel(file.fileName().toStdString());
}

/// A trie with one key, the byte 'a', whose value is `value`: three units of a block of 256.
std::vector<std::uint32_t> oneLetterTrie(std::uint32_t value)
{
    std::vector<std::uint32_t> units(512, 0);
    units[0] = 256 << 10;                      // root: children at 256 ^ letter
    units[256 ^ 'a'] = 'a' | 1 << 8 | 1 << 10; // the letter, with a leaf at its own place ^ 1
    units[256 ^ 'a' ^ 1] = value | 1u << 31;   // the leaf
    return units;
}

} // namespace

void TestSentencePieceModel::readsPieces()
{
    const std::string rest = trainer(1) + field(9, std::string("unknown field")) + field(10, 5);
    const SentencePieceModel model =
        read(pieces({piece("ab", -3.5f), piece("<s>", 0, 3), piece("\u2581x", 0, 4)}) + rest);
    QCOMPARE(model.pieces.size(), std::size_t(7));
    QCOMPARE(model.pieces[4].text, std::string("ab"));
    QCOMPARE(model.pieces[4].score, -3.5f);
    QVERIFY(model.pieces[0].type == SentencePieceModel::PieceType::Control);
    QVERIFY(model.pieces[6].type == SentencePieceModel::PieceType::UserDefined);
    QVERIFY(model.precompiledCharsmap.empty());
    // What proto2 leaves out has its default: score 0, a normal piece.
    const SentencePieceModel plain = read(pieces() + field(1, field(1, std::string("q"))));
    QCOMPARE(plain.pieces[4].score, 0.f);
    QVERIFY(plain.pieces[4].type == SentencePieceModel::PieceType::Normal);
    QCOMPARE(read(pieces({piece(std::string(1024, 'x'))})).pieces.size(), std::size_t(5));
}

void TestSentencePieceModel::readsCommittedModels_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("count");
    QTest::newRow("t5") << "t5" << 412;
    QTest::newRow("rules") << "rules" << 400;
    QTest::newRow("plain") << "plain" << 300;
}

void TestSentencePieceModel::readsCommittedModels()
{
    QFETCH(QString, name);
    QFETCH(int, count);
    const std::string path = std::string(SPARSIGHT_TEST_DATA "/tokenizer/") + name.toStdString() + ".model";
    const SentencePieceModel model = readSentencePieceModel(path);
    QCOMPARE(static_cast<int>(model.pieces.size()), count);
    QCOMPARE(model.precompiledCharsmap.empty(), name == "plain");
    CharacterMap(model.precompiledCharsmap, path);
}

void TestSentencePieceModel::refuses_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* name, const std::string& content, const char* reason) {
        QTest::newRow(name) << QByteArray::fromStdString(content) << QByteArray(reason);
    };
    const auto bad = [&](const char* name, const std::string& piece, const char* reason) {
        row(name, pieces({piece}), reason);
    };
    row("empty", "", "0 pieces");
    row("three pieces", piece("a") + piece("b") + piece("c"), "3 pieces");
    row("a text", "hello, this is a text file\n", "not a SentencePiece model");
    row("a git-lfs pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:0123\nsize 12\n",
        "not a SentencePiece model");
    bad("piece over 1 kB", piece(std::string(1025, 'x')), "piece 4 has 1025 bytes");
    bad("embedded NUL", piece(std::string("a\0b", 3)), "piece 4 holds a NUL");
    bad("empty piece", piece(""), "piece 4 is empty");
    bad("piece without text", field(1, field(3, 1)), "piece 4 is empty");
    bad("not UTF-8", piece("a\xff"), "piece 4 is not UTF-8");
    bad("overlong UTF-8", piece("\xc0\xaf"), "piece 4 is not UTF-8");
    bad("surrogate", piece("\xed\xa0\x80"), "piece 4 is not UTF-8");
    bad("NaN score", piece("a", std::nanf("")), "piece 4 has a score");
    bad("infinite score", piece("a", -std::numeric_limits<float>::infinity()), "piece 4 has a score");
    bad("unknown type", piece("a", 0, 7), "piece 4 has an unknown type");
    bad("type zero", piece("a", 0, 0), "piece 4 has an unknown type");
    row("BPE", pieces() + trainer(2), "not a unigram model");
    row("word model", pieces() + trainer(3), "not a unigram model");
    row("character model", pieces() + trainer(4), "not a unigram model");
    row("unigram, then BPE", pieces() + trainer(1) + trainer(2), "not a unigram model");
    row("length over the end",
        pieces() + "\x0a\x7f"
                   "a",
        "not a SentencePiece model");
    row("length of 64 bits", pieces() + "\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", "not a SentencePiece model");
    row("endless number", pieces() + "\x08" + std::string(20, '\xff'), "not a SentencePiece model");
    row("groups", pieces() + std::string(1000, '\x0b'), "not a SentencePiece model");
    row("field 0", pieces() + std::string("\0\0", 2), "not a SentencePiece model");
}

void TestSentencePieceModel::refuses()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, reason);
    try {
        read(content.toStdString());
        QFAIL("accepted");
    } catch (const Error& e) {
        QVERIFY2(QByteArray(e.what()).contains(reason), e.what());
        QVERIFY2(QByteArray(e.what()).contains("spiece.model"), e.what());
    }
}

void TestSentencePieceModel::refusesEveryTruncation()
{
    const std::string content = pieces({piece("ab"), piece("c")});
    const std::size_t last = content.size() - piece("c").size();
    for (std::size_t size = last + 1; size < content.size(); ++size)
        QVERIFY_THROWS_EXCEPTION(Error, read(content.substr(0, size)));
}

void TestSentencePieceModel::mapsCharacters()
{
    const CharacterMap map(charsmap(oneLetterTrie(1), std::string("\0xyz\0", 5)), "f");
    QCOMPARE(map.apply("banana"), std::string("bxyznxyznxyz"));
    QCOMPARE(map.apply(""), std::string());
    QCOMPARE(map.apply(std::string("\0a", 2)), std::string("\0xyz", 4));
    // A cluster of at most 5 bytes is replaced as a whole by what its beginning stands for.
    QCOMPARE(map.apply("a\u0301"), std::string("xyz"));
    QCOMPARE(map.apply("a\u0301\u0302\u0303"), std::string("xyz\u0301\u0302\u0303"));
    QCOMPARE(CharacterMap().apply("a\u0301"), std::string("a\u0301"));
}

void TestSentencePieceModel::refusesCharacterMaps_data()
{
    QTest::addColumn<QByteArray>("map");
    const auto row = [](const char* name, const std::string& map) {
        QTest::newRow(name) << QByteArray::fromStdString(map);
    };
    const std::string end("\0", 1);
    row("three bytes", "abc");
    row("no trie", number32(0) + end);
    row("trie longer than the map", number32(1000) + "abcd" + end);
    row("trie size with the top bit", number32(0x80000000) + "abcd" + end);
    row("trie size that is no multiple of 4", number32(5) + "abcde" + end);
    row("no replacements", charsmap(oneLetterTrie(0), ""));
    row("replacements without an end", charsmap(oneLetterTrie(0), "xyz"));
    row("replacements that are not UTF-8", charsmap(oneLetterTrie(0), "\xff" + end));
    row("value behind the replacements", charsmap(oneLetterTrie(5), "xyz" + end));
    row("value far behind", charsmap(oneLetterTrie(0x7fffffff), "xyz" + end));
    row("value inside a character", charsmap(oneLetterTrie(1), "\u00e9" + end));
    auto units = oneLetterTrie(0);
    units[0] = 0x1fffff << 10 | 1 << 9;
    row("root leads out", charsmap(units, "x" + end));
    units = oneLetterTrie(0);
    units[256 ^ 'a'] = 'a' | 1 << 8 | 0x1fffff << 10;
    row("leaf leads out", charsmap(units, "x" + end));
    units[256 ^ 'a'] = 'a' | 0x1fffff << 10;
    row("child leads out", charsmap(units, "x" + end));
    row("trie smaller than a block", charsmap({256 << 10}, "x" + end));
}

void TestSentencePieceModel::refusesCharacterMaps()
{
    QFETCH(QByteArray, map);
    try {
        CharacterMap(map.toStdString(), "/x/spiece.model");
        QFAIL("accepted");
    } catch (const Error& e) {
        QVERIFY2(QByteArray(e.what()).contains("/x/spiece.model: precompiled_charsmap"), e.what());
    }
}

QTEST_APPLESS_MAIN(TestSentencePieceModel)
#include "tst_sentencepiecemodel.moc"
