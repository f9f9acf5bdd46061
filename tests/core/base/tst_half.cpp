// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Half.h"

#include <QTest>
#include <bit>
#include <cmath>
#include <limits>

using namespace sparsight;

namespace {

bool isNan(std::uint32_t half)
{
    return (half & 0x7c00u) == 0x7c00u && (half & 0x3ffu) != 0;
}

/// By the definition of binary16, in double, which holds every value exactly.
double valueOf(std::uint32_t half)
{
    const int exponent = int(half >> 10 & 31u);
    const double mantissa = half & 0x3ffu;
    const double magnitude = exponent == 31  ? std::numeric_limits<double>::infinity()
                             : exponent == 0 ? std::ldexp(mantissa, -24)
                                             : std::ldexp(1024 + mantissa, exponent - 25);
    return half & 0x8000u ? -magnitude : magnitude;
}

} // namespace

class TestHalf : public QObject {
    Q_OBJECT

private slots:
    void everyPatternIsItsValueAndComesBack()
    {
        for (std::uint32_t bits = 0; bits < 0x10000u; ++bits) {
            const auto half = static_cast<std::uint16_t>(bits);
            const float value = halfToFloat(half);
            if (isNan(bits)) {
                QVERIFY(std::isnan(value));
                QVERIFY(isNan(floatToHalf(value)));
            } else {
                QCOMPARE(double(value), valueOf(bits));
                QCOMPARE(std::signbit(value), (bits & 0x8000u) != 0);
                QCOMPARE(floatToHalf(value), half);
            }
        }
    }

    /// Between neighbours a and b: below the middle to a, above it to b, the middle itself to the even one.
    void roundsToNearestEven()
    {
        for (std::uint32_t bits = 0; bits < 0x7bffu; ++bits) {
            const float middle = static_cast<float>((valueOf(bits) + valueOf(bits + 1)) / 2);
            const auto even = static_cast<std::uint16_t>(bits + (bits & 1u));
            for (const float sign : {1.0f, -1.0f}) {
                const std::uint16_t signBit = sign < 0 ? 0x8000 : 0;
                QCOMPARE(floatToHalf(sign * middle), std::uint16_t(even | signBit));
                QCOMPARE(floatToHalf(sign * std::nextafter(middle, 0.0f)), std::uint16_t(bits | signBit));
                QCOMPARE(floatToHalf(sign * std::nextafter(middle, 1e9f)), std::uint16_t((bits + 1) | signBit));
            }
        }
    }

    void ends_data()
    {
        QTest::addColumn<float>("value");
        QTest::addColumn<int>("bits");
        QTest::newRow("largest") << 65504.0f << 0x7bff;
        QTest::newRow("last that rounds down") << std::nextafter(65520.0f, 0.0f) << 0x7bff;
        QTest::newRow("first that overflows") << 65520.0f << 0x7c00;
        QTest::newRow("infinity") << -std::numeric_limits<float>::infinity() << 0xfc00;
        QTest::newRow("half of the smallest") << 0x1p-25f << 0x0000;
        QTest::newRow("just above that") << std::nextafter(0x1p-25f, 1.0f) << 0x0001;
        QTest::newRow("float's smallest") << std::numeric_limits<float>::denorm_min() << 0x0000;
        QTest::newRow("negative zero") << -0.0f << 0x8000;
    }
    void ends()
    {
        QFETCH(float, value);
        QFETCH(int, bits);
        QCOMPARE(int(floatToHalf(value)), bits);
    }

    void bfloat16IsTheUpperHalfOfAFloat()
    {
        QCOMPARE(bfloat16ToFloat(0x3f80), 1.0f);
        QCOMPARE(bfloat16ToFloat(0xc049), -3.140625f);
        QCOMPARE(bfloat16ToFloat(0x0001), 0x1p-133f);
        QVERIFY(std::isinf(bfloat16ToFloat(0x7f80)));
        QVERIFY(std::isnan(bfloat16ToFloat(0x7fc0)));
    }
};

QTEST_APPLESS_MAIN(TestHalf)
#include "tst_half.moc"
