// SPDX-License-Identifier: GPL-3.0-or-later
// The include directions of the project (ARCHITECTURE.md): every #include of core/, widgets/ and app/ is held against
// the table of arrows below. What is not in the table points the wrong way.
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <map>
#include <set>

namespace {

/// What each module may include, itself aside. core/base is open to all.
const std::map<QString, std::set<QString>> allowedModules{
    {"core/base", {}},
    {"core/dataset", {"core/base"}},
    {"core/model", {"core/base"}},
    // A tokeniser belongs to a checkpoint: it reads the checkpoint's directory and configuration.
    {"core/tokenizer", {"core/base", "core/model"}},
    {"core/store", {"core/base", "core/dataset"}},
    {"core/analysis", {"core/base", "core/dataset", "core/store"}},
    {"core/report", {"core/base", "core/dataset", "core/store", "core/analysis"}},
    {"core/capture", {"core/base", "core/dataset", "core/tokenizer", "core/model", "core/store"}},
    {"core/training",
     {"core/base", "core/dataset", "core/tokenizer", "core/model", "core/store", "core/analysis", "core/report",
      "core/capture"}},
    // No torch either: what it runs comes in through the faces of capture and training.
    {"core/experiment",
     {"core/base", "core/dataset", "core/model", "core/store", "core/analysis", "core/report", "core/capture",
      "core/training"}},
    {"core/probe",
     {"core/base", "core/dataset", "core/tokenizer", "core/model", "core/store", "core/analysis", "core/report",
      "core/capture"}},
    {"core/lab",
     {"core/base", "core/dataset", "core/tokenizer", "core/model", "core/store", "core/analysis", "core/report",
      "core/capture", "core/training"}},
    {"widgets", {"core/base", "core/dataset", "core/store", "core/analysis", "core/report", "core/experiment"}},
    {"app",
     {"core/base", "core/dataset", "core/tokenizer", "core/model", "core/store", "core/analysis", "core/report",
      "core/capture", "core/training", "core/experiment", "core/probe", "core/lab", "widgets"}},
};

/// The engine's faces without torch, which widgets may use although their modules belong to core_engine.
const std::set<QString> facesForWidgets{"core/lab/LabFolder.h",
                                        "core/lab/LabPreset.h",
                                        "core/lab/LabReport.h",
                                        "core/lab/LabResult.h",
                                        "core/lab/LabService.h",
                                        "core/lab/LabVerdict.h",
                                        "core/capture/InferenceEngine.h",
                                        "core/probe/CheckpointShader.h",
                                        "core/probe/Ablation.h",
                                        "core/probe/InterventionChoice.h",
                                        "core/probe/LivePair.h",
                                        "core/probe/RougeAblation.h",
                                        "core/probe/RunCheckpoint.h",
                                        "core/probe/SparsityProfile.h",
                                        "core/probe/SparsityMetrics.h",
                                        "core/probe/WeightMatches.h",
                                        "core/model/FoundCheckpoint.h",
                                        "core/tokenizer/Token.h",
                                        "core/training/ParentShape.h",
                                        "core/training/RandomTwin.h",
                                        "core/training/TwinRun.h",
                                        "core/training/TrainerState.h",
                                        "core/training/Services.h",
                                        "core/training/TrainingService.h",
                                        "core/training/TrainingSettings.h"};

const std::set<QString> engineModules{"core/tokenizer", "core/model", "core/capture",
                                      "core/training",  "core/probe", "core/lab"};

/// "core/store" for core/store/sub/X.h, "widgets" for widgets/pages/X.h; empty for anything else.
QString moduleOf(const QString& path)
{
    const QStringList parts = path.split('/');
    if (parts[0] == "core" && parts.size() > 2) return parts[0] + '/' + parts[1];
    if ((parts[0] == "widgets" || parts[0] == "app") && parts.size() > 1) return parts[0];
    return {};
}

bool isQtHeader(const QString& header)
{
    static const QRegularExpression pattern("^(Q[A-Z]\\w*|Qt\\w+/\\w+|q[a-z]\\w*\\.h)$");
    return pattern.match(header).hasMatch();
}

bool isTorchHeader(const QString& header)
{
    static const QRegularExpression pattern("^(torch|ATen|c10|caffe2)/|(^|/)Torch\\.h$");
    return pattern.match(header).hasMatch();
}

/// The reason why `file` must not include `header`; empty when it may.
QString objection(const QString& file, const QString& header)
{
    const QString from = moduleOf(file);
    if (from.startsWith("core/") && isQtHeader(header)) return "core knows no Qt";
    if (!engineModules.contains(from) && isTorchHeader(header)) return "torch stays inside core_engine";
    if (from != "core/store" && header == "sqlite3.h") return "only core/store speaks SQL";
    if (file.startsWith("app/cli/") && (isQtHeader(header) || moduleOf(header) == "widgets"))
        return "the command line needs no Qt";

    const QString to = moduleOf(header);
    if (to.isEmpty() || to == from) return {};
    if (from == "widgets" && facesForWidgets.contains(header)) return {};
    if (!allowedModules.contains(from)) return from + " is not in the table of modules";
    if (!allowedModules.at(from).contains(to)) return from + " must not include " + to;
    return {};
}

struct Include {
    QString file, header;
    int line;
};

QList<Include> includesOf(const QString& root, const QString& file)
{
    static const QRegularExpression directive("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]");
    QList<Include> found;
    QFile source(root + '/' + file);
    if (!source.open(QIODevice::ReadOnly)) return found;
    for (int line = 1; !source.atEnd(); ++line) {
        const auto match = directive.match(QString::fromUtf8(source.readLine()));
        if (match.hasMatch()) found.append({file, match.captured(1), line});
    }
    return found;
}

QStringList sourceFiles(const QString& root)
{
    QStringList files;
    for (const char* top : {"core", "widgets", "app"}) {
        QDirIterator walk(root + '/' + top, {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext())
            files.append(QDir(root).relativeFilePath(walk.next()));
    }
    files.sort();
    return files;
}

} // namespace

class TestIncludes : public QObject {
    Q_OBJECT

private slots:
    void arrowsPointOneWay()
    {
        const QString root = SPARSIGHT_SOURCE_DIR;
        const QStringList files = sourceFiles(root);
        QVERIFY(files.size() > 20);
        QStringList wrong;
        int seen = 0;
        for (const QString& file : files) {
            for (const Include& include : includesOf(root, file)) {
                ++seen;
                const QString reason = objection(file, include.header);
                if (reason.isEmpty()) continue;
                wrong.append(QString("%1:%2: %3 (%4)").arg(file).arg(include.line).arg(include.header, reason));
            }
        }
        QVERIFY(seen > 100);
        QVERIFY2(wrong.isEmpty(), qPrintable('\n' + wrong.join('\n')));
    }

