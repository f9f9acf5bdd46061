// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/census/CensusNeuronModel.h"

#include "widgets/common/Format.h"
#include "widgets/models/KtCell.h"
#include "widgets/models/MetricText.h"
#include "widgets/models/TableRoles.h"
#include "widgets/pages/census/CensusTableModel.h"

namespace sparsight {

void CensusNeuronModel::setCensus(std::shared_ptr<const Census> census, const QString& source)
{
    beginResetModel();
    m_census = std::move(census);
    m_source = source;
    endResetModel();
}

int CensusNeuronModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_census ? 0 : int(m_census->neurons.size());
}

int CensusNeuronModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString CensusNeuronModel::topics(int row) const
{
    QStringList names;
    for (const std::uint32_t group : m_census->neurons[std::size_t(row)].topics)
        names << QString::fromStdString(m_census->groups[group].name);
    return names.join(QStringLiteral(", "));
}

std::optional<double> CensusNeuronModel::number(int row, int column) const
{
    if (column == Neuron) return row;
    if (column == Density) return neuron(row).density;
    const auto& strongest = neuron(row).strongest;
    if (!strongest) return std::nullopt;
    switch (column) {
    case Kt: return double(strongest->withKeyword) / strongest->captured;
    case Lift: return strongest->lift;
    case Q: return strongest->q;
    default: return std::nullopt;
    }
}

QString CensusNeuronModel::text(int row, int column) const
{
    const auto value = number(row, column);
    switch (column) {
    case Neuron: return QString::number(row);
    case Class: return classTitle(classOf(row));
    case Topics: return topics(row);
    case Kt:
        return value ? QStringLiteral("%L1/%L2")
                           .arg(neuron(row).strongest->withKeyword)
                           .arg(neuron(row).strongest->captured)
                     : metricText({}, MetricFormat::Score);
    default:
        return metricText(value, column == Lift ? MetricFormat::Score
                                 : column == Q  ? MetricFormat::Probability
                                                : MetricFormat::Percent);
    }
}

QVariant CensusNeuronModel::exported(int row, int column) const
{
    switch (column) {
    case Neuron:
        return QVariantList{QString::fromStdString(m_census->run.name),
                            QString::fromStdString(m_census->layer.toString()),
                            QString::fromStdString(m_census->settings.rule.toString()), row};
    case Class:
    case Topics: return text(row, column);
    case Kt: {
        const auto& strongest = neuron(row).strongest;
        const QVariant none = QString();
        return QVariantList{metricExport(number(row, column)), strongest ? QVariant(int(strongest->withKeyword)) : none,
                            strongest ? QVariant(int(strongest->captured)) : none};
    }
    default: return metricExport(number(row, column));
    }
}

QString CensusNeuronModel::hint(int row, int column) const
{
    const auto& strongest = neuron(row).strongest;
    QStringList lines;
    if (column == Class) lines << classMeaning(classOf(row), m_census->settings);
    if (column == Density)
        lines << tr("Fires on %1 of %L2 tokens").arg(formatPercent(neuron(row).density)).arg(m_census->positions);
    if (column >= Kt && column <= Q) {
        if (!strongest) return {};
        const CensusGroup& topic = m_census->groups[strongest->topic];
        lines << tr("Topic %1, over both halves: KT = k / n = %L2 / %L3 = %4")
                     .arg(QString::fromStdString(topic.name))
                     .arg(strongest->withKeyword)
                     .arg(strongest->captured)
                     .arg(metricText(number(row, Kt), MetricFormat::Score))
              << tr("Base rate K / N = %L1 / %L2").arg(topic.sentences).arg(m_census->sentences)
              << tr("Of the half that says less: lift %1, q %2").arg(text(row, Lift), text(row, Q))
              << tr("Rule: %1").arg(describeRule(m_census->settings.rule));
    }
    return (lines << m_source).join(QLatin1Char('\n'));
}

QVariant CensusNeuronModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const int row = index.row(), column = index.column();
    const bool isText = column == Class || column == Topics;
    switch (role) {
    case NeuronRole: return row;
    case Qt::TextAlignmentRole:
        return isText ? QVariant() : QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    case ExportRole: return exported(row, column);
    case Qt::DisplayRole: return text(row, column);
    case ValueRole:
        if (isText) return text(row, column);
        return metricValue(number(row, column), column == Density ? MetricFormat::Percent : MetricFormat::Score);
    case Qt::ToolTipRole: {
        const QString tip = hint(row, column);
        return tip.isEmpty() ? QVariant() : QVariant(plainToolTip(tip));
    }
    default: return {};
    }
}

QVariant CensusNeuronModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    if (role == NumericRole) return section != Class && section != Topics;
    if (role == ExportRole) {
        if (section == Neuron)
            return QVariantList{QStringLiteral("run"), QStringLiteral("layer"), QStringLiteral("rule"),
                                QStringLiteral("neuron")};
        if (section == Kt) return QVariantList{QStringLiteral("kt"), QStringLiteral("k"), QStringLiteral("n")};
        const char* names[] = {"", "class", "topics", "", "lift", "q", "density"};
        return QString::fromLatin1(names[section]);
    }
    const QString titles[] = {tr("Neuron"), tr("Class"),  tr("Topics that it follows"), tr("KT k / n"), tr("Lift"),
                              tr("q"),      tr("Density")};
    const QString hints[] = {
        tr("Index in the layer, from 0"),
        tr("The first class that holds, from left to right"),
        tr("In both halves of the data set"),
        tr("Of the topic that it follows most: captured sentences with a keyword / captured sentences, of both halves"),
        tr("Of that topic: KT / base rate, in the half where it is less"),
        tr("Of that topic: Benjamini–Hochberg over the layer, in the half where it is larger"),
        tr("Share of tokens where it fires")};
    if (role == Qt::DisplayRole) return titles[section];
    return role == Qt::ToolTipRole ? QVariant(plainToolTip(hints[section])) : QVariant();
}

} // namespace sparsight
