// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>
#include <utility>
#include <vector>

namespace sparsight {

/// Lays its items out in rows like words of a text: what does not fit goes into the next row. For strips of controls
/// that must fit a narrow window.
class FlowLayout : public QLayout {
    Q_OBJECT
public:
    explicit FlowLayout(QWidget* parent, int gap = 8);
    ~FlowLayout() override;

    /// A control with its caption: they stay in one row together.
    void addPair(QWidget* caption, QWidget* control);
    /// One that has what its row leaves over, so that those behind it stand at the right.
    void addStretched(QWidget* widget);

    void addItem(QLayoutItem* item) override;
    int count() const override;
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect& area) override;

private:
    enum class Pass { Measure, Place };
    int arrange(const QRect& area, Pass pass) const; ///< returns the height

    void placeRow(const std::vector<std::pair<QLayoutItem*, QRect>>& row, int height, int room) const;

    std::vector<QLayoutItem*> m_items;
    const QWidget* m_stretched = nullptr;
    int m_gap;
};

} // namespace sparsight
