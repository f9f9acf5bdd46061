// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/TopicKtList.h"

#include "widgets/delegates/TopicKtDelegate.h"

#include <algorithm>

namespace sparsight {
namespace {

constexpr int mostRows = 5; // more topics scroll

} // namespace

TopicKtList::TopicKtList(QAbstractItemModel* model, QWidget* parent)
    : QListView(parent)
{
    setModel(model);
    setItemDelegate(new TopicKtDelegate(this));
    setSelectionMode(NoSelection);
    setFrameShape(NoFrame);
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setAccessibleName(tr("KT-score for each topic"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        setVisible(this->model()->rowCount() > 0);
        updateGeometry();
    });
}

QSize TopicKtList::sizeHint() const
{
    const int rows = std::clamp(model()->rowCount(), 1, mostRows);
    return {260, rows * std::max(20, sizeHintForRow(0)) + 2 * frameWidth() + 4};
}

QSize TopicKtList::minimumSizeHint() const
{
    return {180, sizeHint().height()};
}

} // namespace sparsight
