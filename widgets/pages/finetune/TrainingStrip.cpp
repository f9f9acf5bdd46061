// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/finetune/TrainingStrip.h"

#include "widgets/common/Format.h"
#include "widgets/pages/finetune/TrainingRunner.h"
#include "widgets/theme/Theme.h"

#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <cmath>

namespace sparsight {

namespace {

constexpr int progressSteps = 1000;

QString nameOf(const TrainingRequest& request)
{
    return QString::fromStdU16String(request.parent.filename().u16string());
}

QPushButton* button(const QString& text, const char* name, QWidget* parent)
{
    auto* made = new QPushButton(text, parent);
    made->setObjectName(QString::fromLatin1(name));
    return made;
}

} // namespace

TrainingStrip::TrainingStrip(TrainingRunner& runner, QWidget* parent)
    : QFrame(parent)
    , m_runner(runner)
    , m_title(roleLabel({}, "heading", this))
    , m_detail(roleLabel({}, "muted", this))
    , m_remarks(roleLabel({}, "muted", this))
    , m_progress(new QProgressBar(this))
    , m_cancel(button(tr("Cancel"), "cancelTraining", this))
    , m_goOn(button(tr("Resume"), "goOn", this))
    , m_forget(button(tr("Forget it"), "forgetTraining", this))
{
    setRole(this, "card");
    m_title->setObjectName(QStringLiteral("trainingTitle"));
    m_detail->setObjectName(QStringLiteral("trainingDetail"));
    m_remarks->setObjectName(QStringLiteral("trainingRemarks"));
    for (QLabel* label : {m_detail, m_remarks})
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("How far the training is"));
    m_forget->setToolTip(
        plainToolTip(tr("Takes away this offer only: what was saved stays on disk, and the same training "
                        "started again goes on from it.")));
    setRole(m_goOn, "primary");
    setRole(m_forget, "flat");
    connect(m_cancel, &QPushButton::clicked, &runner, &TrainingRunner::cancel);
    connect(m_goOn, &QPushButton::clicked, this, [this] {
        if (m_unfinished) Q_EMIT goOnWanted(TrainingRequest(*m_unfinished));
    });
    connect(m_forget, &QPushButton::clicked, this, &TrainingStrip::forgetWanted);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(4);
    for (QWidget* part : {static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_progress),
                          static_cast<QWidget*>(m_detail), static_cast<QWidget*>(m_remarks)})
        texts->addWidget(part);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(12);
    layout->addLayout(texts, 1);
    auto* actions = new QHBoxLayout; // below, where a narrow page leaves the texts their width
    actions->addStretch();
    for (QPushButton* action : {m_forget, m_goOn})
        actions->addWidget(action);
    texts->addLayout(actions);
    layout->addWidget(m_cancel);
    connect(&runner, &TrainingRunner::progressed, this, &TrainingStrip::updateState);
    connect(&runner, &TrainingRunner::ended, this, &TrainingStrip::updateState);
    updateState();
}

void TrainingStrip::setUnfinished(std::optional<TrainingRequest> request)
{
    m_unfinished = std::move(request);
    updateState();
}

void TrainingStrip::updateState()
{
    const bool running = m_runner.isRunning();
    m_progress->setVisible(running);
    m_cancel->setVisible(running);
    m_goOn->setVisible(!running && m_unfinished);
    m_forget->setVisible(!running && m_unfinished);
    if (running) {
        showRunning();
    } else {
        showOutcome();
    }
    const QString remarks = m_runner.remarks().join(QLatin1Char('\n'));
    m_remarks->setVisible(!remarks.isEmpty());
    if (m_remarks->text() != remarks) m_remarks->setText(remarks);
    const char* role = m_runner.hasDiverged() ? "error" : "muted";
    if (m_remarks->property("role").toString() != QLatin1String(role)) setRole(m_remarks, role);
    m_detail->setVisible(!m_detail->text().isEmpty());
    setVisible(running || m_unfinished || m_runner.outcome() != TrainingRunner::Outcome::None);
}

