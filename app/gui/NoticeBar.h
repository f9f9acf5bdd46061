// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <functional>

class QLabel;
class QPushButton;

namespace sparsight {

/// A message across the top of the window that stays until it is read: never a dialog that blocks.
class NoticeBar : public QFrame {
    Q_OBJECT
public:
    explicit NoticeBar(QWidget* parent);

    void showError(const QString& sentence);
    /// With a button that does something about it, after which the bar goes away.
    void offer(const QString& sentence, const QString& action, std::function<void()> act);
    /// What `offer` said is done otherwise; another message stays.
    void withdraw(const QString& sentence);
    QString text() const;

private:
    void showText(const QString& sentence, const QString& icon);

    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_button;
    std::function<void()> m_act;
};

} // namespace sparsight
