// SPDX-License-Identifier: GPL-3.0-or-later
// Held against plain loops over dense values; the fit itself against scikit-learn in tst_statistics.
#include "DenseRun.h"
#include "core/analysis/census/Census.h"
#include "core/analysis/kt/SparseProbe.h"
#include "core/analysis/statistics/LogisticRegression.h"
#include "core/base/Error.h"

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>

using namespace sparsight;
using namespace sparsight::testing;

namespace {

constexpr std::uint32_t sentences = 303, neurons = 70;
constexpr LayerId layer{Stack::Encoder, 6};

std::vector<bool> someLabels()
{
    std::vector<bool> labels(sentences);
    for (std::uint32_t i = 0; i < sentences; ++i)
        labels[i] = i % 5 == 0 || i % 17 == 3;
    return labels;
}

TopicLabels toTopicLabels(const std::vector<bool>& labels)
{
    return {labels, static_cast<std::uint32_t>(std::count(labels.begin(), labels.end(), true))};
}

} // namespace

class TestSparseProbe : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::optional<Project> m_project;
    const std::vector<bool> m_labels = someLabels();
    std::map<std::string, DenseValues> m_values;

    /// Sentences of a half, in their order.
    std::vector<std::size_t> half(bool second) const
    {
        std::vector<std::size_t> members;
        for (std::uint32_t s = 0; s < sentences; ++s)
            if (isInSecondHalf("", SentenceId(s)) == second) members.push_back(s);
        return members;
    }
    static double mean(const std::vector<double>& values)
    {
        double sum = 0;
        for (const double value : values)
            sum += value;
        return sum / double(values.size());
    }
    static double correlation(const std::vector<double>& a, const std::vector<double>& b)
    {
        double ab = 0, aa = 0, bb = 0;
        for (std::size_t i = 0; i < a.size(); ++i) {
            ab += (a[i] - mean(a)) * (b[i] - mean(b));
            aa += (a[i] - mean(a)) * (a[i] - mean(a));
            bb += (b[i] - mean(b)) * (b[i] - mean(b));
        }
        return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : 0;
    }
    std::vector<double> valuesOf(const std::string& run, std::uint32_t neuron, bool second) const
    {
        std::vector<double> values;
        for (const std::size_t s : half(second))
            values.push_back(m_values.at(run)[s][neuron]);
        return values;
    }
    std::vector<bool> labelsOf(bool second) const
    {
        std::vector<bool> labels;
        for (const std::size_t s : half(second))
            labels.push_back(m_labels[s]);
        return labels;
    }

private slots:
    void initTestCase()
    {
        m_project = Project::create(std::filesystem::path(m_folder.path().toStdString()) / "p.sparsight");
        const DatasetId dataset = storeSentences(*m_project, "data", m_labels);
        for (const auto& [name, isSigned] : {std::pair("relu", false), std::pair("gated", true)}) {
            m_values[name] = randomValues(sentences, neurons, m_labels, isSigned, std::uint32_t(name[0]));
            storeRun(*m_project, name, dataset, m_values[name], isSigned);
        }
    }

    void equalsPlainLoops_data()
    {
        QTest::addColumn<QString>("run");
        QTest::newRow("relu") << "relu";
        QTest::newRow("signed") << "gated";
    }
    void equalsPlainLoops()
    {
        QFETCH(QString, run);
        const std::string name = run.toStdString();
        const SparseProbe probe = computeSparseProbe(*m_project, m_project->run(name), layer, toTopicLabels(m_labels));
        QCOMPARE(probe.sentences[0] + probe.sentences[1], sentences);
        QCOMPARE(probe.sentences[1], std::uint32_t(half(true).size()));

        std::vector<double> numbers;
        for (const bool label : labelsOf(false))
            numbers.push_back(label);
        std::vector<std::pair<double, std::uint32_t>> ranked;
        for (std::uint32_t n = 0; n < neurons; ++n)
            ranked.emplace_back(-std::abs(correlation(valuesOf(name, n, false), numbers)), n);
        std::sort(ranked.begin(), ranked.end());
        QCOMPARE(probe.neurons.size(), std::size_t(16));
        for (std::size_t i = 0; i < 16; ++i)
            QVERIFY(std::abs(ranked[i].first +
                             std::abs(correlation(valuesOf(name, probe.neurons[i].value, false), numbers))) < 1e-9);

        QCOMPARE(probe.steps.size(), std::size_t(5));
        for (std::size_t step = 0; step < 5; ++step) {
            const std::size_t width = std::size_t(1) << step;
            QCOMPARE(probe.steps[step].neurons, std::uint32_t(width));
            std::vector<double> rows[2];
            for (const bool second : {false, true}) {
                rows[second].resize(half(second).size() * width);
                for (std::size_t f = 0; f < width; ++f) {
                    const auto own = valuesOf(name, probe.neurons[f].value, second);
                    const auto first = valuesOf(name, probe.neurons[f].value, false);
                    double squares = 0;
                    for (const double value : first)
                        squares += (value - mean(first)) * (value - mean(first));
                    for (std::size_t i = 0; i < own.size(); ++i)
                        rows[second][i * width + f] =
                            (own[i] - mean(first)) / std::sqrt(squares / double(first.size()));
                }
            }
            const LogisticModel model = fitLogistic(rows[0], labelsOf(false), width);
            const auto truth = labelsOf(true);
            double yes = 0, right = 0, positive = 0;
            for (std::size_t i = 0; i < truth.size(); ++i) {
                const bool says = model.logit(std::span(rows[1]).subspan(i * width, width)) >= 0;
                yes += says;
                right += says && truth[i];
                positive += truth[i];
            }
            QVERIFY(yes > 0 && right > 0);
            QVERIFY(std::abs(*probe.steps[step].precision - right / yes) < 1e-12);
            QVERIFY(std::abs(*probe.steps[step].recall - right / positive) < 1e-12);
            QVERIFY(std::abs(*probe.steps[step].f1 - 2 * right / (yes + positive)) < 1e-12);
            QVERIFY(std::abs(probe.allF1 - 2 * positive / (double(truth.size()) + positive)) < 1e-12);
        }
    }

    void aTopicThatIsNotInBothHalvesIsRefused()
    {
        for (const bool everywhere : {false, true}) {
            try {
                computeSparseProbe(*m_project, m_project->run("relu"), layer,
                                   toTopicLabels(std::vector<bool>(sentences, everywhere)));
                QFAIL("no Error");
            } catch (const Error& error) {
                QCOMPARE(error.code(), ErrorCode::BadInput);
                QVERIFY(QByteArray(error.what()).contains("both halves"));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestSparseProbe)
#include "tst_sparseprobe.moc"
