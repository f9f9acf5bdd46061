// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/kt/KeywordShares.h"
#include "core/analysis/kt/RuleScores.h"
#include "core/dataset/Topic.h"

#include <QAbstractTableModel>
#include <memory>

namespace sparsight {

/// What one neuron's KT-score for a topic rests on.
struct KtEvidence {
    Topic topic;
    KeywordShares shares;
    std::vector<RuleScore> rules;
};

/// The topic's keywords that occur, and what each contributes.
class KeywordShareModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Keyword, Sentences, Captured, Alone, Lift, KtWithout, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setEvidence(std::shared_ptr<const KtEvidence> evidence); ///< null: empty

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::shared_ptr<const KtEvidence> m_evidence;
    std::vector<std::size_t> m_keywords; ///< row → keyword
};

/// The score under other capture rules.
class RuleScoreModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Rule, Kt, Lift, Q, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setEvidence(std::shared_ptr<const KtEvidence> evidence); ///< null: empty

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::shared_ptr<const KtEvidence> m_evidence;
};

} // namespace sparsight
