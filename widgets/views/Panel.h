// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QWidget>

class QHBoxLayout;
class QVBoxLayout;

namespace sparsight {

/// A titled part of a page: a header line with title, a read-out and small controls, and one body below it.
class Panel : public QWidget {
    Q_OBJECT
public:
    explicit Panel(const QString& title, QWidget* parent = nullptr);

    void setBody(QWidget* body);
    void addControl(QWidget* control); ///< to the right end of the header
    void setTitle(const QString& title);
    /// One line of plain text beside the title; what does not fit is cut.
    void setReadout(const QString& text);
    QString readout() const { return m_readoutText; }

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void elideReadout();

    QLabel* m_title;
    QLabel* m_readout;
    QString m_readoutText;
    QHBoxLayout* m_header;
    QVBoxLayout* m_layout;
};

} // namespace sparsight
