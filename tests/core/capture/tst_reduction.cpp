// SPDX-License-Identifier: GPL-3.0-or-later
// The reductions of a capture against the definition, written out plainly.
#include "core/capture/Reduction.h"

#include <QTest>
#include <algorithm>
#include <cmath>

using namespace sparsight;

namespace {

struct Reference {
    float value = 0;
    std::uint16_t token = 0;
    std::uint32_t firings = 0;
};

Reference reference(const at::Tensor& a, const PositionMask& mask, Aggregate aggregate, double epsilon, std::int64_t s,
                    std::int64_t n)
{
    Reference result;
    double sum = 0;
    int counted = 0;
    for (std::int64_t t = 0; t < mask.tokens; ++t) {
        if (!mask.at(s, t)) continue;
        const float value = a[s][t][n].item<float>();
        if (aggregate == Aggregate::Last) result.value = value;
        if (aggregate == Aggregate::Max && std::abs(value) > std::abs(result.value)) {
            result.value = value;
            result.token = static_cast<std::uint16_t>(t);
        }
        sum += value;
        ++counted;
        result.firings += std::abs(value) > epsilon ? 1 : 0;
    }
    if (aggregate == Aggregate::Mean) result.value = counted > 0 ? float(sum / counted) : 0.0F;
    return result;
}

} // namespace

class TestReduction : public QObject {
    Q_OBJECT

private slots:
    void equalsTheDefinition_data();
    void equalsTheDefinition();
    void firstOfEquals();
    void density();
};

void TestReduction::equalsTheDefinition_data()
{
    QTest::addColumn<int>("aggregate");
    QTest::addColumn<int>("neurons");
    QTest::addColumn<bool>("signedValues");
    QTest::addColumn<bool>("half");
    for (const auto aggregate : {Aggregate::Max, Aggregate::Mean, Aggregate::Last}) {
        for (const int neurons : {1, 32, 256, 300}) {
            for (const bool signedValues : {false, true}) {
                const std::string name =
                    std::string(toString(aggregate)) + " " + std::to_string(neurons) + (signedValues ? " signed" : "");
                QTest::newRow(name.c_str()) << int(aggregate) << neurons << signedValues << (neurons == 32);
            }
        }
    }
}

void TestReduction::equalsTheDefinition()
{
    QFETCH(int, aggregate);
    QFETCH(int, neurons);
    QFETCH(bool, signedValues);
    QFETCH(bool, half);
    at::manual_seed(3);
    at::Tensor a = at::randn({4, 7, neurons});
    if (!signedValues) a.relu_();
    if (half) a = a.to(at::kBFloat16);
    PositionMask mask{4, 7, std::vector<std::uint8_t>(28, 1)};
    mask.counts[6] = mask.counts[2 * 7 + 3] = 0;                  // not the last of one, not the fourth of another
    std::fill_n(mask.counts.begin() + 3 * 7, 7, std::uint8_t(0)); // nothing of the last
    const double epsilon = signedValues ? 0.3 : 0;
    const SentenceValues found = reduceSentences(a, mask, Aggregate(aggregate), epsilon);

    QCOMPARE(found.values.size(), std::size_t(4 * neurons));
    QCOMPARE(found.tokens.size(), Aggregate(aggregate) == Aggregate::Max ? std::size_t(4 * neurons) : std::size_t(0));
    QCOMPARE(found.firings.size(), std::size_t(neurons));
    QCOMPARE(found.firingSentences.size(), std::size_t(neurons));
    for (int n = 0; n < neurons; ++n) {
        std::uint32_t firings = 0, sentences = 0;
        for (int s = 0; s < 4; ++s) {
            const Reference want = reference(a, mask, Aggregate(aggregate), epsilon, s, n);
            const std::size_t at = std::size_t(s * neurons + n);
            QVERIFY(std::abs(found.values[at] - want.value) <= 1e-6F * std::max(1.0F, std::abs(want.value)));
            if (!found.tokens.empty()) QCOMPARE(found.tokens[at], want.token);
            firings += want.firings;
            sentences += want.firings > 0 ? 1 : 0;
        }
        QCOMPARE(found.firings[std::size_t(n)], firings);
        QCOMPARE(found.firingSentences[std::size_t(n)], sentences);
    }
}

void TestReduction::firstOfEquals()
{
    const at::Tensor a = at::tensor({1.0F, -2.0F, 2.0F, 0.0F}).view({1, 4, 1});
    const SentenceValues found = reduceSentences(a, {1, 4, {1, 1, 1, 1}}, Aggregate::Max, 0);
    QCOMPARE(found.values, std::vector<float>{-2.0F});
    QCOMPARE(found.tokens, std::vector<std::uint16_t>{1});
    QCOMPARE(found.firings, std::vector<std::uint32_t>{3});
}

void TestReduction::density()
{
    const at::Tensor a = at::tensor({1.0F, -0.5F, 0.0F, 0.0F}).view({1, 2, 2});
    QCOMPARE(firingDensity(a, 0), 0.5);
    QCOMPARE(firingDensity(a, 0.5), 0.25);
}

QTEST_APPLESS_MAIN(TestReduction)
#include "tst_reduction.moc"
