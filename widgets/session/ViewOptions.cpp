// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/ViewOptions.h"

#include <QSettings>

namespace sparsight {
namespace {

const QString colourMapKey = QStringLiteral("view/colourMap");

} // namespace

ViewOptions::ViewOptions(QObject* parent)
    : QObject(parent)
    , m_colourMap(ColourMap::fromKey(QSettings().value(colourMapKey).toString()))
{
}

void ViewOptions::setColourMap(ColourMapKind kind)
{
    if (kind == m_colourMap) return;
    m_colourMap = kind;
    QSettings().setValue(colourMapKey, ColourMap::key(kind));
    Q_EMIT changed();
}

} // namespace sparsight
