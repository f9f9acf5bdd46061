// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QListWidget;
class QListWidgetItem;

namespace sparsight {

struct PageContext;

/// The pinned neurons and sentences: a click goes there, Delete unpins. As high as its rows, up to a few; not there
/// when nothing is pinned.
class PinList : public QWidget {
    Q_OBJECT
public:
    PinList(PageContext& context, QWidget* parent = nullptr);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void fill();
    void fit();
    void show(const QListWidgetItem* item);
    void unpin(const QListWidgetItem* item);

    PageContext& m_context;
    QListWidget* m_list;
};

} // namespace sparsight
