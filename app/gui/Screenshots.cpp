// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/Screenshots.h"

#include "app/gui/MainWindow.h"
#include "core/analysis/kt/KtTable.h"
#include "widgets/pages/PageTable.h"

#include <QAbstractButton>
#include <QDir>
#include <QPixmap>
#include <QWindow>
#include <cstdio>

namespace sparsight {

namespace {

constexpr int quietMs = 500;        // nothing runs for this long: the page has settled
constexpr int patienceMs = 600'000; // a capture may run before

QString appearanceName(Appearance appearance)
{
    return appearance == Appearance::Dark ? QStringLiteral("dark") : QStringLiteral("light");
}

/// The neuron whose sentences share the topic most surely: by the lower end of the interval.
std::optional<NeuronId> bestNeuron(const KtColumn& column)
{
    std::optional<NeuronId> best;
    for (std::uint32_t n = 0; n < column.scores.size(); ++n) {
        const auto& low = column.scores[n].low;
        if (low && (!best || *low > *column.scores[best->value].low)) best = NeuronId(n);
    }
    return best;
}

} // namespace

Screenshots::Screenshots(MainWindow& window, Theme& theme, QString folder, std::vector<Appearance> appearances)
    : QObject(&window)
    , m_window(window)
    , m_theme(theme)
    , m_folder(std::move(folder))
    , m_appearances(std::move(appearances))
{
    m_timer.setInterval(50);
    connect(&m_timer, &QTimer::timeout, this, &Screenshots::step);
}

void Screenshots::start()
{
    QDir().mkpath(m_folder);
    m_quiet.start();
    m_total.start();
    m_timer.start();
}

void Screenshots::step()
{
    if (m_total.elapsed() > patienceMs) {
        std::fprintf(stderr, "sparsight: the pages did not settle within ten minutes\n");
        m_timer.stop();
        Q_EMIT finished(false);
        return;
    }
    if (!isQuiet()) return;
    if (!m_neuronSelected) {
        m_neuronSelected = true;
        selectNeuron();
        m_quiet.restart();
        return;
    }
    if (!m_prepared) {
        if (!prepare()) {
            m_timer.stop();
            Q_EMIT finished(true);
        }
        m_quiet.restart();
        return;
    }
    m_prepared = false;
    ++m_next;
    if (!shoot()) {
        m_timer.stop();
        Q_EMIT finished(false);
    }
}

bool Screenshots::isQuiet()
{
    if (!m_window.jobs().isIdle()) m_quiet.restart();
    return m_quiet.elapsed() >= quietMs;
}

/// So that the pages about one neuron have one to show.
void Screenshots::selectNeuron()
{
    const ProjectSession& session = m_window.session();
    const Focus focus = m_window.selection().focus();
    if (!session.isOpen() || !focus.run || session.topics().empty()) return;
    const auto& topics = session.topics();
    const auto stem = std::find_if(topics.begin(), topics.end(), [](const Topic& t) { return t.name == "STEM"; });
    const Topic topic = stem == topics.end() ? topics.front() : *stem;
    m_window.selection().setTopic(QString::fromStdString(topic.name));
    m_window.jobs().query<std::optional<NeuronId>>(
        {}, this,
        [path = session.project().file(), run = *focus.run, layer = focus.layer, topic](const std::stop_token& stop,
                                                                                        const ProgressCallback&) {
            const Project project = Project::open(path, Project::Mode::ReadOnly);
            const RunInfo info = project.run(run);
            const TopicLabels labels = labelSentences(project, info.dataset, topic, stop);
            return bestNeuron(computeKt(project, info, layer, labels, {}, stop));
        },
        [this, layer = focus.layer](std::optional<NeuronId> neuron) {
            if (neuron) m_window.selection().selectNeuron(layer, *neuron);
        });
}

/// Shows the next page; false when all have been.
bool Screenshots::prepare()
{
    const auto pages = pageTable();
    if (m_next >= pages.size() * m_appearances.size()) return false;
    const Appearance appearance = m_appearances[m_next / pages.size()];
    if (m_theme.appearance() != appearance) m_theme.apply(appearance);
    m_window.showPage(QString::fromLatin1(pages[m_next % pages.size()].id));
    // An empty page that offers an example is shown with it.
    const auto* shown = m_window.findChild<QWidget*>(m_window.currentPage());
    if (auto* example = shown->findChild<QAbstractButton*>(QStringLiteral("example")); example && example->isVisible())
        example->click();
    m_prepared = true;
    return true;
}

bool Screenshots::shoot()
{
    const int percent = qRound(m_window.devicePixelRatioF() * 100);
    const QString file = QStringLiteral("%1/%2-%3-%4.png")
                             .arg(m_folder, m_window.currentPage(), appearanceName(m_theme.appearance()))
                             .arg(percent);
    if (m_window.grab().save(file)) return true;
    std::fprintf(stderr, "sparsight: cannot write %s\n", qPrintable(file));
    return false;
}

} // namespace sparsight
