// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/probe/Ablation.h"
#include "widgets/pages/ablation/AblationChoice.h"
#include "widgets/report/ExportSource.h"

#include <QWidget>
#include <memory>
#include <optional>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace sparsight {

class ChangedNeuronModel;
class FilterTableView;
class LayerStrip;
class MarkedText;
class Panel;

/// What neurons cause in one sentence: the text that is written, its probability, every layer, and the neurons behind.
class SentenceAblation : public QWidget {
    Q_OBJECT
public:
    explicit SentenceAblation(PageContext& context, QWidget* parent = nullptr);

    /// For a page that nothing was asked of yet.
    void showExample(const QString& sentence);
    void setChoice(const std::optional<AblationChoice>& choice);
    void compare(); ///< nothing without a choice and a sentence; stops what runs

    QPlainTextEdit& sentence() const { return *m_sentence; }
    QPlainTextEdit& decoderText() const { return *m_decoderText; }
    QPushButton& button() const { return *m_button; }
    MarkedText& before() const { return *m_before; }
    MarkedText& after() const { return *m_after; }
    FilterTableView& table() const { return *m_table; }
    LayerStrip& strip() const { return *m_strip; }
    QString probabilityText() const;
    QString noticeText() const;
    const std::shared_ptr<const Ablation>& result() const { return m_result; }
    bool isComputing() const { return m_query != 0; }

Q_SIGNALS:
    void exampleWanted();

private:
    QWidget* buildFields();
    QWidget* buildTexts();
    QWidget* buildNeurons();
    void adopt(std::shared_ptr<const Ablation> result);
    void finish(const QString& error);
    QStringList provenance() const;
    void showButton();
    void chooseLayer(LayerId layer);
    void selectRow();
    ExportSource describeLayers() const;

    PageContext& m_context;
    QPlainTextEdit* m_sentence;
    QPlainTextEdit* m_decoderText;
    QPushButton* m_button;
    QLabel* m_notice;
    QPushButton* m_example;
    QWidget* m_results;
    QWidget* m_rest;
    Panel* m_texts;
    MarkedText* m_before;
    MarkedText* m_after;
    QLabel* m_probability;
    LayerStrip* m_strip;
    ChangedNeuronModel* m_model;
    FilterTableView* m_table;
    QLabel* m_count; ///< how many of how many neurons
    Panel* m_neurons;
    std::optional<AblationChoice> m_choice;
    QString m_madeWith;   ///< of m_result
    QStringList m_source; ///< the checkpoint of m_result with its hash
    std::shared_ptr<const Ablation> m_result;
    std::optional<LayerId> m_layer; ///< whose neurons alone are listed
    LayerId m_set;                  ///< the first that has neurons set
    quint64 m_query = 0;
};

} // namespace sparsight
