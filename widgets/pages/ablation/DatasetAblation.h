// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/probe/RougeAblation.h"
#include "widgets/pages/ablation/AblationChoice.h"

#include <QWidget>
#include <memory>
#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace sparsight {

class FilterTableView;
class RougeChangeModel;

/// What neurons cause over a data set: ROUGE before and after, beside controls of like density. A job that can be
/// cancelled.
class DatasetAblation : public QWidget {
    Q_OBJECT
public:
    explicit DatasetAblation(PageContext& context, QWidget* parent = nullptr);

    void setChoice(const std::optional<AblationChoice>& choice);

    QComboBox& dataset() const { return *m_dataset; }
    QLineEdit& prefix() const { return *m_prefix; }
    QSpinBox& pairs() const { return *m_pairs; }
    QSpinBox& controls() const { return *m_controls; }
    QPushButton& button() const { return *m_button; }
    FilterTableView& table() const { return *m_table; }
    QString noteText() const;
    const std::shared_ptr<const RougeAblation>& result() const { return m_result; }
    bool isComputing() const { return m_job != 0; }

private:
    struct Outcome {
        RougeAblation rouge;
        std::vector<std::vector<Intervention>> controls;
    };

    void fillDatasets();
    void followModel();
    void start();
    void adopt(const AblationChoice& choice, Outcome outcome);
    void finish(const QString& error);
    QStringList provenance() const;
    QString source() const;
    void showButton();

    PageContext& m_context;
    QComboBox* m_dataset;
    QLineEdit* m_prefix;
    QSpinBox* m_pairs;
    QSpinBox* m_controls;
    QPushButton* m_button;
    QLabel* m_note;
    FilterTableView* m_table;
    RougeChangeModel* m_model;
    std::optional<AblationChoice> m_choice;
    std::shared_ptr<const RougeAblation> m_result;
    quint64 m_job = 0;
};

} // namespace sparsight
