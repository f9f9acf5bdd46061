// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/views/ScatterView.h"

#include <QWidget>
#include <utility>
#include <vector>

namespace sparsight {

/// What the marks of a scatter plot say, in one line. Painted by itself, so that it stands in exported figures too.
class ScatterLegend : public QWidget {
    Q_OBJECT
public:
    using Entry = std::pair<ScatterMark, QString>;
    explicit ScatterLegend(QWidget* parent = nullptr);

    void setEntries(std::vector<Entry> entries);
    const std::vector<Entry>& entries() const { return m_entries; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<Entry> m_entries;
};

} // namespace sparsight
