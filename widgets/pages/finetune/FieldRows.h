// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>
#include <map>

class QFormLayout;
class QLabel;

namespace sparsight {

/// Rows of a form: a caption, a field, and below it, while something is wrong with it, the sentence that says what.
class FieldRows : public QWidget {
    Q_OBJECT
public:
    explicit FieldRows(QWidget* parent = nullptr);

    /// `setting`: by which name an error speaks of the field.
    void add(const QString& caption, QWidget* field, const QString& hint, const char* objectName,
             const QString& setting = {});
    /// False when no field has that setting.
    bool complain(const QString& setting, const QString& sentence);
    void clearComplaints();

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    QFormLayout* m_layout;
    std::map<QString, QLabel*> m_complaints;
};

} // namespace sparsight
