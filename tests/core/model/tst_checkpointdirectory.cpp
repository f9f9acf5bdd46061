// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/CheckpointDirectory.h"

#include "core/model/WeightTable.h"

#include "CheckpointFiles.h"

#include <QTest>

#include <cstdlib>
#include <map>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace sparsight;
using namespace sparsight::testing;

class TestCheckpointDirectory : public QObject {
    Q_OBJECT

private slots:
    void resolvesAPlainFolder();
    void resolvesTheHubCache();
    void takesTheNewestSnapshotWithoutARef();
    void followsChainedLinksInTheHub();
    void refusesLinks_data();
    void refusesLinks();
    void refusesNames_data();
    void refusesNames();
    void refusesSpecialFiles_data();
    void refusesSpecialFiles();
    void refusesWhatIsNoFolder_data();
    void refusesWhatIsNoFolder();
    void prefersSafetensors();
    void advises_data();
    void advises();
    void knowsTheCacheOfTheHub_data();
    void knowsTheCacheOfTheHub();
    void findsCheckpoints();
    void findsNothingTwiceThroughLoops();
    void findingStops();
};

namespace {

const fs::path golden = fs::path(SPARSIGHT_TEST_DATA) / "golden";

/// A hub cache with one repository, two snapshots and refs/main naming the first.
struct HubCache {
    TemporaryFolder folder;
    fs::path repository, first, second;

    HubCache()
    {
        repository = folder.path() / "models--google--t5-tiny";
        first = repository / "snapshots" / "aaa";
        second = repository / "snapshots" / "bbb";
        fs::create_directories(first);
        fs::create_directories(second);
        folder.write("models--google--t5-tiny/blobs/1234", "{\"model_type\":\"t5\"}");
        folder.write("models--google--t5-tiny/refs/main", "aaa\n");
        fs::create_symlink("../../blobs/1234", first / "config.json");
    }
};

} // namespace

void TestCheckpointDirectory::resolvesAPlainFolder()
{
    const TemporaryFolder folder;
    const fs::path config = folder.write("my model/config.json", "{}");
    const CheckpointDirectory directory(folder.path() / "my model");
    QCOMPARE(directory.name(), std::string("my model"));
    QVERIFY(!directory.inHubCache());
    QCOMPARE(directory.file("config.json"), config);
    QVERIFY(!directory.find("absent.json"));
    QVERIFY(refusal([&] { directory.file("absent.json"); }).find("has no absent.json") != std::string::npos);
    QCOMPARE(CheckpointDirectory(config).path(), directory.path()); // a file of it may be named, too
    QCOMPARE(CheckpointDirectory(folder.path() / "my model" / ".").name(), std::string("my model"));

    fs::create_symlink("config.json", folder.path() / "my model" / "alias.json");
    QVERIFY(directory.find("alias.json"));
    fs::create_directory_symlink(folder.path() / "my model", folder.path() / "link");
    QCOMPARE(CheckpointDirectory(folder.path() / "link").path(), directory.path());
}

void TestCheckpointDirectory::resolvesTheHubCache()
{
    const HubCache hub;
    for (const fs::path& given : {hub.repository, hub.first, hub.first / "config.json"}) {
        const CheckpointDirectory directory(given);
        QCOMPARE(directory.path(), hub.first);
        QCOMPARE(directory.name(), std::string("google/t5-tiny"));
        QVERIFY(directory.inHubCache());
        QCOMPARE(readAll(directory.file("config.json")), std::string("{\"model_type\":\"t5\"}"));
    }
    QCOMPARE(CheckpointDirectory(hub.second).path(), hub.second);
}

void TestCheckpointDirectory::takesTheNewestSnapshotWithoutARef()
{
    const HubCache hub;
    fs::remove(hub.repository / "refs" / "main");
    const auto now = fs::file_time_type::clock::now();
    fs::last_write_time(hub.first, now - std::chrono::hours(1));
    fs::last_write_time(hub.second, now - std::chrono::hours(2));
    QCOMPARE(CheckpointDirectory(hub.repository).path(), hub.first);
    fs::last_write_time(hub.second, now);
    QCOMPARE(CheckpointDirectory(hub.repository).path(), hub.second);

    hub.folder.write("models--google--t5-tiny/refs/main", "ccc"); // a snapshot that is not there
    QCOMPARE(CheckpointDirectory(hub.repository).path(), hub.second);
    hub.folder.write("models--google--t5-tiny/refs/main", "../../../etc");
    QVERIFY(refusal([&] { CheckpointDirectory{hub.repository}; }).find("does not name a snapshot") !=
            std::string::npos);
}

