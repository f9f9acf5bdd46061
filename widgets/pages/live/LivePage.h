// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QStackedWidget;

namespace sparsight {

class EmptyState;
class LiveController;
class LiveControls;
class LiveViews;
class SentencePin;
class TextField;
struct PageContext;

/// A sentence in, its firing neurons out, while it is typed.
class LivePage : public QWidget {
    Q_OBJECT
public:
    LivePage(PageContext& context, QWidget* parent);

    LiveController& controller() const { return *m_controller; }
    LiveViews& views() const { return *m_views; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    TextField* buildField(const QString& name, const QString& placeholder);
    QLayout* buildSentence();
    QWidget* buildEmptyState();
    void setSentence(const QString& text);
    void followModel();
    void showResult();
    void showNotice();

    PageContext& m_context;
    LiveController* m_controller;
    TextField* m_sentence;
    TextField* m_decoderText;
    SentencePin* m_pin = nullptr;
    LiveControls* m_controls;
    QLabel* m_notice;
    LiveViews* m_views;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QWidget* m_examples;
};

} // namespace sparsight
