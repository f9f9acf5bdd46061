// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/TableTools.h"

#include "widgets/common/Format.h"
#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeIcon.h"
#include "widgets/views/FilterHeader.h"
#include "widgets/views/FilterTableView.h"

#include <QHBoxLayout>
#include <QHideEvent>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace sparsight {

TableTools::TableTools(FilterTableView& table, QWidget* parent)
    : QWidget(parent)
    , m_table(table)
    , m_count(captionLabel())
    , m_notice(captionLabel())
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    m_notice->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_notice->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    layout->addWidget(m_count);
    layout->addWidget(m_notice, 1);
    m_columns = addTool(QStringLiteral("columns"), tr("Columns"), tr("Choose the columns"));
    QToolButton* copy = addTool(QStringLiteral("copy"), tr("Copy"),
                                tr("Copy the selected rows with headers, or all that are shown (Ctrl+C)"));
    QToolButton* write = addTool(QStringLiteral("export"), tr("Export"),
                                 tr("Write the rows that are shown, with all columns, to a CSV file"));
    connect(m_columns, &QToolButton::clicked, this,
            [this] { m_table.showColumnMenu(m_columns->mapToGlobal(QPoint(0, m_columns->height()))); });
    connect(copy, &QToolButton::clicked, &table, &FilterTableView::copySelected);
    connect(write, &QToolButton::clicked, this, [this] {
        m_table.exportCsv({m_table.accessibleName(), m_fileName, m_provenance ? m_provenance() : QStringList()});
    });
    connect(&table, &FilterTableView::exported, this, [this](const QString& sentence, bool failed) {
        setRole(m_notice, failed ? "error" : "small");
        m_notice->setText(sentence);
        m_notice->setToolTip(plainToolTip(sentence));
        if (failed) {
            m_forget.stop(); // until it is read
        } else {
            m_forget.start();
        }
    });
    connect(&table, &FilterTableView::countChanged, this, [this] {
        m_count->setText(m_table.countText());
        forget();
    });
    m_forget.setSingleShot(true);
    m_forget.setInterval(10'000);
    connect(&m_forget, &QTimer::timeout, this, &TableTools::forget);
    m_count->setText(table.countText());
}

void TableTools::setSource(const QString& fileName, std::function<QStringList()> provenance)
{
    m_fileName = fileName;
    m_provenance = std::move(provenance);
}

QWidget* TableTools::pageWith(QWidget* description)
{
    auto* bar = new QHBoxLayout;
    bar->setSpacing(16);
    bar->addWidget(description, 1);
    bar->addWidget(this);
    auto* order = captionLabel(); // no mark in a title says it
    order->setObjectName(QStringLiteral("order"));
    order->setWordWrap(true);
    const auto showOrder = [this, order] {
        const QString hidden = m_table.header().hiddenOrder();
        order->setVisible(!hidden.isEmpty());
        order->setText(tr("Sorted by %1").arg(hidden));
    };
    // Queued: a column that is being hidden tells of it before it is.
    connect(&m_table, &FilterTableView::orderChanged, order, showOrder, Qt::QueuedConnection);
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(bar);
    layout->addWidget(order);
    layout->addWidget(&m_table, 1);
    showOrder();
    return page;
}

QToolButton* TableTools::addTool(const QString& icon, const QString& title, const QString& hint)
{
    auto* tool = new QToolButton;
    tool->setIcon(themeIcon(icon));
    tool->setToolTip(plainToolTip(hint));
    tool->setAccessibleName(title);
    layout()->addWidget(tool);
    return tool;
}

/// What was told is of a table, or a page, that has gone.
void TableTools::forget()
{
    m_forget.stop();
    m_notice->clear();
    m_notice->setToolTip({});
}

void TableTools::hideEvent(QHideEvent* event)
{
    if (!event->spontaneous()) forget();
    QWidget::hideEvent(event);
}

void TableTools::setCountVisible(bool visible)
{
    m_count->setVisible(visible);
}

void TableTools::setColumnsVisible(bool visible)
{
    m_columns->setVisible(visible);
}

void TableTools::setMessagesVisible(bool visible)
{
    m_count->setVisible(visible);
    m_notice->setVisible(visible);
}

} // namespace sparsight
