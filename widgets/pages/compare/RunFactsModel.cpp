// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/RunFactsModel.h"

#include "core/training/TrainerState.h"
#include "widgets/common/Format.h"
#include "widgets/models/TableRoles.h"
#include "widgets/pages/finetune/TrainingTrace.h"
#include "widgets/session/ProjectSession.h"

#include <QLocale>
#include <algorithm>

namespace sparsight {
namespace {

const char* measureOfColumn(int column)
{
    switch (column) {
    case RunFactsModel::Rouge1: return "rouge1";
    case RunFactsModel::Rouge2: return "rouge2";
    case RunFactsModel::RougeL: return "rougeL";
    default: return nullptr;
    }
}

bool isNumber(int column)
{
    return column >= RunFactsModel::LearningRate;
}

} // namespace

RunFactsModel::RunFactsModel(ProjectSession& session, QObject* parent)
    : QAbstractTableModel(parent)
    , m_session(session)
{
}

void RunFactsModel::setRuns(const std::vector<RunInfo>& runs)
{
    beginResetModel();
    m_runs = runs;
    m_facts.clear();
    for (const RunInfo& run : runs)
        m_facts.push_back(factsOf(run));
    endResetModel();
}

RunFactsModel::Facts RunFactsModel::factsOf(const RunInfo& run) const
{
    Facts facts;
    const CheckpointInfo* its = m_session.checkpoint(run.checkpoint);
    if (its) facts.checkpoint = QString::fromStdString(its->name);
    for (const TrainingInfo& training : m_session.trainings()) {
        const std::vector<EpochRecord> history = traceOf(training, {}).history;
        const EpochRecord* judged = nullptr;
        if (training.checkpoint == run.checkpoint) {
            facts.learningRate = training.learningRate;
            judged = keptEpoch(history);
        } else if (training.parent == run.checkpoint && !facts.judged && !history.empty() &&
                   history.front().epoch == 0) {
            judged = &history.front();
        }
        if (!judged) continue;
        facts.judged = *judged;
        facts.dataset = QString::fromStdString(training.dataset);
    }
    if (its && !facts.learningRate && !facts.judged) takeTrainerState(facts, its->path);
    return facts;
}

/// Of a checkpoint that was trained elsewhere.
void RunFactsModel::takeTrainerState(Facts& facts, const std::filesystem::path& folder)
{
    const auto state = readTrainerState(folder);
    if (!state) return;
    facts.learningRate = state->learningRate;
    facts.judged = state->judged;
}

int RunFactsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_runs.size());
}

int RunFactsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunFactsModel::value(const Facts& facts, int row, int column) const
{
    const auto number = [](std::optional<double> known) { return known ? QVariant(*known) : QVariant(); };
    if (const char* measure = measureOfColumn(column))
        return facts.judged ? number(measureOf(*facts.judged, measure)) : QVariant();
    switch (column) {
    case Run: return QString::fromStdString(m_runs[std::size_t(row)].name);
    case Checkpoint: return facts.checkpoint;
    case LearningRate: return number(facts.learningRate);
    case ValidationLoss: return facts.judged ? number(facts.judged->validationLoss) : QVariant();
    default: return {};
    }
}

QString RunFactsModel::hint(const Facts& facts, int column) const
{
    const char* measure = measureOfColumn(column);
    if (!measure) return {};
    if (!facts.judged) return tr("This checkpoint was not judged by text that it generates.");
    const auto found = facts.judged->measures.find(measure);
    if (found == facts.judged->measures.end()) return tr("This checkpoint was not judged by text that it generates.");
    if (facts.dataset.isEmpty())
        return tr("As transformers' Trainer noted it beside the checkpoint, without an interval");
    const QLocale locale;
    return tr("95 % interval %1 to %2, validation pairs of %3")
        .arg(locale.toString(found->second.low, 'f', 3), locale.toString(found->second.high, 'f', 3), facts.dataset);
}

QVariant RunFactsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Facts& facts = m_facts[std::size_t(index.row())];
    const int column = index.column();
    const QVariant shown = value(facts, index.row(), column);
    switch (role) {
    case Qt::DisplayRole:
        if (!shown.isValid()) return QStringLiteral("–");
        if (column == LearningRate) return QString::fromStdString(rateText(shown.toDouble()));
        return isNumber(column) ? columnNumber(shown.toDouble()) : shown.toString();
    case ValueRole: return shown;
    case Qt::ToolTipRole: {
        const QString text = hint(facts, column);
        return text.isEmpty() ? QVariant() : QVariant(plainToolTip(text));
    }
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    default: return {};
    }
}

QVariant RunFactsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    if (role == NumericRole) return isNumber(section);
    const char* measure = measureOfColumn(section);
    if (role == Qt::ToolTipRole) {
        if (measure)
            return plainToolTip(
                tr("F-measure of the text that the checkpoint generates for validation pairs, from 0 to 1"));
        if (section == ValidationLoss)
            return plainToolTip(tr("Mean cross-entropy a token of the validation pairs, of the epoch that was kept"));
        if (section == LearningRate)
            return plainToolTip(
                tr("The learning rate that the checkpoint was trained with, the largest of its schedule"));
        return {};
    }
    if (role != Qt::DisplayRole) return {};
    if (measure) return measureTitle(QString::fromLatin1(measure));
    switch (section) {
    case Run: return tr("Run");
    case Checkpoint: return tr("Checkpoint");
    case LearningRate: return tr("Learning rate");
    default: return tr("Validation loss");
    }
}

} // namespace sparsight
