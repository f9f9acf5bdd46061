// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/models/RunTableModel.h"

#include "widgets/common/Format.h"
#include "widgets/delegates/TwoLineDelegate.h"
#include "widgets/jobs/ErrorText.h"
#include "widgets/models/TableRoles.h"
#include "widgets/session/ProjectSession.h"

#include <QLocale>
#include <QTimer>

namespace sparsight {

namespace {

QString layersText(const RunInfo& run)
{
    QStringList names;
    for (const LayerId layer : run.settings.layers)
        names << QString::fromStdString(layer.toString());
    if (names.size() <= 4) return names.join(QStringLiteral(", "));
    return RunTableModel::tr("%1 … %2 (%3)").arg(names.first(), names.last()).arg(names.size());
}

QString settingsText(const RunSettings& settings)
{
    const auto view = [](std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); };
    QStringList parts{view(toString(settings.aggregate)), view(toString(settings.positions)),
                      view(toString(settings.values))};
    if (settings.decoder == DecoderMode::Generate)
        parts << RunTableModel::tr("decoder generates %n token(s) at most", "", settings.maximumNewTokens);
    else if (settings.decoder != DecoderMode::None)
        parts << RunTableModel::tr("decoder %1").arg(view(toString(settings.decoder)));
    if (settings.epsilon > 0) parts << QStringLiteral("ε %1").arg(settings.epsilon);
    return parts.join(QStringLiteral(" · "));
}

QString hintOf(int column)
{
    switch (column) {
    case RunTableModel::Name: return RunTableModel::tr("A run of a checkpoint over a data set, with its choices");
    case RunTableModel::Sentences: return RunTableModel::tr("Sentences of the data set that are captured");
    default:
        return RunTableModel::tr(
            "What the run's values take in the project file, and how many values that are not zero "
            "there are: one for each sentence and neuron at most");
    }
}

QVariantList exportTitle(int column)
{
    switch (column) {
    case RunTableModel::Name:
        return {QStringLiteral("run"), QStringLiteral("checkpoint"), QStringLiteral("dataset"),
                QStringLiteral("layers")};
    case RunTableModel::Sentences: return {QStringLiteral("sentences"), QStringLiteral("of")};
    default: return {QStringLiteral("bytes_stored"), QStringLiteral("nonzeros"), QStringLiteral("saturated")};
    }
}

Qt::Alignment alignmentOf(int column)
{
    return (column == RunTableModel::Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter;
}

} // namespace

RunTableModel::RunTableModel(ProjectSession& session, QObject* parent)
    : QAbstractTableModel(parent)
    , m_session(session)
{
    connect(&session, &ProjectSession::changed, this, &RunTableModel::read);
    read();
}

void RunTableModel::read()
{
    const auto& runs = m_session.runs();
    const bool same =
        runs.size() == m_runs.size() && std::equal(runs.begin(), runs.end(), m_runs.begin(),
                                                   [](const RunInfo& a, const RunInfo& b) { return a.id == b.id; });
    if (same) { // progress keeps the selection of the view
        m_runs = runs;
        if (!m_runs.empty()) Q_EMIT dataChanged(index(0, 0), index(int(m_runs.size()) - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_runs = runs;
    endResetModel();
}

const RunInfo* RunTableModel::at(const QModelIndex& index) const
{
    return index.isValid() && checkIndex(index) ? &m_runs[std::size_t(index.row())] : nullptr;
}

int RunTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_runs.size());
}

int RunTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

std::uint32_t RunTableModel::sentencesOf(const RunInfo& run) const
{
    const DatasetInfo* dataset = m_session.dataset(run.dataset);
    return dataset ? dataset->sentences : run.sentencesDone;
}

QString RunTableModel::text(const RunInfo& run, int column) const
{
    const QLocale locale;
    switch (column) {
    case Name: return QString::fromStdString(run.name);
    case Sentences: return locale.toString(run.sentencesDone);
    case Stored: return locale.formattedDataSize(qint64(run.bytesStored), 1, QLocale::DataSizeTraditionalFormat);
    default: return {};
    }
}

QString RunTableModel::secondLine(const RunInfo& run, int column) const
{
    const QLocale locale;
    switch (column) {
    case Name: {
        const CheckpointInfo* checkpoint = m_session.checkpoint(run.checkpoint);
        const DatasetInfo* dataset = m_session.dataset(run.dataset);
        QStringList parts{checkpoint ? QString::fromStdString(checkpoint->name) : QString(),
                          dataset ? QString::fromStdString(dataset->name) : QString(), layersText(run),
                          settingsText(run.settings)};
        parts.removeAll(QString());
        return parts.join(QStringLiteral(" · "));
    }
    case Sentences: return run.complete ? QString() : tr("of %1").arg(locale.toString(sentencesOf(run)));
    case Stored: return tr("%1 values").arg(locale.toString(qulonglong(run.nonzeros)));
    default: return {};
    }
}

QString RunTableModel::toolTip(const RunInfo& run, int column) const
{
    if (column == Stored)
        return tr("Non-zero sentence values; %Ln of them were clipped to the largest fp16 value.", nullptr,
                  int(run.saturated));
    QStringList lines;
    if (column == Name) lines << text(run, Name) << secondLine(run, Name); // cut where the column is narrow
    if (!run.complete) lines << tr("Cut off; resume it to capture the rest.");
    return lines.isEmpty() ? QString() : plainToolTip(lines.join(QLatin1Char('\n')));
}

QVariant RunTableModel::data(const QModelIndex& index, int role) const
{
    const RunInfo* run = at(index);
    if (!run) return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return text(*run, index.column());
    case Qt::AccessibleTextRole:
        return QStringList{text(*run, index.column()), secondLine(*run, index.column())}.join(QStringLiteral(", "));
    case TwoLineDelegate::SecondLineRole: return secondLine(*run, index.column());
    case Qt::TextAlignmentRole: return QVariant::fromValue(alignmentOf(index.column()));
    case Qt::ToolTipRole: return toolTip(*run, index.column());
    case ExportRole: return exported(*run, index.column());
    default: return {};
    }
}

/// All that the two lines say, a column each.
QVariant RunTableModel::exported(const RunInfo& run, int column) const
{
    const CheckpointInfo* checkpoint = m_session.checkpoint(run.checkpoint);
    const DatasetInfo* dataset = m_session.dataset(run.dataset);
    switch (column) {
    case Name:
        return QVariantList{text(run, Name), checkpoint ? QString::fromStdString(checkpoint->name) : QString(),
                            dataset ? QString::fromStdString(dataset->name) : QString(),
                            QString::fromStdString(layerNames(run.settings.layers))};
    case Sentences: return QVariantList{double(run.sentencesDone), double(sentencesOf(run))};
    case Stored: return QVariantList{double(run.bytesStored), double(run.nonzeros), double(run.saturated)};
    default: return {};
    }
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return QVariant::fromValue(alignmentOf(section));
    if (role == NumericRole) return section != Name;
    if (role == ExportRole) return exportTitle(section);
    if (role == Qt::ToolTipRole) return plainToolTip(hintOf(section));
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Name: return tr("Capture");
    case Sentences: return tr("Sentences");
    case Stored: return tr("Stored");
    default: return {};
    }
}

Qt::ItemFlags RunTableModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == Name && !m_session.isReadOnly() ? flags | Qt::ItemIsEditable : flags;
}

bool RunTableModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const RunInfo* run = at(index);
    const QString name = value.toString().trimmed();
    if (!run || role != Qt::EditRole || index.column() != Name || name.isEmpty()) return false;
    if (name.toStdString() == run->name) return false;
    try {
        m_session.project().renameRun(run->id, name.toStdString());
    } catch (const Error& error) {
        Q_EMIT refused(errorSentence(error));
        return false;
    }
    // The view still holds its editor: the lists are read again once it is closed.
    QTimer::singleShot(0, &m_session, &ProjectSession::refresh);
    return true;
}

} // namespace sparsight
