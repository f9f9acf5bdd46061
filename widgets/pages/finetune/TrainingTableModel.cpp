// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/finetune/TrainingTableModel.h"

#include "widgets/common/Format.h"
#include "widgets/models/TableRoles.h"
#include "widgets/pages/finetune/TrainingTrace.h"
#include "widgets/session/ProjectSession.h"

#include <QLocale>
#include <algorithm>

namespace sparsight {

namespace {

constexpr const char* dash = "–";

bool isNumber(int column)
{
    return column >= TrainingTableModel::LearningRate && column <= TrainingTableModel::Epochs;
}

const char* measureOfColumn(int column)
{
    return column == TrainingTableModel::Rouge1   ? "rouge1"
           : column == TrainingTableModel::Rouge2 ? "rouge2"
           : column == TrainingTableModel::RougeL ? "rougeL"
                                                  : nullptr;
}

QVariant variant(std::optional<double> value)
{
    return value ? QVariant(*value) : QVariant();
}

} // namespace

QString endText(const std::string& end)
{
    if (end == toString(TrainingEnd::Finished)) return TrainingTableModel::tr("all epochs");
    if (end == toString(TrainingEnd::Early)) return TrainingTableModel::tr("early");
    if (end == toString(TrainingEnd::Diverged)) return TrainingTableModel::tr("not a number");
    return QString::fromStdString(end);
}

TrainingTableModel::TrainingTableModel(ProjectSession& session, QObject* parent)
    : QAbstractTableModel(parent)
    , m_session(session)
{
    connect(&session, &ProjectSession::changed, this, &TrainingTableModel::read);
    read();
}

void TrainingTableModel::read()
{
    std::vector<Row> rows;
    for (const TrainingInfo& training : m_session.trainings())
        rows.push_back({training, traceOf(training, {}).history});
    const bool same =
        std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                   [](const Row& a, const Row& b) { return a.training.checkpoint == b.training.checkpoint; });
    if (same) { // keeps the selection of the view
        m_rows = std::move(rows);
        if (!m_rows.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

const TrainingInfo* TrainingTableModel::at(int row) const
{
    return row >= 0 && row < rowCount() ? &m_rows[std::size_t(row)].training : nullptr;
}

int TrainingTableModel::rowOf(CheckpointId checkpoint) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&](const Row& row) { return row.training.checkpoint == checkpoint; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int TrainingTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int TrainingTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TrainingTableModel::value(const Row& row, int column) const
{
    const CheckpointInfo* checkpoint = m_session.checkpoint(row.training.checkpoint);
    const CheckpointInfo* parent = m_session.checkpoint(row.training.parent);
    const EpochRecord* kept = keptEpoch(row.history);
    if (const char* measure = measureOfColumn(column)) return kept ? variant(measureOf(*kept, measure)) : QVariant();
    switch (column) {
    case Name: return checkpoint ? QString::fromStdString(checkpoint->name) : QString();
    case LearningRate: return row.training.learningRate;
    case Parent: return parent ? QString::fromStdString(parent->name) : QString();
    case Data: return QString::fromStdString(row.training.dataset);
    case Epochs: return double(row.history.size());
    case Kept: return kept ? QVariant(double(kept->epoch)) : QVariant();
    case End: return endText(row.training.end);
    case ValidationLoss: return kept ? variant(kept->validationLoss) : QVariant();
    case Weights: return checkpoint ? QString::fromStdString(checkpoint->weightsSha256.substr(0, 12)) : QString();
    default: return {};
    }
}

QString TrainingTableModel::text(const Row& row, int column) const
{
    const QVariant shown = value(row, column);
    if (!shown.isValid()) return QString::fromUtf8(dash);
    if (column == LearningRate) return QString::fromStdString(rateText(shown.toDouble()));
    if (column == Epochs || column == Kept) return QLocale().toString(shown.toInt());
    return isNumber(column) ? columnNumber(shown.toDouble()) : shown.toString();
}

QVariant TrainingTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = m_rows[std::size_t(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(row, column);
    case ValueRole: return value(row, column);
    case ExportRole:
        if (column == End) return QString::fromStdString(row.training.end);
        if (column != Weights) return {};
        if (const CheckpointInfo* checkpoint = m_session.checkpoint(row.training.checkpoint))
            return QString::fromStdString(checkpoint->weightsSha256);
        return {};
    case Qt::TextAlignmentRole: return QVariant((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        if (const char* measure = measureOfColumn(column)) {
            const EpochRecord* kept = keptEpoch(row.history);
            const auto found = kept ? kept->measures.find(measure) : decltype(kept->measures.end()){};
            if (!kept || found == kept->measures.end()) return {};
            return plainToolTip(tr("95 % interval %1 to %2")
                                    .arg(QLocale().toString(found->second.low, 'f', 3),
                                         QLocale().toString(found->second.high, 'f', 3)));
        }
        if (const CheckpointInfo* checkpoint = m_session.checkpoint(row.training.checkpoint))
            return plainToolTip(
                QString::fromStdString(column == Weights ? checkpoint->weightsSha256 : checkpoint->path));
        return {};
    default: return {};
    }
}

QVariant TrainingTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == NumericRole) return isNumber(section);
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case LearningRate: return plainToolTip(tr("The highest of its schedule"));
        case Epochs: return plainToolTip(tr("Passes over the training pairs that were made"));
        case Kept: return plainToolTip(tr("The epoch whose weights the checkpoint has"));
        case End:
            return plainToolTip(tr("Why training ended: all epochs were run, the validation loss no longer fell, "
                                   "or the loss was no longer a number"));
        case ValidationLoss:
            return plainToolTip(tr("Mean cross-entropy a token of the validation pairs, of the epoch that was kept"));
        case Weights: return plainToolTip(tr("The beginning of the weights' SHA-256"));
        default:
            return measureOfColumn(section)
                       ? QVariant(plainToolTip(tr("F-measure of the text generated for validation pairs, from 0 to 1")))
                       : QVariant();
        }
    }
    if (role != Qt::DisplayRole) return {};
    if (const char* measure = measureOfColumn(section)) return measureTitle(QString::fromLatin1(measure));
    switch (section) {
    case Name: return tr("Checkpoint");
    case LearningRate: return tr("Learning rate");
    case Parent: return tr("Parent");
    case Data: return tr("Data set");
    case Epochs: return tr("Epochs");
    case Kept: return tr("Kept");
    case End: return tr("End");
    case ValidationLoss: return tr("Validation loss");
    case Weights: return tr("Weights");
    default: return {};
    }
}

} // namespace sparsight
