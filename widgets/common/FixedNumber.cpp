// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/FixedNumber.h"

#include <QLocale>
#include <cmath>

namespace sparsight {

QString fixedNumber(double value, int decimals)
{
    const QString magnitude = QLocale().toString(std::abs(value), 'f', decimals);
    return value < 0 ? QChar(0x2212) + magnitude : magnitude;
}

} // namespace sparsight