void TrainingStrip::showRunning()
{
    const TrainingProgress& now = m_runner.now();
    const QString names =
        tr("%1 on “%2”").arg(nameOf(m_runner.request()), QString::fromStdString(m_runner.request().dataName));
    m_title->setText(names + QStringLiteral(" · ") + place());
    m_detail->setText(figures());
    if (m_detail->property("role").toString() != QLatin1String("muted")) setRole(m_detail, "muted");
    const double all = double(now.steps) * double(now.runs),
                 done = double(now.steps) * double(now.run) + double(now.step);
    m_progress->setRange(0, all > 0 ? progressSteps : 0);
    if (all > 0) m_progress->setValue(int(progressSteps * done / all));
}

QString TrainingStrip::place() const
{
    if (m_runner.isWaiting()) return tr("waits for its turn");
    const TrainingProgress& now = m_runner.now();
    if (now.steps == 0) return tr("is being prepared");
    const auto& rates = m_runner.request().learningRates;
    const double rate = now.run < rates.size() ? rates[now.run] : now.learningRate;
    const QString epoch = tr("epoch %1 of %2").arg(now.epoch).arg(now.epochs);
    return tr("learning rate %1 (%2 of %3), %4")
        .arg(QString::fromStdString(rateText(rate)))
        .arg(now.run + 1)
        .arg(now.runs)
        .arg(epoch);
}

QString TrainingStrip::figures() const
{
    const TrainingProgress& now = m_runner.now();
    if (now.steps == 0) return tr("Texts are read and the checkpoint is checked.");
    QStringList parts{tr("step %L1 of %L2").arg(now.step).arg(now.steps)};
    if (now.stage == "evaluating") parts << tr("being judged");
    if (now.stage == "saving") parts << tr("being saved");
    const TrainingTrace* trace = now.run < m_runner.traces().size() ? &m_runner.traces()[now.run] : nullptr;
    if (trace && !trace->losses.empty() &&
        trace->losses.back().step == now.step) // of a step before a cut it is unknown
        parts << tr("loss %1").arg(formatNumber(trace->losses.back().loss));
    if (trace && !trace->history.empty()) {
        const EpochRecord& last = trace->history.back();
        if (last.validationLoss) parts << tr("validation loss %1").arg(formatNumber(*last.validationLoss));
        if (const auto rouge = measureOf(last, "rougeL")) {
            parts << QStringLiteral("%1 %2").arg(measureTitle(QStringLiteral("rougeL")),
                                                 QLocale().toString(*rouge, 'f', 3));
        }
    }
    if (now.tokensPerSecond > 0) parts << tr("%L1 tokens/s").arg(std::llround(now.tokensPerSecond));
    if (now.secondsLeft > 0)
        parts << tr("%1 left").arg(durationText(std::chrono::seconds(std::llround(std::ceil(now.secondsLeft)))));
    return parts.join(QStringLiteral(" · "));
}

void TrainingStrip::showOutcome()
{
    const TrainingRunner::Outcome outcome = m_runner.outcome();
    const bool failed = outcome == TrainingRunner::Outcome::Failed;
    QString detail;
    if (m_unfinished) {
        m_title->setText(tr("The training of %1 on “%2” was cut off.")
                             .arg(nameOf(*m_unfinished), QString::fromStdString(m_unfinished->dataName)));
        detail = failed ? m_runner.error()
                        : tr("It goes on where it stopped, with the same result. Forgetting it only takes away this "
                             "offer: what was "
                             "saved stays on disk.");
    } else if (outcome == TrainingRunner::Outcome::Done) {
        m_title->setText(!m_runner.hasDiverged() ? tr("Training is done.")
                         : m_runner.checkpoints() > 0
                             ? tr("Training is over; a loss was no longer a number.")
                             : tr("No checkpoint came out: the loss was no longer a number in the first epoch."));
    } else if (failed) {
        m_title->setText(tr("Training failed."));
        detail = m_runner.error();
    } else {
        m_title->setText(tr("Training was cancelled."));
    }
    m_detail->setText(detail);
    const char* role = failed ? "error" : "muted";
    if (m_detail->property("role").toString() != QLatin1String(role)) setRole(m_detail, role);
}

} // namespace sparsight