void TestCheckpointDirectory::followsChainedLinksInTheHub()
{
    const HubCache hub;
    fs::create_symlink("1234", hub.repository / "blobs" / "middle");
    fs::create_symlink("../../blobs/middle", hub.second / "config.json");
    QVERIFY(CheckpointDirectory(hub.second).find("config.json"));
}

void TestCheckpointDirectory::refusesLinks_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("absolute") << "/etc/passwd" << QByteArray("link out of");
    QTest::newRow("upwards") << "../outside" << QByteArray("link out of");
    QTest::newRow("through another link") << "chain" << QByteArray("link out of");
    QTest::newRow("a folder whose name begins alike") << "../model-other/config.json" << QByteArray("link out of");
    QTest::newRow("nowhere") << "gone" << QByteArray("leads nowhere");
    QTest::newRow("itself") << "config.json" << QByteArray("leads nowhere");
    QTest::newRow("a folder") << "folder" << QByteArray("not a regular file");
    QTest::newRow("a device") << "/dev/zero" << QByteArray("link out of");
}

void TestCheckpointDirectory::refusesLinks()
{
    QFETCH(QString, target);
    QFETCH(QByteArray, reason);
    const TemporaryFolder folder;
    folder.write("outside", "secret");
    folder.write("model-other/config.json", "secret");
    folder.write("model/folder/file", "");
    fs::create_symlink("../outside", folder.path() / "model" / "chain");
    fs::create_symlink(target.toStdString(), folder.path() / "model" / "config.json");
    const CheckpointDirectory directory(folder.path() / "model");
    const std::string sentence = refusal([&] { directory.find("config.json"); });
    QVERIFY2(QByteArray::fromStdString(sentence).contains(reason), sentence.c_str());

    // In the hub cache, too, nothing outside of the repository is reached.
    const HubCache hub;
    hub.folder.write("models--google--t5-large/blobs/1", "secret");
    fs::create_symlink("../../../models--google--t5-large/blobs/1", hub.second / "config.json");
    QVERIFY(refusal([&] { CheckpointDirectory(hub.second).find("config.json"); }).find("link out of") !=
            std::string::npos);
}

void TestCheckpointDirectory::refusesNames_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const QByteArray& name :
         {QByteArray(""), QByteArray("."), QByteArray(".."), QByteArray("../x"), QByteArray("a/b"),
          QByteArray("/etc/passwd"), QByteArray("a\\b"), QByteArray("a\0b", 3), QByteArray("..\\x")})
        QTest::newRow(name.isEmpty() ? "empty" : QByteArray(name).replace('\0', "NUL")) << name;
}

void TestCheckpointDirectory::refusesNames()
{
    QFETCH(QByteArray, name);
    const TemporaryFolder folder;
    folder.write("model/a/b", "");
    const CheckpointDirectory directory(folder.path() / "model");
    QVERIFY(refusal([&] { directory.find(name.toStdString()); }).find("plain name") != std::string::npos);

    // A shard index is where such names would come from.
    QByteArray escaped = name;
    escaped.replace("\\", "\\\\").replace(QByteArray(1, '\0'), "\\u0000");
    folder.write("model/model.safetensors.index.json", "{\"weight_map\":{\"w\":\"" + escaped.toStdString() + "\"}}");
    QVERIFY(refusal([&] { openWeights(directory); }).find("plain name") != std::string::npos);
}

void TestCheckpointDirectory::refusesSpecialFiles_data()
{
    QTest::addColumn<QString>("kind");
    for (const char* kind : {"fifo", "socket", "folder"})
        QTest::newRow(kind) << kind;
}

