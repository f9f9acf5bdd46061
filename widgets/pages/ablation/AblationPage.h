// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QStackedWidget;
class QTabBar;

namespace sparsight {

class AblationForm;
class DatasetAblation;
class EmptyState;
class SentenceAblation;
struct PageContext;

/// Cause, not correlation: neurons are switched off, or set to a value, and both sides are compared, for one sentence
/// or over a data set. Nothing of it enters the live view or a run.
class AblationPage : public QWidget {
    Q_OBJECT
public:
    AblationPage(PageContext& context, QWidget* parent);

    AblationForm& form() const { return *m_form; }
    QTabBar& tabs() const { return *m_tabs; }
    SentenceAblation& sentence() const { return *m_sentence; }
    DatasetAblation& dataset() const { return *m_dataset; }
    bool isEmpty() const;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void followModel();
    void showExample();

    PageContext& m_context;
    AblationForm* m_form;
    QTabBar* m_tabs;
    SentenceAblation* m_sentence;
    DatasetAblation* m_dataset;
    QStackedWidget* m_stack; ///< the page, or why it is empty
    EmptyState* m_empty;
};

} // namespace sparsight
