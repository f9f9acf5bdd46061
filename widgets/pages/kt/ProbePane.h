// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/kt/SparseProbe.h"

#include <QWidget>
#include <memory>
#include <optional>

class QLabel;

namespace sparsight {

class FilterTableView;
class ProbeModel;
struct PageContext;

/// How well the best few neurons together tell a topic's sentences, on held-out ones: asked for by a button, computed
/// as a job, and shown until something else is chosen.
class ProbePane : public QWidget {
    Q_OBJECT
public:
    explicit ProbePane(PageContext& context, QWidget* parent = nullptr);

    /// What a probe is of.
    struct Question {
        RunId run;
        LayerId layer;
        Topic topic;
        bool inGenerated = false;
        bool operator==(const Question&) const = default;
    };
    void compute(const Question& question);
    void dismiss(); ///< and cancels what is being computed
    /// Puts away what answers another question.
    void keepOnly(const std::optional<Question>& question);
    const ProbeModel& model() const { return *m_model; }
    QString noteText() const;

private:
    void adopt(const std::shared_ptr<const SparseProbe>& probe);

    PageContext& m_context;
    ProbeModel* m_model;
    FilterTableView* m_table;
    QLabel* m_note;
    std::optional<Question> m_question; ///< that is shown, or being computed
    quint64 m_query = 0;
};

} // namespace sparsight
