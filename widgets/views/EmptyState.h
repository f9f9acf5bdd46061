// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace sparsight {

/// What stands where a page has nothing to show: what would be here, what is missing, and one button that mends it.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(const QString& title = {}, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setText(const QString& text);
    void setRemedy(const QString& title); ///< empty: no button
    void addExtra(QWidget* widget);       ///< below the button

Q_SIGNALS:
    void remedyWanted();

private:
    QLabel* m_title;
    QLabel* m_text;
    QPushButton* m_remedy;
    QVBoxLayout* m_extras;
};

} // namespace sparsight
