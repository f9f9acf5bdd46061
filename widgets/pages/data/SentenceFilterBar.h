// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/data/SentenceFacets.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLineEdit;

namespace sparsight {

/// Words to search for, and choices of label and group with the number of their sentences.
class SentenceFilterBar : public QWidget {
    Q_OBJECT
public:
    explicit SentenceFilterBar(QWidget* parent);

    /// Shows the choices that the data set has, without entries until setFacets.
    void setDataset(const DatasetInfo* dataset);
    void setFacets(const SentenceFacets& facets);
    QString words() const;
    std::optional<std::uint32_t> label() const; ///< place in the facet's names; unset: any
    std::optional<std::uint32_t> group() const;
    void focusSearch();

Q_SIGNALS:
    void wordsChanged();   ///< a moment after the last key
    void choicesChanged(); ///< label or group

private:
    QComboBox* createChoice(const QString& objectName, const QString& title);

    QLineEdit* m_search;
    QComboBox* m_label;
    QComboBox* m_group;
    QTimer m_debounce;
};

} // namespace sparsight
