// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/finetune/TrainingCurves.h"

#include "widgets/common/ColumnsLayout.h"
#include "widgets/common/Format.h"
#include "widgets/report/FigureExport.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/views/CurveLegend.h"
#include "widgets/views/CurveView.h"
#include "widgets/views/Panel.h"

#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>
#include <set>

namespace sparsight {

namespace {

/// Curves are named by their learning rates where these tell them apart, and by their checkpoints else.
QStringList namesOf(const std::vector<TrainingTrace>& traces)
{
    std::set<double> rates;
    for (const TrainingTrace& trace : traces)
        rates.insert(trace.learningRate);
    QStringList names;
    for (const TrainingTrace& trace : traces)
        names << (rates.size() == traces.size() ? QString::fromStdString(rateText(trace.learningRate)) : trace.name);
    return names;
}

/// A curve for each trace, of the points that `pointsOf` makes of it.
template <class Points>
std::vector<Curve> curvesOf(const std::vector<TrainingTrace>& traces, const Points& pointsOf)
{
    const QStringList names = namesOf(traces);
    std::vector<Curve> curves;
    for (std::size_t i = 0; i < traces.size(); ++i)
        curves.push_back({names[qsizetype(i)], int(i), true, pointsOf(traces[i])});
    return curves;
}

bool hasSteps(const std::vector<TrainingTrace>& traces)
{
    return std::any_of(traces.begin(), traces.end(), [](const TrainingTrace& trace) { return !trace.losses.empty(); });
}

std::vector<CurvePoint> stepPoints(const TrainingTrace& trace)
{
    std::vector<CurvePoint> points;
    points.reserve(trace.losses.size());
    for (const auto& [step, loss] : trace.losses)
        points.push_back({double(step), loss, {}});
    return points;
}

std::vector<CurvePoint> lossPoints(const TrainingTrace& trace)
{
    std::vector<CurvePoint> points;
    for (const EpochRecord& record : trace.history)
        points.push_back({double(record.epoch), record.trainingLoss, {}});
    return points;
}

QString noteOf(const EpochRecord& record)
{
    return record.epoch == 0 ? TrainingCurves::tr("(the parent, before training)") : QString();
}

/// Of what is judged, which the parent is too: epoch 0.
template <class Take>
void forEachJudged(const TrainingTrace& trace, const Take& take)
{
    if (trace.before) take(*trace.before);
    for (const EpochRecord& record : trace.history)
        take(record);
}

std::vector<CurvePoint> validationPoints(const TrainingTrace& trace)
{
    std::vector<CurvePoint> points;
    forEachJudged(trace, [&](const EpochRecord& record) {
        if (record.validationLoss) points.push_back({double(record.epoch), *record.validationLoss, noteOf(record)});
    });
    return points;
}

std::vector<CurvePoint> measurePoints(const TrainingTrace& trace, const std::string& measure)
{
    std::vector<CurvePoint> points;
    const QLocale locale;
    forEachJudged(trace, [&](const EpochRecord& record) {
        const auto found = record.measures.find(measure);
        if (found == record.measures.end()) return;
        QStringList notes{QStringLiteral("[%1–%2]").arg(locale.toString(found->second.low, 'f', 3),
                                                        locale.toString(found->second.high, 'f', 3))};
        if (record.epoch == 0) notes << noteOf(record);
        points.push_back({double(record.epoch), found->second.mean, notes.join(QLatin1Char(' '))});
    });
    return points;
}

QString provenanceOf(const TrainingTrace& trace, const ProjectSession& session)
{
    const auto& known = session.checkpoints();
    const auto found = std::ranges::find(known, trace.name.toStdString(), &CheckpointInfo::name);
    QString text =
        TrainingCurves::tr("Checkpoint %1, learning rate %2").arg(trace.name, formatNumber(trace.learningRate));
    if (found != known.end()) text += QStringLiteral(", SHA-256 %1").arg(QString::fromStdString(found->weightsSha256));
    return text + QLatin1Char('.');
}

} // namespace

TrainingCurves::TrainingCurves(QWidget* parent)
    : QWidget(parent)
    , m_legend(new CurveLegend(this))
    , m_trainingLoss(new CurveView(this))
    , m_validationLoss(new CurveView(this))
    , m_measure(new CurveView(this))
    , m_measures(new QComboBox(this))
    , m_caption(captionLabel({}, this))
{
    m_measures->setAccessibleName(tr("Measure"));
    m_measures->setObjectName(QStringLiteral("measure"));
    m_measures->setToolTip(plainToolTip(tr("F-measure of the text generated for validation pairs, from 0 to 1")));
    m_measures->hide();
    connect(m_measures, &QComboBox::activated, this, &TrainingCurves::showMeasure);
    m_trainingLoss->setEmptyText(tr("the loss of each step"));
    m_validationLoss->setTitles(tr("epoch"), tr("validation loss"));
    m_validationLoss->setWholeSteps(true);
    m_validationLoss->setEmptyText(tr("after each epoch"));
    m_measure->setWholeSteps(true);
    m_measure->setEmptyText(tr("after each epoch"));
    m_measurePanel = panel(tr("ROUGE"), m_measure);
    m_measurePanel->addControl(m_measures);
    auto* plotted = new QWidget;
    auto* plots = new ColumnsLayout(8, 8, plotted);
    plots->setContentsMargins(0, 0, 0, 0);
    plots->addWidget(panel(tr("Training loss"), m_trainingLoss));
    plots->addWidget(panel(tr("Validation loss"), m_validationLoss));
    plots->addWidget(m_measurePanel);
    auto* head = new QHBoxLayout;
    head->setSpacing(12);
    m_caption->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    head->addWidget(m_caption, 1);
    head->addWidget(m_legend);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(head);
    // Below each other in a narrow window, where they would be too low to read.
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumHeight(150); // one plot with its title
    scroll->setWidget(plotted);
    layout->addWidget(scroll, 1);
    setTraces({});
}

Panel* TrainingCurves::panel(const QString& title, CurveView* view)
{
    auto* panel = new Panel(title, this);
    auto* strut = new QWidget(panel); // headers of one height, with a choice or without
    strut->setFixedSize(0, m_measures->sizeHint().height());
    panel->addControl(strut);
    panel->setBody(view);
    view->setAccessibleName(title);
    connect(view, &CurveView::pointed, panel, &Panel::setReadout);
    return panel;
}

/// What all traces were trained from is said in the caption above them.
void TrainingCurves::addFigureButtons(JobRunner& jobs, const ProjectSession& session)
{
    const std::pair<CurveView*, QString> figures[] = {{m_trainingLoss, QStringLiteral("training-loss")},
                                                      {m_validationLoss, QStringLiteral("validation-loss")},
                                                      {m_measure, QStringLiteral("rouge")}};
    for (const auto& [view, name] : figures) {
        auto* panel = qobject_cast<Panel*>(view->parentWidget());
        panel->addControl(figureButton({view, m_legend}, jobs, [this, &session, panel, name = name] {
            ExportSource source{panel->accessibleName(), name, {}};
            if (panel == m_measurePanel) source.title = m_measures->currentText();
            if (!m_caption->text().isEmpty()) source.provenance << m_caption->text();
            for (const TrainingTrace& trace : m_traces)
                source.provenance << provenanceOf(trace, session);
            return source;
        }));
    }
}

void TrainingCurves::setCaption(const QString& caption)
{
    m_caption->setText(caption);
    m_caption->setToolTip(plainToolTip(caption));
}

void TrainingCurves::setTraces(const std::vector<TrainingTrace>& traces)
{
    m_traces = traces;
    std::vector<CurveLegend::Entry> entries;
    const QStringList names = namesOf(traces);
    for (qsizetype i = 0; i < names.size(); ++i)
        entries.push_back({names[i], int(i)});
    m_legend->setEntries(std::move(entries));
    const bool steps = hasSteps(traces);
    m_trainingLoss->setTitles(steps ? tr("step") : tr("epoch"), tr("training loss"));
    m_trainingLoss->setWholeSteps(true);
    std::vector<Curve> losses = curvesOf(traces, steps ? stepPoints : lossPoints);
    for (Curve& curve : losses)
        curve.isMarked = curve.points.size() <= 30;
    m_trainingLoss->setCurves(std::move(losses));
    m_validationLoss->setCurves(curvesOf(traces, validationPoints));
    fillMeasures();
    showMeasure();
}

/// Those that a training has; the chosen one stays.
void TrainingCurves::fillMeasures()
{
    QStringList names;
    for (const TrainingTrace& trace : m_traces) {
        forEachJudged(trace, [&](const EpochRecord& record) {
            for (const auto& [name, value] : record.measures) {
                if (const QString known = QString::fromStdString(name); !names.contains(known)) names << known;
            }
        });
    }
    names.sort();
    QStringList shown;
    for (int i = 0; i < m_measures->count(); ++i)
        shown << m_measures->itemData(i).toString();
    if (names == shown) return;
    const QString chosen =
        m_measures->currentIndex() < 0 ? QStringLiteral("rougeL") : m_measures->currentData().toString();
    m_measures->clear();
    for (const QString& name : names)
        m_measures->addItem(measureTitle(name), name);
    const int row = m_measures->findData(chosen);
    m_measures->setCurrentIndex(row >= 0 ? row : std::min(0, m_measures->count() - 1));
    m_measures->setVisible(m_measures->count() > 0);
    m_measurePanel->setTitle(m_measures->count() > 0 ? QString() : tr("ROUGE")); // the choice says it
}

void TrainingCurves::showMeasure()
{
    const std::string measure = m_measures->currentData().toString().toStdString();
    m_measure->setTitles(tr("epoch"), m_measures->currentText());
    m_measure->setCurves(curvesOf(m_traces, [&](const TrainingTrace& trace) { return measurePoints(trace, measure); }));
}

} // namespace sparsight
