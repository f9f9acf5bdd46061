// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/FilterHeader.h"

#include "widgets/common/Format.h"
#include "widgets/models/TableProxyModel.h"
#include "widgets/models/TableRoles.h"
#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeColors.h"

#include <QGuiApplication>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <algorithm>

namespace sparsight {
namespace {

constexpr int titlePadding = 8; ///< that the style sheet gives a title at each side
constexpr int fieldMargin = 3;
constexpr int titleSlack = 4; ///< that a title needs beyond what the style asks for, or its end is cut

} // namespace

QStringList titleParts(const QString& title)
{
    const QString separator = QStringLiteral(" · ");
    const qsizetype at = title.lastIndexOf(separator);
    return at < 0 ? QStringList{title} : QStringList{title.left(at), title.mid(at + separator.size())};
}

FilterHeader::FilterHeader(TableProxyModel& proxy, QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_proxy(proxy)
{
    setSectionsClickable(true);
    setSectionsMovable(true);
    setHighlightSections(false);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setContextMenuPolicy(Qt::CustomContextMenu);
    connect(this, &QHeaderView::sectionClicked, this,
            [this](int column) { sortBy(column, m_modifiers & (Qt::ControlModifier | Qt::ShiftModifier)); });
    connect(this, &QHeaderView::sectionResized, this, &FilterHeader::placeFields);
    connect(this, &QHeaderView::sectionMoved, this, &FilterHeader::placeFields);
    connect(this, &QHeaderView::sectionCountChanged, this, &FilterHeader::rebuildFields);
    connect(&proxy, &QAbstractItemModel::modelReset, this, &FilterHeader::rebuildFields);
    connect(&proxy, &TableProxyModel::sortKeysChanged, viewport(), qOverload<>(&QWidget::update));
}

QLineEdit* FilterHeader::field(int column) const
{
    return column >= 0 && column < int(m_fields.size()) ? m_fields[std::size_t(column)].data() : nullptr;
}

void FilterHeader::clearFields()
{
    for (const auto& edit : m_fields) {
        if (edit) edit->clear();
    }
}

QSize FilterHeader::sizeHint() const
{
    QSize hint = QHeaderView::sizeHint();
    const QLineEdit* first = field(0);
    if (first) hint.rheight() += first->sizeHint().height() + 2 * fieldMargin;
    return hint;
}

void FilterHeader::rebuildFields()
{
    const std::size_t columns = std::size_t(m_proxy.columnCount());
    while (m_fields.size() > columns) {
        if (m_fields.back()) m_fields.back()->deleteLater();
        m_fields.pop_back();
        markMisunderstood(int(m_fields.size()), false);
    }
    while (m_fields.size() < columns) {
        auto* edit = new QLineEdit(this);
        const int column = int(m_fields.size());
        edit->setClearButtonEnabled(false);
        setRole(edit, "filter");
        connect(edit, &QLineEdit::textChanged, this, [this, column] { applyField(column); });
        m_fields.emplace_back(edit);
        edit->show();
    }
    for (std::size_t column = 0; column < columns; ++column) {
        const bool numeric = model()->headerData(int(column), Qt::Horizontal, NumericRole).toBool();
        const QString title = model()->headerData(int(column), Qt::Horizontal).toString();
        m_fields[column]->setPlaceholderText(numeric ? tr("> < a..b") : tr("filter"));
        m_fields[column]->setAccessibleName(tr("Filter of %1").arg(title));
        applyField(int(column)); // what was typed holds for the new rows too
    }
    updateGeometries();
    placeFields();
}

void FilterHeader::updateGeometries()
{
    const QLineEdit* first = field(0);
    setViewportMargins(0, 0, 0, first ? first->sizeHint().height() + 2 * fieldMargin : 0);
    QHeaderView::updateGeometries();
    placeFields();
}

void FilterHeader::placeFields()
{
    for (std::size_t column = 0; column < m_fields.size(); ++column) {
        QLineEdit* edit = m_fields[column];
        if (!edit) continue;
        const int high = edit->sizeHint().height();
        edit->setGeometry(sectionViewportPosition(int(column)) + 2, height() - high - fieldMargin,
                          sectionSize(int(column)) - 4, high);
        edit->setVisible(!isSectionHidden(int(column)));
    }
}

void FilterHeader::applyField(int column)
{
    QLineEdit* edit = field(column);
    if (!edit || (edit->text().isEmpty() && m_proxy.columnFilter(column).isEmpty())) {
        if (edit) edit->setToolTip({});
        markMisunderstood(column, false);
        return;
    }
    const bool understood = m_proxy.setColumnFilter(column, edit->text());
    markMisunderstood(column, !understood);
    QPalette colours = palette();
    if (!understood) colours.setColor(QPalette::Text, ThemeColors(palette()).error);
    edit->setPalette(colours);
    edit->setToolTip(understood ? QString()
                                : plainToolTip(tr("Not understood. Write > 5, <= 0.5, 1..3, or numbers with commas.")));
}

void FilterHeader::markMisunderstood(int column, bool is)
{
    const bool was = m_misunderstood.contains(column);
    if (is == was) return;
    if (is)
        m_misunderstood.insert(column);
    else
        m_misunderstood.erase(column);
    Q_EMIT misunderstoodChanged();
}

QStringList FilterHeader::misunderstood() const
{
    QStringList titles;
    for (const int column : m_misunderstood)
        titles << model()->headerData(column, Qt::Horizontal).toString();
    return titles;
}

void FilterHeader::sortBy(int column, bool add)
{
    std::vector<TableProxyModel::SortKey> keys = m_proxy.sortKeys();
    const auto found =
        std::find_if(keys.begin(), keys.end(), [column](const auto& key) { return key.column == column; });
    // Numbers are looked at from the largest first.
    const bool numeric = model()->headerData(column, Qt::Horizontal, NumericRole).toBool();
    TableProxyModel::SortKey key{column, numeric ? Qt::DescendingOrder : Qt::AscendingOrder};
    if (found != keys.end()) key.order = found->order == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder;
    if (!add) {
        keys = {key};
    } else if (found != keys.end()) {
        *found = key;
    } else {
        keys.push_back(key);
    }
    m_proxy.setSortKeys(std::move(keys));
}

void FilterHeader::mouseReleaseEvent(QMouseEvent* event)
{
    m_modifiers = event->modifiers();
    QHeaderView::mouseReleaseEvent(event);
}

/// "↓2": the second of the columns that are sorted by; empty for one that is not.
QString FilterHeader::markOf(int column) const
{
    const auto& keys = m_proxy.sortKeys();
    const auto found = std::ranges::find(keys, column, &TableProxyModel::SortKey::column);
    if (found == keys.end()) return {};
    const QString arrow = found->order == Qt::AscendingOrder ? QStringLiteral("↑") : QStringLiteral("↓");
    return keys.size() > 1 ? arrow + QString::number(found - keys.begin() + 1) : arrow;
}

int FilterHeader::markWidth(int column) const
{
    const QString mark = markOf(column);
    return mark.isEmpty() ? 0 : QFontMetrics(smallFont(font())).horizontalAdvance(mark) + 8;
}

QSize FilterHeader::sectionSizeFromContents(int column) const
{
    QSize size = QHeaderView::sectionSizeFromContents(column);
    const QString title = model()->headerData(column, orientation()).toString();
    const QStringList lines = titleParts(title);
    if (lines.size() > 1) {
        int widest = 0;
        for (const QString& line : lines)
            widest = std::max(widest, fontMetrics().horizontalAdvance(line));
        size += QSize(widest - fontMetrics().horizontalAdvance(title), fontMetrics().lineSpacing());
    }
    size.rwidth() += titleSlack + std::max(0, markWidth(column) - titlePadding); // as paintSection places it
    return size;
}

/// The padding is the style sheet's, of which QHeaderView knows nothing as it shortens a title.
void FilterHeader::initStyleOptionForIndex(QStyleOptionHeader* option, int column) const
{
    QHeaderView::initStyleOptionForIndex(option, column);
    const int room =
        sectionSize(column) - 2 * titlePadding - titleSlack - std::max(0, markWidth(column) - titlePadding);
    QStringList lines = titleParts(model()->headerData(column, orientation()).toString());
    for (QString& line : lines) // names of runs differ at the end
        line = option->fontMetrics.elidedText(line, &line == &lines.back() ? Qt::ElideRight : Qt::ElideLeft, room);
    option->text = lines.join(QLatin1Char('\n'));
}

void FilterHeader::makeRoomForMarks()
{
    for (const TableProxyModel::SortKey& key : m_proxy.sortKeys()) {
        const int title = sectionSizeHint(key.column);
        const int unmarked = title - std::max(0, markWidth(key.column) - titlePadding) - titleSlack;
        if (isSectionHidden(key.column) || sectionSize(key.column) < unmarked) continue; // shortened on purpose
        resizeSection(key.column, std::max(sectionSize(key.column), title));
    }
}

QString FilterHeader::hiddenOrder() const
{
    QStringList names;
    bool hidden = false;
    for (const TableProxyModel::SortKey& key : m_proxy.sortKeys()) {
        const QString name =
            QStringLiteral("%1 %2").arg(model()->headerData(key.column, Qt::Horizontal).toString(),
                                        key.order == Qt::AscendingOrder ? QStringLiteral("↑") : QStringLiteral("↓"));
        hidden = hidden || isSectionHidden(key.column);
        names << (isSectionHidden(key.column) ? tr("%1 (hidden)").arg(name) : name);
    }
    return hidden ? names.join(QStringLiteral(", ")) : QString();
}

void FilterHeader::paintSection(QPainter* painter, const QRect& rect, int column) const
{
    const QString mark = markOf(column);
    if (mark.isEmpty()) {
        QHeaderView::paintSection(painter, rect, column);
        return;
    }
    const int wide = markWidth(column);
    // Beside the title, which gets less room for it: at the right, or of numbers at the left.
    const bool numeric = model()->headerData(column, Qt::Horizontal, NumericRole).toBool();
    const QRect place(numeric ? rect.left() + 2 : rect.right() - wide, rect.top() + 1, wide, rect.height() - 2);
    painter->save();
    const int taken = wide - titlePadding;
    QHeaderView::paintSection(painter, numeric ? rect.adjusted(taken, 0, 0, 0) : rect.adjusted(0, 0, -taken, 0),
                              column);
    painter->restore();
    painter->save();
    painter->setFont(smallFont(font()));
    // The style sheet gives item views another highlight; the accent is the application's.
    const ThemeColors colors(QGuiApplication::palette());
    painter->fillRect(place, colors.sunken);
    painter->setPen(colors.accent);
    painter->drawText(place, Qt::AlignCenter, mark);
    painter->restore();
}

} // namespace sparsight
