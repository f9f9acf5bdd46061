// SPDX-License-Identifier: GPL-3.0-or-later
// Products that skip zeros against the dense ones, on every kind of vector unit that this processor has.
#include "core/model/Torch.h" // before Qt, whose macros it would meet

#include "core/model/layers/OutputProjection.h"
#include "core/model/layers/SparseProduct.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <thread>
#include <vector>

using namespace sparsight;

namespace {

/// Activations of which a share is other than 0; a gated layer's may be negative.
at::Tensor activations(std::int64_t tokens, std::int64_t neurons, double density, bool negative)
{
    const at::Tensor values = at::randn({tokens, neurons});
    const at::Tensor kept = at::rand({tokens, neurons}) < density;
    return at::where(kept, negative ? values : values.abs().add_(0.01), at::zeros({}));
}

/// The largest difference, in units of the rounding of a sum of so many products.
double roundings(const at::Tensor& actual, const at::Tensor& x, const at::Tensor& weight, const at::Tensor& start)
{
    const at::Tensor exact = start.to(at::kDouble) + at::matmul(x.to(at::kDouble), weight.t().to(at::kDouble));
    const at::Tensor size =
        start.abs().to(at::kDouble) + at::matmul(x.abs().to(at::kDouble), weight.abs().t().to(at::kDouble));
    const double epsilon = std::numeric_limits<float>::epsilon();
    return ((actual.to(at::kDouble) - exact).abs() / (size * epsilon + 1e-30)).max().item<double>();
}

/// Throws std::bad_optional_access where the rows have more entries than the budget.
SparseRows rowsOf(const at::Tensor& x, std::size_t budget, VectorUnit unit)
{
    SparseRows rows(std::size_t(x.size(1)), budget, unit);
    bool fits = true;
    for (std::int64_t i = 0; i < x.size(0); ++i)
        fits = rows.add(x.const_data_ptr<float>() + i * x.size(1));
    if (!fits) throw std::bad_optional_access();
    return rows;
}

void addShapes()
{
    QTest::addColumn<int>("tokens");
    QTest::addColumn<int>("model");
    QTest::addColumn<int>("neurons");
    QTest::addColumn<double>("density");
    QTest::addColumn<bool>("negative");
    const auto row = [](const char* name, int tokens, int model, int neurons, double density, bool negative = false) {
        QTest::newRow(name) << tokens << model << neurons << density << negative;
    };
    row("T5-Base's layer", 33, 768, 3072, 0.03);
    row("one token", 1, 768, 3072, 0.03);
    row("nothing fires", 5, 128, 256, 0.0);
    row("everything fires", 5, 128, 256, 1.0);
    row("one neuron", 3, 64, 1, 1.0);
    row("narrow model", 7, 1, 48, 0.5);
    row("odd widths", 7, 77, 131, 0.3);
    row("one column more than a panel", 4, 65, 33, 0.5);
    row("one column less than a panel", 4, 63, 31, 0.5);
    row("gated, negative values", 9, 80, 200, 0.4, true);
    row("fewer neurons than a vector", 9, 32, 7, 0.6, true);
}

} // namespace

class TestSparseProduct : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { at::manual_seed(11); }
    void equalsTheDenseProduct_data() { addShapes(); }
    void equalsTheDenseProduct();
    void rowsKeepTheOrder();
    void endsAtTheBudget();
    void whatIsNoNumberCounts();
    void rowsDoNotDependOnEachOther();
    void projectionSkipsOrNot();
    void projectionOfManyThreads();
};

void TestSparseProduct::equalsTheDenseProduct()
{
    QFETCH(int, tokens);
    QFETCH(int, model);
    QFETCH(int, neurons);
    QFETCH(double, density);
    QFETCH(bool, negative);
    const at::Tensor x = activations(tokens, neurons, density, negative);
    const at::Tensor weight = at::randn({model, neurons}), start = at::randn({tokens, model});
    ColumnPanels panels{std::size_t(neurons), std::size_t(model)};
    for (std::size_t i = 0; i < panels.count(); ++i)
        panels.fill(i, weight.const_data_ptr<float>(), std::size_t(neurons));
    for (const auto unit : {VectorUnit::Plain, VectorUnit::Avx2, VectorUnit::Avx512}) {
        if (unit > widestVectorUnit()) continue;
        const SparseRows rows = rowsOf(x, std::size_t(x.numel()), unit);
        QCOMPARE(std::int64_t(rows.entries()), x.count_nonzero().item<std::int64_t>());
        at::Tensor out = start.clone();
        addProduct(rows, panels, 0, panels.count(), out.data_ptr<float>(), std::size_t(model), unit);
        // Sums of n terms in any order differ by n roundings at most; by far fewer where they are random.
        const double most = 4 + std::sqrt(double(neurons));
        QVERIFY2(roundings(out, x, weight, start) < most, qPrintable(QString::number(int(unit))));
    }
}

