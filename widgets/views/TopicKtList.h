// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>

namespace sparsight {

/// The KT of one neuron for every topic, as high as its rows. Shows a TopicKtModel.
class TopicKtList : public QListView {
    Q_OBJECT
public:
    explicit TopicKtList(QAbstractItemModel* model, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
};

} // namespace sparsight
