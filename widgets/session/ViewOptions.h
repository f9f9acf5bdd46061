// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/views/ColourMap.h"

#include <QObject>

namespace sparsight {

/// How values are coloured, on every page alike. Remembered in the settings. GUI thread.
class ViewOptions : public QObject {
    Q_OBJECT
public:
    explicit ViewOptions(QObject* parent = nullptr);

    ColourMapKind colourMap() const { return m_colourMap; }
    void setColourMap(ColourMapKind kind);

Q_SIGNALS:
    void changed();

private:
    ColourMapKind m_colourMap;
};

} // namespace sparsight
