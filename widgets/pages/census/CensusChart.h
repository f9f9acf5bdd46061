// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QVariantList>
#include <QWidget>
#include <vector>

namespace sparsight {

/// The bars of the census' table as a figure of their own, with a legend and an axis. The page shows them in the table,
/// and makes this for what is copied or saved.
class CensusChart : public QWidget {
    Q_OBJECT
public:
    struct Bar {
        QString title;       ///< run and layer
        QVariantList shares; ///< as CensusTableModel::SharesRole
        QString size;        ///< how many neurons
    };

    explicit CensusChart(QWidget* parent = nullptr);

    void setBars(std::vector<Bar> bars); ///< takes the size that they need
    const std::vector<Bar>& bars() const { return m_bars; }

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int lineHeight() const;
    void paintLegend(QPainter& painter) const;
    void paintAxis(QPainter& painter, const QRect& plot) const;

    std::vector<Bar> m_bars;
};

} // namespace sparsight