    void everyModuleIsInTheTable()
    {
        for (const QString& file : sourceFiles(SPARSIGHT_SOURCE_DIR)) {
            const QString module = moduleOf(file);
            QVERIFY2(allowedModules.contains(module), qPrintable(file));
        }
    }

    void tableHasNoCircle()
    {
        // Walking the arrows from any module never leads back to it.
        for (const auto& [start, ignored] : allowedModules) {
            std::set<QString> reached;
            QStringList open{start};
            while (!open.isEmpty()) {
                for (const QString& next : allowedModules.at(open.takeFirst())) {
                    QVERIFY2(next != start, qPrintable(start));
                    if (reached.insert(next).second) open.append(next);
                }
            }
        }
    }

    void wrongArrowsAreSeen_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("header");
        QTest::addColumn<bool>("wrong");
        const auto row = [](const char* file, const char* header, bool wrong) {
            QTest::addRow("%s -> %s", file, header) << file << header << wrong;
        };
        row("core/base/Error.h", "core/store/Project.h", true);
        row("core/store/Project.h", "core/analysis/kt/KtTable.h", true);
        row("core/analysis/kt/KtTable.cpp", "core/store/RunReader.h", false);
        row("core/analysis/kt/KtTable.cpp", "sqlite3.h", true);
        row("core/store/Database.cpp", "sqlite3.h", false);
        row("core/dataset/Topic.cpp", "QString", true);
        row("core/dataset/Topic.cpp", "QtCore/QString", true);
        row("core/dataset/Topic.cpp", "qstring.h", true);
        row("core/store/Project.cpp", "core/tokenizer/Token.h", true);
        row("core/model/T5.cpp", "core/tokenizer/Tokenizer.h", true);
        row("core/model/T5.cpp", "torch/types.h", false);
        row("core/analysis/kt/KtTable.cpp", "ATen/ATen.h", true);
        row("widgets/pages/live/LivePage.cpp", "core/capture/InferenceEngine.h", false);
        row("widgets/pages/live/LivePage.cpp", "core/capture/T5Engine.h", true);
        row("widgets/pages/live/LivePage.cpp", "core/model/Torch.h", true);
        row("widgets/pages/live/LivePage.cpp", "app/gui/MainWindow.h", true);
        row("app/gui/MainWindow.cpp", "widgets/pages/Page.h", false);
        row("app/gui/MainWindow.cpp", "torch/torch.h", true);
        row("app/cli/main.cpp", "QCoreApplication", true);
        row("app/cli/main.cpp", "widgets/pages/Page.h", true);
        row("app/cli/main.cpp", "core/capture/T5Engine.h", false);
    }

    void wrongArrowsAreSeen()
    {
        QFETCH(QString, file);
        QFETCH(QString, header);
        QFETCH(bool, wrong);
        QCOMPARE(!objection(file, header).isEmpty(), wrong);
    }
};

QTEST_APPLESS_MAIN(TestIncludes)
#include "tst_includes.moc"
