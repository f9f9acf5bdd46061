// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/data/TopicCounter.h"

#include <QAbstractListModel>

namespace sparsight {

/// Sentences that contain a keyword, with the places of the keywords for the delegate.
class MatchListModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { RangesRole = Qt::UserRole }; ///< QList<QPoint>: begin and length in characters

    explicit MatchListModel(QObject* parent = nullptr);
    void setMatches(std::vector<TopicMatch> matches);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<TopicMatch> m_matches;
};

} // namespace sparsight
