// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"

#include <QListView>
#include <QPointer>

namespace sparsight {

class ColourScaleBar;
class NeuronSentences;
class SentenceDelegate;
class ViewOptions;

/// A list of a neuron's sentences with shaded words; says what is missing when it is empty. Ctrl+C copies the
/// sentences.
class SentenceListView : public QListView {
    Q_OBJECT
public:
    SentenceListView(NeuronSentences& sentences, ViewOptions& options, QWidget* parent = nullptr);

    /// The printed scale of the shades, for where the page has room for it; the caller's layout owns it.
    QWidget* makeScaleBar();

    void setMaximumLines(int lines);

Q_SIGNALS:
    void sentenceClicked(sparsight::SentenceId sentence);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void updateScale();
    void copySelected() const;

    NeuronSentences& m_sentences;
    ViewOptions& m_options;
    QPointer<ColourScaleBar> m_scale;
    SentenceDelegate* m_delegate;
};

} // namespace sparsight
