// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/kt/CaptureRule.h"

#include "core/base/Error.h"

#include <QTest>

using namespace sparsight;
using Kind = CaptureRule::Kind;

class TestCaptureRule : public QObject {
    Q_OBJECT

private slots:
    void parses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("run");
        QTest::addColumn<QString>("inner");
        QTest::addColumn<QString>("printed"); // empty: as read
        const auto row = [](const char* text, Kind kind, double value, const char* run = "", const char* inner = "",
                            const char* printed = "") {
            QTest::newRow(text) << text << int(kind) << value << run << inner << printed;
        };
        row("threshold:0", Kind::Threshold, 0);
        row("threshold:0.25", Kind::Threshold, 0.25);
        row("threshold:-0", Kind::Threshold, 0, "", "", "threshold:0");
        row("threshold:1e-07", Kind::Threshold, 1e-7);
        row("relative:0.5", Kind::Relative, 0.5);
        row("quantile:0.99", Kind::Quantile, 0.99);
        row("top:100", Kind::Top, 100);
        row("winner", Kind::Winner, 0);
        row("matched:base", Kind::Matched, 0, "base", "threshold:0", "matched:base/threshold:0");
        row("matched:base/top:50", Kind::Matched, 0, "base", "top:50");
        row("fixed:base/winner", Kind::Fixed, 0, "base", "winner");
        row("matched:org/t5:v1.1", Kind::Matched, 0, "org/t5:v1.1", "threshold:0", "matched:org/t5:v1.1/threshold:0");
        row("fixed:org/t5:v1.1/relative:0.50", Kind::Fixed, 0, "org/t5:v1.1", "relative:0.5",
            "fixed:org/t5:v1.1/relative:0.5");
        row("matched:a/winner/threshold:0", Kind::Matched, 0, "a/winner", "threshold:0");
        row("matched:a/top:none", Kind::Matched, 0, "a/top:none", "threshold:0", "matched:a/top:none/threshold:0");
        row("matched:a/fixed:b", Kind::Matched, 0, "a/fixed:b", "threshold:0", "matched:a/fixed:b/threshold:0");
        row("matched:winner", Kind::Matched, 0, "winner", "threshold:0", "matched:winner/threshold:0");
        row("matched:a/", Kind::Matched, 0, "a/", "threshold:0", "matched:a//threshold:0");
    }
    void parses()
    {
        QFETCH(QString, text);
        QFETCH(int, kind);
        QFETCH(double, value);
        QFETCH(QString, run);
        QFETCH(QString, inner);
        QFETCH(QString, printed);
        const CaptureRule rule = CaptureRule::parse(text.toStdString());
        QCOMPARE(int(rule.kind), kind);
        QCOMPARE(rule.value, value);
        QCOMPARE(QString::fromStdString(rule.run), run);
        QCOMPARE(QString::fromStdString(rule.inner), inner);
        QCOMPARE(QString::fromStdString(rule.toString()), printed.isEmpty() ? text : printed);
        QVERIFY(CaptureRule::parse(rule.toString()) == rule);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"",
                                 "threshold",
                                 "threshold:",
                                 "threshold:-1",
                                 "threshold:nan",
                                 "threshold:inf",
                                 "threshold:1x",
                                 "threshold: 1",
                                 "relative:1.01",
                                 "quantile:-0.1",
                                 "quantile:",
                                 "top:0",
                                 "top:1.5",
                                 "top:-3",
                                 "winner:1",
                                 "matched",
                                 "matched:",
                                 "matched:/winner",
                                 "fixed:",
                                 "Winner",
                                 "median:3"})
            QTest::newRow(text) << text;
    }
    void refuses()
    {
        QFETCH(QString, text);
        QVERIFY_EXCEPTION_THROWN(CaptureRule::parse(text.toStdString()), Error);
    }

    void anUnsetInnerRuleIsTheDefault()
    {
        QCOMPARE((CaptureRule{.kind = Kind::Fixed, .run = "r"}).toString(), std::string("fixed:r/threshold:0"));
    }
};

QTEST_APPLESS_MAIN(TestCaptureRule)
#include "tst_capturerule.moc"
