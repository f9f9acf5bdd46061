// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/ViewOptions.h"

#include <QSettings>
#include <algorithm>

namespace sparsight {
namespace {

const QString colourMapKey = QStringLiteral("view/colourMap");
const QString subwordsKey = QStringLiteral("view/subwords");

} // namespace

ViewOptions::ViewOptions(QObject* parent)
    : QObject(parent)
    , m_colourMap(ColourMap::fromKey(QSettings().value(colourMapKey).toString()))
    , m_subwords(QSettings().value(subwordsKey).toBool())
{
}

void ViewOptions::setColourMap(ColourMapKind kind)
{
    if (kind == m_colourMap) return;
    m_colourMap = kind;
    QSettings().setValue(colourMapKey, ColourMap::key(kind));
    Q_EMIT changed();
}

void ViewOptions::setSubwords(bool shown)
{
    if (shown == m_subwords) return;
    m_subwords = shown;
    QSettings().setValue(subwordsKey, shown);
    Q_EMIT changed();
}

void ViewOptions::setFixedMaximum(double maximum)
{
    if (maximum == m_fixedMaximum) return;
    m_fixedMaximum = maximum;
    Q_EMIT changed();
}

void ViewOptions::setLiveValue(LiveValue value)
{
    if (value == m_liveValue) return;
    m_liveValue = value;
    Q_EMIT changed();
}

void ViewOptions::setLiveEpsilon(double epsilon)
{
    if (epsilon == m_liveEpsilon) return;
    m_liveEpsilon = epsilon;
    Q_EMIT changed();
}

double ViewOptions::maximumFor(double largest) const
{
    constexpr double smallest = 1e-6; // nothing fires
    return m_fixedMaximum > 0 ? m_fixedMaximum : std::max(largest, smallest);
}

} // namespace sparsight
