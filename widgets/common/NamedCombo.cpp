// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/NamedCombo.h"

#include "widgets/common/Format.h"

#include <QComboBox>
#include <QLabel>

namespace sparsight {
namespace {

constexpr int longestName = 180;

} // namespace

QComboBox* namedCombo(const QString& name, const QString& hint)
{
    auto* combo = new QComboBox;
    combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    combo->setMaximumWidth(longestName);
    combo->setAccessibleName(name);
    combo->setToolTip(plainToolTip(hint));
    return combo;
}

QLabel* captionOf(QComboBox* combo)
{
    QLabel* caption = captionLabel(combo->accessibleName());
    caption->setBuddy(combo);
    return caption;
}

} // namespace sparsight
