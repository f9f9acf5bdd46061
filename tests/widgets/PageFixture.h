// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "FakeEngine.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/session/ComparedRuns.h"
#include "widgets/session/LayerFacts.h"
#include "widgets/session/NeuronBook.h"
#include "widgets/session/Pins.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"
#include "widgets/session/ViewOptions.h"

#include <QStringList>
#include <QTemporaryDir>

namespace sparsight {

/// What a page stands on, without the window: a fake engine, and a project when one is asked for.
class PageFixture {
public:
    PageFixture();

    /// With this many sentences and a run of enc6 for every name. The fake checkpoint's weights are the runs'.
    void openProject(int sentences, const QStringList& runs);
    void damageBlock(int block); ///< one of every run's, past our own code
    void loadModel();            ///< waits until it is there
    bool waitForFacts();         ///< until the layer in focus is loaded

private:
    bool useOwnSettings() const;

public:
    std::shared_ptr<FakeEngineControl> control = std::make_shared<FakeEngineControl>();
    std::shared_ptr<FakeTrainerControl> training = std::make_shared<FakeTrainerControl>();
    QTemporaryDir directory;
    const bool ownSettings = useOwnSettings(); ///< before anything below reads them
    ProjectSession session;
    Selection selection;
    JobRunner jobs;
    ViewOptions view;
    LayerFacts facts;
    Pins pins;
    NeuronBook book;
    ComparedRuns compared;
    QStringList shownPages; ///< what was asked of showPage
    PageContext context;
};

} // namespace sparsight
