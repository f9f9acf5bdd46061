// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QStackedWidget;

namespace sparsight {

class EmptyState;
class SentencePin;
class SidesBar;
class SidesController;
class SidesView;
class TextField;
struct PageContext;

/// The live sentence through several checkpoints side by side, or two sentences through one: a minimal pair.
class SentenceTab : public QWidget {
    Q_OBJECT
public:
    explicit SentenceTab(PageContext& context, QWidget* parent = nullptr);

    SidesController& controller() const { return *m_sides; }
    SidesBar& bar() const { return *m_bar; }
    SidesView& view() const { return *m_view; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QLayout* buildFields();
    QWidget* buildEmpty();
    void addExample(const QString& first, const QString& second);
    void takeCheckpoints();
    void setTwoSentences(bool two);
    void setSentence(const QString& text);
    void showContent();
    void explain();

    PageContext& m_context;
    SidesController* m_sides;
    TextField *m_first, *m_second;
    SentencePin* m_pin;
    SidesBar* m_bar;
    SidesView* m_view;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QWidget *m_single, *m_double; ///< examples of one sentence, and of two
    bool m_remedyIsModels = false;
};

} // namespace sparsight