void TestCheckpointDirectory::refusesSpecialFiles()
{
    QFETCH(QString, kind);
    const TemporaryFolder folder;
    const fs::path path = folder.path() / "model.safetensors";
    if (kind == "fifo") QCOMPARE(::mkfifo(path.c_str(), 0600), 0);
    if (kind == "folder") fs::create_directory(path);
    if (kind == "socket") {
        const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
        QVERIFY(path.string().size() < sizeof address.sun_path);
        path.string().copy(address.sun_path, sizeof address.sun_path - 1);
        QCOMPARE(::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        ::close(descriptor);
    }
    const std::string sentence = refusal([&] { openWeights(CheckpointDirectory(folder.path())); });
    QVERIFY2(sentence.find("not a regular file") != std::string::npos, sentence.c_str());
}

void TestCheckpointDirectory::refusesWhatIsNoFolder_data()
{
    QTest::addColumn<QString>("given");
    QTest::newRow("empty") << "";
    QTest::newRow("absent") << "/no/such/folder";
    QTest::newRow("a device") << "/dev/null";
}

void TestCheckpointDirectory::refusesWhatIsNoFolder()
{
    QFETCH(QString, given);
    QVERIFY(!refusal([&] { CheckpointDirectory{fs::path(given.toStdString())}; }).empty());
    const TemporaryFolder folder;
    fs::create_directories(folder.path() / "models--a--b" / "snapshots");
    QVERIFY(refusal([&] { CheckpointDirectory(folder.path() / "models--a--b"); }).find("no snapshot") !=
            std::string::npos);
    fs::create_directory_symlink("/usr", folder.path() / "models--a--b" / "snapshots" / "x");
    QVERIFY(refusal([&] { CheckpointDirectory(folder.path() / "models--a--b"); }).find("leads out") !=
            std::string::npos);
}

void TestCheckpointDirectory::prefersSafetensors()
{
    const TemporaryFolder folder;
    folder.write("pytorch_model.bin.index.json", "");
    const CheckpointDirectory directory(folder.path());
    QCOMPARE(directory.weightFiles().index, std::string("pytorch_model.bin.index.json"));
    folder.write("pytorch_model.bin", "");
    QCOMPARE(directory.weightFiles().single, std::string("pytorch_model.bin"));
    QVERIFY(directory.weightFiles().format == WeightFormat::PyTorch);
    folder.write("model.safetensors.index.json", "");
    QCOMPARE(directory.weightFiles().index, std::string("model.safetensors.index.json"));
    folder.write("model.safetensors", "");
    QCOMPARE(directory.weightFiles().single, std::string("model.safetensors"));
    QVERIFY(directory.weightFiles().index.empty());
    QVERIFY(directory.weightFiles().format == WeightFormat::Safetensors);
}

void TestCheckpointDirectory::advises_data()
{
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QByteArray>("advice");
    QTest::newRow("nothing") << QStringList{} << QByteArray("has no weights");
    QTest::newRow("TensorFlow") << QStringList{"tf_model.h5"} << QByteArray("from_tf=True");
    QTest::newRow("TensorFlow 1") << QStringList{"model.ckpt.index"} << QByteArray("TensorFlow");
    QTest::newRow("Flax") << QStringList{"flax_model.msgpack"} << QByteArray("from_flax=True");
    QTest::newRow("LoRA") << QStringList{"adapter_model.safetensors"} << QByteArray("LoRA");
    QTest::newRow("tokenizer.json only") << QStringList{"model.safetensors", "tokenizer.json"}
                                         << QByteArray("tokenizer.json but no spiece.model");
    QTest::newRow("no tokeniser") << QStringList{"model.safetensors"} << QByteArray("no spiece.model");
}

void TestCheckpointDirectory::advises()
{
    QFETCH(QStringList, files);
    QFETCH(QByteArray, advice);
    const TemporaryFolder folder;
    for (const QString& file : files)
        folder.write(file.toStdString(), "");
    const std::string sentence = refusal([&] {
        const CheckpointDirectory directory(folder.path());
        directory.weightFiles();
        directory.tokenizerModel();
    });
    QVERIFY2(QByteArray::fromStdString(sentence).contains(advice), sentence.c_str());
    QVERIFY2(sentence.find(folder.path().string()) == 0, sentence.c_str());
}

void TestCheckpointDirectory::knowsTheCacheOfTheHub_data()
{
    using Variables = QMap<QByteArray, QByteArray>;
    QTest::addColumn<Variables>("variables");
    QTest::addColumn<QString>("folder");
    Variables set{{"HF_HUB_CACHE", "/a"},
                  {"HUGGINGFACE_HUB_CACHE", "/b"},
                  {"HF_HOME", "/c"},
                  {"XDG_CACHE_HOME", "/d"},
                  {"HOME", "/e"}};
    QTest::newRow("HF_HUB_CACHE") << set << "/a";
    set.remove("HF_HUB_CACHE");
    QTest::newRow("HUGGINGFACE_HUB_CACHE") << set << "/b";
    set["HUGGINGFACE_HUB_CACHE"] = "";
    QTest::newRow("HF_HOME") << set << "/c/hub";
    set.remove("HF_HOME");
    QTest::newRow("XDG_CACHE_HOME") << set << "/d/huggingface/hub";
    set.remove("XDG_CACHE_HOME");
    QTest::newRow("HOME") << set << "/e/.cache/huggingface/hub";
}

void TestCheckpointDirectory::knowsTheCacheOfTheHub()
{
    using Variables = QMap<QByteArray, QByteArray>;
    QFETCH(Variables, variables);
    QFETCH(QString, folder);
    std::map<QByteArray, QByteArray> before;
    for (const char* name : {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME", "HOME"}) {
        before[name] = qgetenv(name);
        if (variables.contains(name))
            qputenv(name, variables[name]);
        else
            qunsetenv(name);
    }
    const fs::path found = hubCacheDirectory();
    for (const auto& [name, value] : before)
        qputenv(name, value);
    QCOMPARE(found, fs::path(folder.toStdString()));
}

void TestCheckpointDirectory::findsCheckpoints()
{
    const TemporaryFolder folder;
    fs::copy(golden / "t5-sharded", folder.path() / "good");
    const auto copyTo = [&](const fs::path& target) {
        fs::create_directories(target.parent_path());
        fs::copy(golden / "t5-bin", target);
    };
    copyTo(folder.path() / "group" / "bin");
    copyTo(folder.path() / "a" / "b" / "too-deep");
    fs::copy(golden / "mt5", folder.path() / ".hidden");
    folder.write("bert/config.json", R"({"model_type":"bert"})");
    folder.write("empty/readme.txt", "");
    fs::copy(golden / "t5-sharded", folder.path() / "incomplete");
    fs::remove(folder.path() / "incomplete" / "model-00002-of-00005.safetensors");
    copyTo(folder.path() / "models--org--tiny--x" / "snapshots" / "abc");

    const auto found = findCheckpoints(folder.path(), {});
    std::map<std::string, FoundCheckpoint> byName;
    for (const auto& checkpoint : found)
        byName[checkpoint.name] = checkpoint;
    QCOMPARE(found.size(), std::size_t(5));
    QCOMPARE(byName["good"].refusal, std::string());
    QCOMPARE(byName["good"].family, std::string("t5"));
    QCOMPARE(byName["good"].encoderLayers, 2);
    QCOMPARE(byName["good"].decoderLayers, 2);
    QCOMPARE(byName["good"].dFf, 32);
    QCOMPARE(byName["bin"].refusal, std::string());
    QCOMPARE(byName["org/tiny--x"].refusal, std::string());
    QVERIFY(byName["org/tiny--x"].hubCache);
    QVERIFY(byName["bert"].refusal.find("bert") != std::string::npos);
    QVERIFY(byName["bert"].family.empty());
    QVERIFY(byName["incomplete"].refusal.find("model-00002-of-00005.safetensors") != std::string::npos);
    QVERIFY(std::ranges::is_sorted(found, {}, &FoundCheckpoint::name));

    QCOMPARE(findCheckpoints(folder.path() / "good", {}).size(), std::size_t(1)); // the folder itself
    QVERIFY(findCheckpoints(folder.path() / "absent", {}).empty());
}

void TestCheckpointDirectory::findsNothingTwiceThroughLoops()
{
    const TemporaryFolder folder;
    fs::copy(golden / "t5-bin", folder.path() / "model");
    fs::create_directory_symlink("..", folder.path() / "model" / "up");
    fs::create_directory_symlink(folder.path(), folder.path() / "self");
    fs::create_directory_symlink("model", folder.path() / "again");
    fs::create_directory_symlink("loop", folder.path() / "loop");
    QCOMPARE(findCheckpoints(folder.path(), {}).size(), std::size_t(1));
}

void TestCheckpointDirectory::findingStops()
{
    std::stop_source source;
    source.request_stop();
    QVERIFY_THROWS_EXCEPTION(Error, findCheckpoints(golden, source.get_token()));
}

QTEST_APPLESS_MAIN(TestCheckpointDirectory)
#include "tst_checkpointdirectory.moc"
