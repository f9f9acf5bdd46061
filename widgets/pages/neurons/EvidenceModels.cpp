// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/neurons/EvidenceModels.h"

#include "widgets/common/Format.h"
#include "widgets/models/KtCell.h"
#include "widgets/models/MetricText.h"
#include "widgets/models/TableRoles.h"

#include <QLocale>

namespace sparsight {
namespace {

QVariant rightAligned(bool right)
{
    return QVariant::fromValue(Qt::Alignment((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
}

QVariant numberData(std::optional<double> number, MetricFormat format, int role)
{
    switch (role) {
    case Qt::DisplayRole: return metricText(number, format);
    case ValueRole: return metricValue(number, format);
    case ExportRole: return metricExport(number);
    default: return {};
    }
}

/// The first column names the row, in the export with what all rows share.
QVariantList identity(const KtEvidence& evidence, const QString& name)
{
    const KeywordShares& shares = evidence.shares;
    return {QString::fromStdString(shares.run.name), QString::fromStdString(shares.layer.toString()),
            shares.neuron.value, QString::fromStdString(evidence.topic.name), name};
}

QVariantList identityTitles(const QString& name)
{
    return {QStringLiteral("run"), QStringLiteral("layer"), QStringLiteral("neuron"), QStringLiteral("topic"), name};
}

} // namespace

void KeywordShareModel::setEvidence(std::shared_ptr<const KtEvidence> evidence)
{
    beginResetModel();
    m_evidence = std::move(evidence);
    m_keywords.clear();
    for (std::size_t keyword = 0; m_evidence && keyword < m_evidence->shares.keywords.size(); ++keyword) {
        if (m_evidence->shares.keywords[keyword].sentences > 0) m_keywords.push_back(keyword);
    }
    endResetModel();
}

int KeywordShareModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_keywords.size());
}

int KeywordShareModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant KeywordShareModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    if (role == Qt::TextAlignmentRole) return rightAligned(index.column() != Keyword);
    const std::size_t keyword = m_keywords[std::size_t(index.row())];
    const KeywordShare& share = m_evidence->shares.keywords[keyword];
    switch (index.column()) {
    case Keyword: {
        const QString name = QString::fromStdString(m_evidence->topic.keywords[keyword]);
        if (role == ExportRole) return identity(*m_evidence, name);
        return role == Qt::DisplayRole || role == ValueRole ? QVariant(name) : QVariant();
    }
    case Sentences: return numberData(share.sentences, MetricFormat::Count, role);
    case Captured: return numberData(share.captured, MetricFormat::Count, role);
    case Alone: return numberData(share.alone, MetricFormat::Count, role);
    case Lift: return numberData(share.lift, MetricFormat::Score, role);
    default: // what one of many keywords takes away is small
        if (role == Qt::DisplayRole && share.ktWithout) return QLocale().toString(*share.ktWithout, 'f', 4);
        return numberData(share.ktWithout, MetricFormat::Score, role);
    }
}

QVariant KeywordShareModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    if (role == NumericRole) return section != Keyword;
    if (role == ExportRole) {
        const QString ids[] = {{},
                               QStringLiteral("sentences"),
                               QStringLiteral("captured"),
                               QStringLiteral("alone"),
                               QStringLiteral("lift"),
                               QStringLiteral("kt_without")};
        return section == Keyword ? QVariant(identityTitles(QStringLiteral("keyword"))) : QVariant(ids[section]);
    }
    const QString titles[] = {tr("Keyword"), tr("In sentences"), tr("Captured"),
                              tr("Alone"),   tr("Lift"),         tr("KT without")};
    const QString hints[] = {tr("Those of the topic's keywords that occur in the data set"),
                             tr("Sentences of the data set that contain it"),
                             tr("Those of them that the neuron captures"),
                             tr("Captured ones that contain no other keyword of the topic"),
                             tr("Its share among the captured sentences, divided by its share among all"),
                             tr("The neuron's KT if the topic lacked this keyword: (k − alone) / n")};
    if (role == Qt::DisplayRole) return titles[section];
    return role == Qt::ToolTipRole ? QVariant(plainToolTip(hints[section])) : QVariant();
}

void RuleScoreModel::setEvidence(std::shared_ptr<const KtEvidence> evidence)
{
    beginResetModel();
    m_evidence = std::move(evidence);
    endResetModel();
}

int RuleScoreModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_evidence ? 0 : int(m_evidence->rules.size());
}

int RuleScoreModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RuleScoreModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    if (role == Qt::TextAlignmentRole) return rightAligned(index.column() != Rule);
    const RuleScore& row = m_evidence->rules[std::size_t(index.row())];
    const QString rule = QString::fromStdString(row.rule.toString());
    const KeywordShares& shares = m_evidence->shares;
    switch (index.column()) {
    case Rule:
        if (role == ExportRole) return identity(*m_evidence, rule);
        if (role == Qt::ToolTipRole) return plainToolTip(describeRule(row.rule));
        return role == Qt::DisplayRole || role == ValueRole ? QVariant(rule) : QVariant();
    case Kt: {
        const KtCell cell{row.score, shares.sentences, shares.withKeyword,
                          QString::fromStdString(m_evidence->topic.name), describeRule(row.rule)};
        if (role == KtRole) return QVariant::fromValue(cell);
        if (role == Qt::DisplayRole) return cell.fraction();
        if (role == Qt::ToolTipRole) return plainToolTip(cell.toolTip());
        if (role == ExportRole)
            return QVariantList{row.score.withKeyword, row.score.captured, metricExport(row.score.kt),
                                metricExport(row.score.low), metricExport(row.score.high)};
        return numberData(row.score.kt, MetricFormat::Score, role);
    }
    case Lift: return numberData(row.score.lift, MetricFormat::Score, role);
    default: return numberData(row.score.q, MetricFormat::Probability, role);
    }
}

QVariant RuleScoreModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    if (role == NumericRole) return section != Rule;
    if (role == ExportRole) {
        switch (section) {
        case Rule: return identityTitles(QStringLiteral("rule"));
        case Kt:
            return QVariantList{QStringLiteral("k"), QStringLiteral("n"), QStringLiteral("kt"), QStringLiteral("low"),
                                QStringLiteral("high")};
        case Lift: return QStringLiteral("lift");
        default: return QStringLiteral("q");
        }
    }
    if (section != Rule) {
        const MetricInfo& info = ktMetric(section == Kt ? "kt" : section == Lift ? "lift" : "q").info;
        if (role == Qt::DisplayRole) return metricTitle(info);
        return role == Qt::ToolTipRole ? QVariant(plainToolTip(metricFormula(info))) : QVariant();
    }
    if (role == Qt::DisplayRole) return tr("Captured sentences");
    return role == Qt::ToolTipRole ? QVariant(plainToolTip(tr("The capture rule"))) : QVariant();
}

} // namespace sparsight
