// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>
#include <vector>

namespace sparsight {

/// Lays its items out side by side in equal columns, and in several rows where there is no room for all: the items of a
/// row share its width, and rows share the height.
class ColumnsLayout : public QLayout {
    Q_OBJECT
public:
    ColumnsLayout(int columnGap, int rowGap, QWidget* parent = nullptr);
    ~ColumnsLayout() override;

    void addLayout(QLayout* layout);

    void addItem(QLayoutItem* item) override;
    int count() const override;
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    Qt::Orientations expandingDirections() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect& area) override;

private:
    struct Row {
        int first, end; ///< items
        int height;     ///< that they ask for
    };
    int columnsFor(int width) const;
    int widthOf(const Row& row, int width) const; ///< of each item
    std::vector<Row> rowsFor(int width) const;

    std::vector<QLayoutItem*> m_items;
    int m_columnGap, m_rowGap;
};

} // namespace sparsight
