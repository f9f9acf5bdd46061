// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/compare/CoFiring.h"
#include "widgets/session/LayerFacts.h"

#include <QWidget>
#include <memory>

class QLabel;

namespace sparsight {

class CoFiringModel;
class FilterTableView;
struct PageContext;

/// The neurons of the layer that fire together with the one in focus. Computed in the background while it is shown, by
/// a pass over the layer; a click goes on to the other neuron.
class CoFiringPane : public QWidget {
    Q_OBJECT
public:
    CoFiringPane(PageContext& context, QWidget* parent = nullptr);

    CoFiringModel& model() const { return *m_model; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void follow();
    void stop();
    void adopt(const std::shared_ptr<const CoFiring>& result);

    PageContext& m_context;
    CoFiringModel* m_model;
    FilterTableView* m_table;
    QLabel* m_note;
    struct Asked {
        std::shared_ptr<const LayerData> facts;
        NeuronId neuron;
    } m_asked; ///< what is shown, or being computed
    quint64 m_query = 0;
};

} // namespace sparsight
