// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/PosterChoices.h"

#include <QDialog>
#include <optional>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace sparsight {

struct PageContext;
struct TopicCounts;

/// Asks for what is left to choose in the publication's experiment. What is wrong is said below the fields, and the
/// experiment cannot be started until it is put right. Does not block.
class PosterDialog : public QDialog {
    Q_OBJECT
public:
    /// The project must be open.
    PosterDialog(PageContext& context, QWidget* parent);

    void done(int result) override; ///< what was entered is there again the next time

Q_SIGNALS:
    void wanted(const sparsight::PosterChoices& choices);

private:
    void addData(QFormLayout* form);
    void addChoices(QFormLayout* form);
    void fillModels();
    void fillDatasets();
    void fillTopics();
    void chooseSentences();
    void restore();
    void countKeywords();
    void showShare(const TopicCounts& counts);
    bool hasTrainings() const;               ///< of the chosen model, in the project
    std::optional<uint> neuronCount() const; ///< of a layer of the chosen model, where that is known
    bool isTraining() const;
    QString flaw() const;
    PosterChoices choices() const; ///< where there is no flaw; throws Error(BadInput)
    void check();
    void start();

    PageContext& m_context;
    QComboBox* m_model = nullptr;
    QComboBox* m_checkpoints = nullptr;
    QComboBox* m_pairs = nullptr;
    QLineEdit* m_rates = nullptr;
    QSpinBox* m_epochs = nullptr;
    QComboBox* m_sentences = nullptr;
    QComboBox* m_topic = nullptr;
    QComboBox* m_keywordIn = nullptr;
    QComboBox* m_rule = nullptr;
    QLineEdit* m_neurons = nullptr;
    QLabel* m_share = nullptr; ///< of the sentences that have a keyword
    quint64 m_count = 0;       ///< the query that counts them
    QLabel* m_problem = nullptr;
    QPushButton* m_start = nullptr;
};

} // namespace sparsight
