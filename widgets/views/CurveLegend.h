// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>
#include <vector>

namespace sparsight {

/// What the colours and marks of the curves beside it stand for; one legend for several views.
class CurveLegend : public QWidget {
    Q_OBJECT
public:
    struct Entry {
        QString name;
        int series = 0;
        bool isDashed = false;
        bool operator==(const Entry&) const = default;
    };
    explicit CurveLegend(QWidget* parent = nullptr);

    void setEntries(std::vector<Entry> entries);
    const std::vector<Entry>& entries() const { return m_entries; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int widthOf(const Entry& entry) const;

    std::vector<Entry> m_entries;
};

} // namespace sparsight
