// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/PageTable.h"

#include "widgets/pages/ablation/AblationPage.h"
#include "widgets/pages/census/CensusPage.h"
#include "widgets/pages/compare/ComparePage.h"
#include "widgets/pages/data/DataPage.h"
#include "widgets/pages/finetune/FinetunePage.h"
#include "widgets/pages/kt/KtPage.h"
#include "widgets/pages/live/LivePage.h"
#include "widgets/pages/models/ModelsPage.h"
#include "widgets/pages/neurons/NeuronsPage.h"
#include "widgets/pages/sparsity/SparsityPage.h"
#include "widgets/pages/welcome/WelcomePage.h"

#include <array>

namespace sparsight {

namespace {

template <class Page>
QWidget* createPage(PageContext& context, QWidget* parent)
{
    return new Page(context, parent);
}

} // namespace

std::span<const PageEntry> pageTable()
{
    // One row a page, in the order of the rail.
    static const std::array table{
        PageEntry{"welcome", QT_TRANSLATE_NOOP("Pages", "Welcome"),
                  QT_TRANSLATE_NOOP("Pages", "Open a project, or start with the demo."), "welcome",
                  QKeySequence(QStringLiteral("Ctrl+0")), &createPage<WelcomePage>},
        PageEntry{"live", QT_TRANSLATE_NOOP("Pages", "Live"),
                  QT_TRANSLATE_NOOP("Pages", "Type a sentence and see which neurons fire."), "live",
                  QKeySequence(QStringLiteral("Ctrl+1")), &createPage<LivePage>},
        PageEntry{"neurons", QT_TRANSLATE_NOOP("Pages", "Neurons"),
                  QT_TRANSLATE_NOOP("Pages", "Every neuron of a layer over a data set, and its sentences."), "neurons",
                  QKeySequence(QStringLiteral("Ctrl+2")), &createPage<NeuronsPage>},
        PageEntry{"kt", QT_TRANSLATE_NOOP("Pages", "KT"),
                  QT_TRANSLATE_NOOP("Pages", "Which neurons follow a topic, in every run."), "kt",
                  QKeySequence(QStringLiteral("Ctrl+3")), &createPage<KtPage>},
        PageEntry{
            "census", QT_TRANSLATE_NOOP("Pages", "Census"),
            QT_TRANSLATE_NOOP("Pages", "What kinds of neurons every layer has: dead, always on, of a topic, general."),
            "census", QKeySequence(QStringLiteral("Ctrl+4")), &createPage<CensusPage>},
        PageEntry{"sparsity", QT_TRANSLATE_NOOP("Pages", "Sparsity"),
                  QT_TRANSLATE_NOOP("Pages", "How few neurons fire, by layer, position and word, in any checkpoint."),
                  "sparsity", QKeySequence(QStringLiteral("Ctrl+Shift+4")), &createPage<SparsityPage>},
        PageEntry{"compare", QT_TRANSLATE_NOOP("Pages", "Compare"),
                  QT_TRANSLATE_NOOP("Pages", "What changed between checkpoints, neuron by neuron and layer by layer."),
                  "compare", QKeySequence(QStringLiteral("Ctrl+5")), &createPage<ComparePage>},
        PageEntry{"ablation", QT_TRANSLATE_NOOP("Pages", "Ablation"),
                  QT_TRANSLATE_NOOP("Pages", "Switch neurons off, or set them to a value, and see what they cause."),
                  "ablation", QKeySequence(QStringLiteral("Ctrl+6")), &createPage<AblationPage>},
        PageEntry{"finetune", QT_TRANSLATE_NOOP("Pages", "Fine-tune"),
                  QT_TRANSLATE_NOOP("Pages", "Train checkpoints further with several learning rates, and watch them."),
                  "finetune", QKeySequence(QStringLiteral("Ctrl+7")), &createPage<FinetunePage>},
        PageEntry{"data", QT_TRANSLATE_NOOP("Pages", "Data"),
                  QT_TRANSLATE_NOOP("Pages", "Sentences and topics of the project."), "data",
                  QKeySequence(QStringLiteral("Ctrl+8")), &createPage<DataPage>},
        PageEntry{"models", QT_TRANSLATE_NOOP("Pages", "Models"),
                  QT_TRANSLATE_NOOP("Pages", "Checkpoints, and what was captured with them."), "models",
                  QKeySequence(QStringLiteral("Ctrl+9")), &createPage<ModelsPage>},
    };
    return table;
}

} // namespace sparsight
