// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>
#include <QPointer>
#include <QStringList>
#include <set>
#include <vector>

class QLineEdit;

namespace sparsight {

class TableProxyModel;

/// "base · shuffled · KT" as "base · shuffled" and "KT": whose number a column is, and which. One part where a title
/// has no such dot. The header shows them in two lines.
QStringList titleParts(const QString& title);

/// A table's header with a filter field under every title, and the order of several sort columns. A click sorts by the
/// column alone, Ctrl or Shift + click adds it.
class FilterHeader : public QHeaderView {
    Q_OBJECT
public:
    FilterHeader(TableProxyModel& proxy, QWidget* parent);

    QLineEdit* field(int column) const; ///< null for a column that does not exist
    void clearFields();
    /// Titles of the columns whose filter is not a condition, so that it does not hold.
    QStringList misunderstood() const;
    /// "KT ↓, lift ↓ (hidden)": the order of the rows, empty while every column that makes it bears its mark.
    QString hiddenOrder() const;
    /// Widens what is sorted by, so that its title and its mark fit, where the title fitted before.
    void makeRoomForMarks();
    QSize sizeHint() const override;

Q_SIGNALS:
    void misunderstoodChanged();

protected:
    QSize sectionSizeFromContents(int column) const override;
    void initStyleOptionForIndex(QStyleOptionHeader* option, int column) const override;
    void updateGeometries() override;
    void paintSection(QPainter* painter, const QRect& rect, int logicalIndex) const override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    void rebuildFields();
    void placeFields();
    void applyField(int column);
    void markMisunderstood(int column, bool is);
    void sortBy(int column, bool add);
    QString markOf(int column) const;
    int markWidth(int column) const;

    TableProxyModel& m_proxy;
    std::vector<QPointer<QLineEdit>> m_fields; // [columns]
    std::set<int> m_misunderstood;
    Qt::KeyboardModifiers m_modifiers;
};

} // namespace sparsight
