// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/census/CensusTableModel.h"

#include "core/analysis/census/PublishedCensus.h"
#include "widgets/common/Format.h"
#include "widgets/models/KtCell.h"
#include "widgets/models/TableRoles.h"

#include <QLocale>

namespace sparsight {

QString classTitle(NeuronClass kind)
{
    switch (kind) {
    case NeuronClass::Never: return CensusTableModel::tr("Never fires");
    case NeuronClass::Always: return CensusTableModel::tr("Always on");
    case NeuronClass::Topic: return CensusTableModel::tr("Of a topic");
    case NeuronClass::General: return CensusTableModel::tr("General");
    case NeuronClass::Rest: return CensusTableModel::tr("The rest");
    }
    return {};
}

QString classMeaning(NeuronClass kind, const CensusSettings& settings)
{
    const auto number = [](double value) { return QLocale().toString(value, 'g', 3); };
    switch (kind) {
    case NeuronClass::Never: return CensusTableModel::tr("Fires on no sentence of the data set");
    case NeuronClass::Always:
        return CensusTableModel::tr("Fires on at least %1 of the sentences").arg(formatPercent(settings.alwaysOn));
    case NeuronClass::Topic:
        return CensusTableModel::tr("Follows a topic in both halves of the data set: q below %1 and lift at least %2")
            .arg(number(settings.topicQ), number(settings.topicLift));
    case NeuronClass::General:
        return CensusTableModel::tr("Fires in every topic and label, with a lift below %1 in each")
            .arg(number(settings.generalLift));
    case NeuronClass::Rest: return CensusTableModel::tr("None of the others");
    }
    return {};
}

QString groupsText(const Census& census, bool topics)
{
    constexpr int widest = 70;
    QString text;
    for (const CensusGroup& group : census.groups) {
        if (group.isTopic != topics) continue;
        if (text.size() > widest) return text + QStringLiteral(" …");
        if (!text.isEmpty()) text += QStringLiteral(", ");
        text += QStringLiteral("%1 %L2").arg(QString::fromStdString(group.name)).arg(group.sentences);
    }
    return text;
}

QString basisText(const Census& census)
{
    const QString topics = groupsText(census, true), labels = groupsText(census, false);
    QStringList parts;
    if (!topics.isEmpty()) parts << CensusTableModel::tr("topics (sentences with a keyword): %1").arg(topics);
    if (!labels.isEmpty()) parts << CensusTableModel::tr("labels (sentences): %1").arg(labels);
    parts << CensusTableModel::tr("halves of %L1 and %L2 sentences, by a hash of their document")
                 .arg(census.halves[0])
                 .arg(census.halves[1]);
    return parts.join(QStringLiteral(" · "));
}

void CensusTableModel::setRows(std::vector<CensusRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void CensusTableModel::setCensus(std::size_t row, std::shared_ptr<const Census> census, const QString& error)
{
    m_rows.at(row).census = std::move(census);
    m_rows[row].error = error;
    Q_EMIT dataChanged(index(int(row), 0), index(int(row), columnCount() - 1));
}

void CensusTableModel::setSettings(const CensusSettings& settings)
{
    m_settings = settings;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

int CensusTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || m_rows.empty() ? 0 : int(m_rows.size()) + 1;
}

int CensusTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : FirstClass + int(neuronClasses);
}

std::optional<std::uint32_t> CensusTableModel::count(int row, NeuronClass kind) const
{
    if (isPublished(row)) return PublishedCensus::count(kind);
    const auto& census = m_rows[std::size_t(row)].census;
    return census ? std::optional(census->count(kind)) : std::nullopt;
}

std::uint32_t CensusTableModel::neurons(int row) const
{
    return isPublished(row) ? PublishedCensus::neurons : m_rows[std::size_t(row)].run.neurons;
}

std::optional<double> CensusTableModel::share(int row, NeuronClass kind) const
{
    const auto known = count(row, kind);
    if (!known || neurons(row) == 0) return std::nullopt;
    return double(*known) / neurons(row);
}

QString CensusTableModel::title(int row) const
{
    return isPublished(row) ? tr("Published: T5-Base") : QString::fromStdString(m_rows[std::size_t(row)].run.name);
}

QString CensusTableModel::layerName(int row) const
{
    return QString::fromStdString(
        (isPublished(row) ? PublishedCensus::layer : m_rows[std::size_t(row)].layer).toString());
}

QString CensusTableModel::rowTitle(int row) const
{
    return QStringLiteral("%1 · %2").arg(title(row), layerName(row));
}

QVariantList CensusTableModel::shares(int row) const
{
    QVariantList all;
    for (const NeuronClass kind : shownClasses) {
        const auto known = share(row, kind);
        all << (known ? QVariant(*known) : QVariant());
    }
    return all;
}

QString CensusTableModel::countText(int row, NeuronClass kind) const
{
    const auto known = count(row, kind);
    if (!known) return QStringLiteral("%1: –").arg(classTitle(kind));
    return tr("%1: %L2 of %L3 neurons = %4")
        .arg(classTitle(kind))
        .arg(*known)
        .arg(neurons(row))
        .arg(formatPercent(*share(row, kind)));
}

/// Count and n, what the class is, and what was read.
QString CensusTableModel::classHint(int row, NeuronClass kind) const
{
    const CensusRow& known = m_rows[std::size_t(row)];
    QStringList lines{countText(row, kind), classMeaning(kind, m_settings)};
    if (kind == NeuronClass::Never)
        lines << tr("On none of %L1 tokens, so on less than %2 of tokens (95 %)")
                     .arg(known.census->positions)
                     .arg(formatPercent(known.census->neverBound));
    if (kind == NeuronClass::Topic)
        lines << tr("Captured: %1 (%2); no q with fewer than %L3 in a half")
                     .arg(describeRule(known.census->settings.rule),
                          QString::fromStdString(known.census->settings.rule.toString()))
                     .arg(known.census->settings.minimumCaptured);
    if (kind == NeuronClass::Topic || kind == NeuronClass::General) lines << basisText(*known.census);
    lines << tr("Over %L1 sentences; a neuron is in the first class that holds").arg(known.census->sentences)
          << known.source;
    return lines.join(QLatin1Char('\n'));
}

QString CensusTableModel::hint(int row, int column) const
{
    if (isPublished(row))
        return tr("Dartey, Aggarwal, Mizrahi: T5-Base over ScisummNet. Their classes are not defined as these are; the "
                  "14 neurons of a topic are those of science.");
    const CensusRow& known = m_rows[std::size_t(row)];
    if (!known.error.isEmpty()) return known.error;
    if (column == Run) return title(row); // it may be cut
    if (!known.census) return {};
    if (column >= FirstClass) return classHint(row, shownClasses[std::size_t(column - FirstClass)]);
    if (column != Shares) return {};
    QStringList lines;
    for (const NeuronClass kind : shownClasses)
        lines << countText(row, kind);
    return (lines << known.source).join(QLatin1Char('\n'));
}

QVariant CensusTableModel::classData(int row, NeuronClass kind, int role) const
{
    const auto known = count(row, kind);
    switch (role) {
    case Qt::DisplayRole:
        return known ? tr("%L1 · %2").arg(*known).arg(columnPercent(*share(row, kind))) : QStringLiteral("–");
    case ValueRole: return known ? QVariant(double(*known)) : QVariant();
    case ExportRole: return known ? QVariant(int(*known)) : QVariant(QString());
    case Qt::TextAlignmentRole: return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    default: return {};
    }
}

QVariant CensusTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const int row = index.row(), column = index.column();
    if (role == PlainHintRole) return hint(row, column);
    if (role == Qt::ToolTipRole) {
        const QString text = hint(row, column);
        return text.isEmpty() ? QVariant() : QVariant(plainToolTip(text));
    }
    if (role == SharesRole || (role == ExportRole && column == Shares)) return shares(row);
    if (column >= FirstClass) return classData(row, shownClasses[std::size_t(column - FirstClass)], role);
    const bool asked = role == Qt::DisplayRole || role == ValueRole || role == ExportRole;
    if (!asked) return {};
    switch (column) {
    case Run: return title(row);
    case Layer: return layerName(row);
    case Shares:
        if (role != Qt::DisplayRole || isPublished(row) || m_rows[std::size_t(row)].census) return {};
        return m_rows[std::size_t(row)].error.isEmpty() ? tr("counting…") : m_rows[std::size_t(row)].error;
    default: return {};
    }
}

QVariant CensusTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    if (role == NumericRole) return section >= FirstClass;
    if (section >= FirstClass) {
        const NeuronClass kind = shownClasses[std::size_t(section - FirstClass)];
        const auto id = QLatin1String(toString(kind).data(), qsizetype(toString(kind).size()));
        if (role == Qt::DisplayRole) return classTitle(kind);
        if (role == Qt::ToolTipRole) return plainToolTip(classMeaning(kind, m_settings));
        if (role == ExportRole) return QString(id);
        return {};
    }
    if (role == ExportRole && section == Shares) {
        QVariantList titles;
        for (const NeuronClass kind : shownClasses)
            titles << QStringLiteral("%1 share")
                          .arg(QLatin1String(toString(kind).data(), qsizetype(toString(kind).size())));
        return titles;
    }
    if (role == Qt::ToolTipRole && section == Shares)
        return plainToolTip(tr("Neurons of a class / all neurons of the layer"));
    if (role == Qt::DisplayRole) {
        const QString titles[] = {tr("Run"), tr("Layer"), tr("Shares of the neurons")};
        return titles[section];
    }
    return {};
}

} // namespace sparsight
