// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"
#include "widgets/models/TokenWords.h"

#include <QAbstractTableModel>
#include <vector>

namespace sparsight {

/// A sentence as a neuron sees it.
struct NeuronSentence {
    SentenceId id;
    QString text, label;
    double value = 0;              ///< A, as stored
    int token = -1;                ///< position of the maximum, -1: unknown
    std::vector<ShadedWord> words; ///< empty until the activations of its tokens are known
};

/// Sentences of one neuron with their value; words with a shade once they were computed.
class SentenceListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Value, Text, Label, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setSentences(std::vector<NeuronSentence> sentences, double maximum); ///< maximum: of the shade's scale
    void setWords(SentenceId id, std::vector<ShadedWord> words);
    const NeuronSentence& sentence(int row) const { return m_sentences[std::size_t(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString toolTip(const NeuronSentence& sentence) const;

    std::vector<NeuronSentence> m_sentences;
    double m_maximum = 0;
};

} // namespace sparsight
