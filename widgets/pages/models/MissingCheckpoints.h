// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <QWidget>
#include <vector>

class QLabel;
class QVBoxLayout;

namespace sparsight {

struct PageContext;

/// Checkpoints of the project whose folder is no longer there, each with a button that points at its new one. A folder
/// is taken where its weights have the hash that the project knows. Not there while all have theirs.
class MissingCheckpoints : public QWidget {
    Q_OBJECT
public:
    explicit MissingCheckpoints(PageContext& context, QWidget* parent = nullptr);

    void point(const CheckpointInfo& checkpoint, const QString& folder);
    QString problemText() const;

private:
    void follow();
    void ask(const CheckpointInfo& checkpoint);
    void adopt(CheckpointInfo checkpoint, const QString& folder, const std::string& sha256);
    void showProblem(const QString& sentence);

    PageContext& m_context;
    QVBoxLayout* m_rows;
    QLabel* m_problem;
    std::vector<CheckpointInfo> m_missing; ///< as shown
};

} // namespace sparsight
