// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QToolButton>
#include <QVariant>

namespace sparsight {

/// A button with a menu of which several entries may be chosen. It names the only one, or says how many.
class CheckedMenu : public QToolButton {
    Q_OBJECT
public:
    struct Entry {
        QString name;
        QVariant value; ///< what tells it from others
        QString hint;
    };
    CheckedMenu(const QString& title, const QString& hint, QWidget* parent = nullptr);

    /// Keeps what is chosen where it is still there; else the first one is.
    void setEntries(const QList<Entry>& entries);
    void choose(const QVariant& value, bool chosen = true);
    QList<int> chosen() const; ///< places among the entries
    const QList<Entry>& entries() const { return m_entries; }

Q_SIGNALS:
    void changed();

private:
    void showChoice();

    QString m_title;
    QList<Entry> m_entries;
};

} // namespace sparsight
