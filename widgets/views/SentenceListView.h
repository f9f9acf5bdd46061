// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"

#include <QListView>

namespace sparsight {

class NeuronSentences;
class SentenceDelegate;
class ViewOptions;

/// A list of a neuron's sentences with shaded words; says what is missing when it is empty. Ctrl+C copies the
/// sentences.
class SentenceListView : public QListView {
    Q_OBJECT
public:
    SentenceListView(NeuronSentences& sentences, const ViewOptions& options, QWidget* parent = nullptr);

    void setMaximumLines(int lines);

Q_SIGNALS:
    void sentenceClicked(sparsight::SentenceId sentence);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void copySelected() const;

    NeuronSentences& m_sentences;
    SentenceDelegate* m_delegate;
};

} // namespace sparsight
