// SPDX-License-Identifier: GPL-3.0-or-later
// Exit codes and streams: 0 done, 1 a refusal with one sentence on stderr, 2 wrong usage.
#include "CliProcess.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

static const QString golden = SPARSIGHT_TEST_DATA "/golden/t5-relu";

class TestCliUsage : public QObject {
    Q_OBJECT

private slots:
    void helpNamesTheCommands()
    {
        const CliResult help = runCli({"--help"});
        QCOMPARE(help.code, 0);
        static const QRegularExpression row("^  ([a-z]+) {2,}\\S", QRegularExpression::MultilineOption);
        QStringList names;
        for (const auto& match : row.globalMatch(help.out))
            names.append(match.captured(1));
        for (const char* expected :
             {"info",     "verify",  "activations", "generate", "import",   "capture", "finetune",
              "pretrain", "neurons", "neuron",      "topic",    "kt",       "census",  "compare",
              "match",    "cofire",  "experiment",  "rouge",    "search",   "values",  "list",
              "demo",     "ablate",  "writes",      "pair",     "sparsity", "lab",     "tokens",
              "precision", "topk"})
            QVERIFY2(names.contains(expected), expected);
        for (const QString& name : names) {
            const CliResult own = runCli({name, "--help"});
            QCOMPARE(own.code, 0);
            QVERIFY2(own.out.contains("--json"), qPrintable(name));
        }
    }

    void version()
    {
        const CliResult result = runCli({"--version"});
        QCOMPARE(result.code, 0);
        QVERIFY(result.out.startsWith("sparsight-cli "));
    }

    void unknownCommandIsNamed()
    {
        const CliResult result = runCli({"laboratory", "p.sparsight"});
        QCOMPARE(result.code, 2);
        QVERIFY2(result.err.contains("\"laboratory\""), result.err.constData());
    }

