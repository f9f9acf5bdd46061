// SPDX-License-Identifier: GPL-3.0-or-later
// Every file of ours that can hold a comment names its licence at the top.
#include <QDirIterator>
#include <QTest>

class TestLicenses : public QObject {
    Q_OBJECT

private slots:
    void everyFileNamesItsLicence_data()
    {
        QTest::addColumn<QString>("folder");
        for (const char* folder : {".", ".ci", "app", "cmake", "core", "docs", "packaging", "resources", "tests",
                                   "tools", "translations", "widgets"})
            QTest::newRow(folder) << QString(SPARSIGHT_SOURCE_DIR "/%1").arg(folder);
    }

    void everyFileNamesItsLicence()
    {
        QFETCH(QString, folder);
        const bool root = folder.endsWith("/.");
        QDirIterator files(folder, QDir::Files, root ? QDirIterator::NoIteratorFlags : QDirIterator::Subdirectories);
        int seen = 0;
        QStringList without;
        while (files.hasNext()) {
            const QString path = files.next();
            if (!takesComment(files.fileInfo()) || isData(path)) continue;
            ++seen;
            QFile file(path);
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
            if (!file.read(600).contains("SPDX-License-Identifier: GPL-3.0-or-later")) without << path;
        }
        QVERIFY2(without.isEmpty(), qPrintable(without.join('\n')));
        QVERIFY(seen > 0);
    }

private:
    static bool takesComment(const QFileInfo& file)
    {
        static const QStringList suffixes{"cpp", "h", "py", "cmake", "md", "svg", "ts", "sh", "desktop", "xml"};
        return suffixes.contains(file.suffix()) || QStringList{"CMakeLists.txt", "run"}.contains(file.fileName());
    }
    /// Data that is read as it is, of tests and of the demo; what says where it came from is not.
    static bool isData(const QString& path)
    {
        return (path.contains("/tests/data/") || path.contains("/demo/papers/")) && !path.endsWith(".md") &&
               !path.endsWith(".py");
    }
};

QTEST_APPLESS_MAIN(TestLicenses)
#include "tst_licenses.moc"