void TestSparseProduct::rowsKeepTheOrder()
{
    const at::Tensor x = activations(6, 100, 0.3, true);
    for (const auto unit : {VectorUnit::Plain, VectorUnit::Avx2, VectorUnit::Avx512}) {
        if (unit > widestVectorUnit()) continue;
        const SparseRows rows = rowsOf(x, 600, unit);
        QCOMPARE(rows.size(), std::size_t(6));
        for (std::int64_t token = 0; token < 6; ++token) {
            const SparseRows::Row row = rows[std::size_t(token)];
            std::size_t at = 0;
            for (std::int64_t n = 0; n < 100; ++n) {
                const float value = x[token][n].item<float>();
                if (value == 0) continue;
                QVERIFY(at < row.values.size());
                QCOMPARE(row.columns[at], std::uint32_t(n));
                QCOMPARE(row.values[at++], value);
            }
            QCOMPARE(at, row.columns.size());
        }
    }
}

void TestSparseProduct::endsAtTheBudget()
{
    const std::vector<float> full(50, 1.0F);
    SparseRows rows(50, 100);
    QVERIFY(rows.add(full.data()));
    QVERIFY(rows.add(full.data()));
    QVERIFY(!rows.add(full.data()));
    QVERIFY(!rows.add(full.data()));
}

void TestSparseProduct::whatIsNoNumberCounts()
{
    std::vector<float> row(40, 0.0F);
    row[3] = -0.0F; // is 0
    row[17] = std::numeric_limits<float>::quiet_NaN();
    row[39] = std::numeric_limits<float>::infinity();
    for (const auto unit : {VectorUnit::Plain, VectorUnit::Avx2, VectorUnit::Avx512}) {
        if (unit > widestVectorUnit()) continue;
        SparseRows rows(40, 40, unit);
        QVERIFY(rows.add(row.data()));
        QCOMPARE(rows.entries(), std::size_t(2));
        QCOMPARE(rows[0].columns[0], 17U);
        QVERIFY(std::isnan(rows[0].values[0]));
        QCOMPARE(rows[0].columns[1], 39U);
    }
}

void TestSparseProduct::rowsDoNotDependOnEachOther()
{
    const at::Tensor x = activations(20, 300, 0.1, false), weight = at::randn({96, 300});
    const OutputProjection projection(weight, true, {});
    at::Tensor together = at::zeros({20, 96});
    QVERIFY(projection.addTo(together, x) > 0.8);
    for (std::int64_t token = 0; token < 20; ++token) {
        at::Tensor alone = at::zeros({1, 96});
        projection.addTo(alone, x.narrow(0, token, 1));
        QVERIFY(at::equal(alone[0], together[token]));
    }
}

void TestSparseProduct::projectionSkipsOrNot()
{
    int released = 0;
    const at::Tensor weight = at::randn({40, 500});
    const OutputProjection lazy(weight, true, [&] { ++released; }), dense(weight, false, {});
    const auto check = [&](const OutputProjection& projection, const at::Tensor& x, double expected) {
        const at::Tensor start = at::randn({x.size(0), 40});
        at::Tensor hidden = start.clone();
        const double skipped = projection.addTo(hidden, x);
        QVERIFY2(std::abs(skipped - expected) < 1e-9, qPrintable(QString::number(skipped)));
        if (x.numel() > 0) QVERIFY(roundings(hidden, x, weight, start) < 30);
    };
    const at::Tensor few = activations(8, 500, 0.05, false);
    const double share = 1.0 - few.count_nonzero().item<double>() / double(few.numel());
    check(lazy, activations(8, 500, 1.0, false), 0); // too many fire
    QCOMPARE(released, 0);
    check(lazy, few, share);
    check(lazy, few, share);
    QCOMPARE(released, 1);
    check(lazy, activations(8, 500, 1.0, false), 0); // and dense again
    check(lazy, few.t().contiguous().t(), 0);        // not row by row: left to the dense product
    check(lazy, at::zeros({0, 500}), 0);
    check(dense, few, 0);
    at::Tensor half = at::zeros({8, 40}, at::kBFloat16);
    QCOMPARE(OutputProjection(weight.to(at::kBFloat16), true, {}).addTo(half, few.to(at::kBFloat16)), 0.0);
}

void TestSparseProduct::projectionOfManyThreads()
{
    const at::Tensor x = activations(64, 1024, 0.02, false), weight = at::randn({512, 1024});
    const OutputProjection projection(weight, true, {});
    std::vector<at::Tensor> results(4);
    std::vector<std::jthread> threads;
    for (at::Tensor& result : results) {
        threads.emplace_back([&] {
            result = at::zeros({64, 512});
            projection.addTo(result, x);
        });
    }
    threads.clear();
    for (const at::Tensor& result : results)
        QVERIFY(at::equal(result, results[0]));
    QVERIFY(roundings(results[0], x, weight, at::zeros({64, 512})) < 40);
}

QTEST_APPLESS_MAIN(TestSparseProduct)
#include "tst_sparseproduct.moc"