    void wrongUsage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const auto row = [](const char* name, const QStringList& arguments) { QTest::newRow(name) << arguments; };
        const QStringList capture{"capture", "p.sparsight", "--model", golden, "--data", "d"};
        const QStringList kt{"kt", "p.sparsight", "--layer", "enc6", "--topic", "T", "--runs", "a"};
        const QStringList activations{"activations", golden, "--text", "a", "-o", "a.safetensors"};
        row("no command", {});
        row("unknown command", {"frobnicate"});
        row("unknown option", {"info", golden, "--frobnicate"});
        row("two arguments", {"info", golden, golden});
        row("missing argument", {"info"});
        row("missing option", {"capture", "p.sparsight", "--data", "d"});
        row("layer", capture + QStringList{"--layers", "middle3"});
        row("layer zero", capture + QStringList{"--layers", "enc0"});
        row("device", capture + QStringList{"--device", "tpu"});
        row("device number", capture + QStringList{"--device", "cuda:x"});
        row("threads", capture + QStringList{"--threads", "0"});
        row("aggregate", capture + QStringList{"--aggregate", "median"});
        row("positions", capture + QStringList{"--positions", "odd"});
        row("decoder", capture + QStringList{"--decoder", "both"});
        row("precision", capture + QStringList{"--precision", "fp8"});
        row("values", capture + QStringList{"--values", "f64"});
        row("format", {"import", "p.sparsight", "--data", "x.txt", "--format", "parquet"});
        row("input", {"import", "p.sparsight", "--data", "x", "--input", "body"});
        row("sections without a title", {"import", "p.sparsight", "--data", "x", "--input", "sections:"});
        row("unit", {"import", "p.sparsight", "--data", "x", "--unit", "paper"});
        row("rule", kt + QStringList{"--rule", "strongest"});
        row("keyword in", kt + QStringList{"--keyword-in", "summary"});
        row("neurons", kt + QStringList{"--neurons", "7,eight"});
        row("neuron without layer", {"neuron", "p.sparsight", "--run", "a", "--neuron", "2384"});
        row("topic without words", {"topic", "p.sparsight", "--name", "T"});
        row("topic without name", {"topic", "p.sparsight", "--words", "a,b"});
        row("topic with both", {"topic", "p.sparsight", "--name", "T", "--words", "a", "--file", "f"});
        row("values of both", {"values", "p.sparsight", "--run", "a", "--layer", "enc1", "--neuron", "1", "--sentence",
                               "1", "-o", "a.csv"});
        row("values into something else", {"values", "p.sparsight", "--run", "a", "--layer", "enc1", "-o", "a.npy"});
        const QStringList pretrain{"pretrain", "--data", "x.txt", "--output", "x"};
        row("pretrain without data", {"pretrain", "--output", "x"});
        row("pretrain: optimizer", pretrain + QStringList{"--optimizer", "sgd"});
        row("pretrain: no number of layers", pretrain + QStringList{"--layers", "few"});
        row("pretrain: layers", pretrain + QStringList{"--layers", "0"});
        row("pretrain: feed-forward", pretrain + QStringList{"--feed-forward", "swish"});
        const QStringList finetune{"finetune", "p.sparsight", "--model", golden, "--data", "d", "--output", "o"};
        const QStringList poster{"experiment", "poster", "p.sparsight", "--model", golden, "--data", "d"};
        const std::pair<const char*, const char*> never[] = {
            {"--batch", "0"},      {"--accumulate", "17"},  {"--warm-up", "-1"},  {"--label-smoothing", "1.5"},
            {"--dropout", "1"},    {"--precision", "fp16"}, {"--lr", "-1"},       {"--lr", "0.01,,0.1"},
            {"--lr", ""},          {"--lr", "nan"},         {"--lr", "fast"},     {"--seed", "-1"},
            {"--seed", "1.5"},     {"--save-every", "-1"},  {"--freeze", "nose"}, {"--validation-share", "1"},
            {"--max-source", "0"}, {"--clip", "-1"},        {"--epochs", "0"}};
        for (const auto& [option, value] : never)
            QTest::addRow("finetune %s %s", option, value) << finetune + QStringList{option, value};
        row("experiment: batch", poster + QStringList{"--batch", "0"});
        row("experiment: learning rates", poster + QStringList{"--lr", "0.01,,0.1"});
        row("generate: seed", {"generate", golden, "--text", "a", "--sample", "--seed", "-1"});
        row("twin: seed", {"twin", golden, "-o", "twin", "--seed", "-1"});
        row("capture: epsilon", capture + QStringList{"--epsilon", "-1"});
        row("census: threshold", {"census", "p.sparsight", "--run", "r", "--always-on", "2"});
        row("rouge without references", {"rouge", "--predictions", "p.txt"});
        row("rouge format", {"rouge", "--predictions", "p", "--references", "r", "--format", "csv"});
        const QStringList generate{"generate", golden, "--text", "a"};
        row("generate without a text", {"generate", golden});
        row("generate from both", generate + QStringList{"--file", "texts.txt"});
        row("beams", generate + QStringList{"--beams", "0"});
        row("drawing beams", generate + QStringList{"--beams", "2", "--sample"});
        row("a length penalty without beams", generate + QStringList{"--length-penalty", "2"});
        row("top-k without drawing", generate + QStringList{"--top-k", "5"});
        row("no best neurons", {"experiment", "poster", "%PROJECT%", "--model", golden, "--data", "d", "--best", "0"});
        row("top-p", generate + QStringList{"--sample", "--top-p", "1.5"});
        row("decoder layer without a decoder text", activations + QStringList{"--layers", "dec1"});
        row("pair of one side", {"pair", golden, "--a", "a"});
        row("pair of a decoder layer without its text", {"pair", golden, "--a", "a", "--b", "b", "--layer", "dec1"});
        row("pair in an unknown order", {"pair", golden, "--a", "a", "--b", "b", "--sort", "name"});
    }

    void wrongUsage()
    {
        QFETCH(QStringList, arguments);
        const CliResult result = runCli(arguments);
        QCOMPARE(result.code, 2);
        QVERIFY(result.out.isEmpty());
        QVERIFY(!result.err.isEmpty());
        QVERIFY2(result.err.size() < 400, result.err.constData());
    }

    void unknownFormatNamesWhatExists()
    {
        const CliResult result = runCli({"import", "p.sparsight", "--data", "x", "--format", "parquet"});
        for (const char* format : {"parquet", "scisummnet", "text", "csv", "tsv", "jsonl"})
            QVERIFY(result.err.contains(format));
    }

    void refusals_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named"); // what the sentence must name
        const auto row = [](const char* name, const QStringList& arguments, const char* named) {
            QTest::newRow(name) << arguments << named;
        };
        const QString missing = "/nonexistent/model";
        row("info: no model", {"info", missing}, "/nonexistent/model");
        row("pretrain: no file", {"pretrain", "--data", "/nonexistent/texts.txt", "--output", "x"},
            "/nonexistent/texts.txt");
        row("verify: no model", {"verify", missing}, "/nonexistent/model");
        row("activations: no model", {"activations", missing, "--text", "a", "-o", "a.safetensors"},
            "/nonexistent/model");
        row("activations: no layer", {"activations", golden, "--text", "a", "--layers", "enc9", "-o", "a.safetensors"},
            "enc9");
        row("activations: no folder", {"activations", golden, "--text", "a", "-o", "/nonexistent/a.safetensors"},
            "/nonexistent/a.safetensors");
        row("activations: no such device",
            {"activations", golden, "--text", "a", "--device", "cuda:99", "-o", "a.safetensors"}, "cuda:99");
        row("pair: no second model", {"pair", golden, "--a", "a", "--model-b", missing}, "/nonexistent/model");
        row("pair: no layer", {"pair", golden, "--a", "a", "--b", "b", "--layer", "enc9"}, "enc9");
        row("list: no project", {"list", "/nonexistent/p.sparsight"},
            "There is no file /nonexistent/p.sparsight; choose a .sparsight file");
        row("list: not a project", {"list", golden + "/config.json"}, "config.json");
        row("rouge: no file", {"rouge", "--predictions", "/nonexistent/p.txt", "--references", "/nonexistent/r.txt"},
            "/nonexistent/p.txt");
        row("import: no file", {"import", "%PROJECT%", "--data", "/nonexistent/x.txt"}, "check its name");
    }

    void refusals()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, named);
        const QTemporaryDir folder;
        arguments.replaceInStrings("%PROJECT%", folder.filePath("p.sparsight"));
        const CliResult result = runCli(arguments);
        QCOMPARE(result.code, 1);
        QVERIFY(result.out.isEmpty() || arguments[0] == "verify");
        QCOMPARE(result.err.count('\n'), 1);
        QVERIFY2(result.err.contains(named.toUtf8()), result.err.constData());
        QVERIFY(QDir(folder.path()).isEmpty()); // a project that an import made goes away with the refusal
    }
};

QTEST_GUILESS_MAIN(TestCliUsage)
#include "tst_cliusage.moc"
