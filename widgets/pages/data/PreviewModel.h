// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dataset/SentenceReader.h"

#include <QAbstractTableModel>

namespace sparsight {

/// The first rows of a file as they would be imported: number, text, and those of label, group and target that are
/// there.
class PreviewModel : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit PreviewModel(QObject* parent = nullptr);
    void setPreview(const Preview& preview);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    enum class Field { Number, Text, Label, Group, Target };
    std::vector<Sentence> m_rows;
    std::vector<Field> m_fields{Field::Number, Field::Text};
};

} // namespace sparsight
