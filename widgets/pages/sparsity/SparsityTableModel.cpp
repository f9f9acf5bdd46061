// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/sparsity/SparsityTableModel.h"

#include "core/analysis/sparsity/PublishedSparsity.h"
#include "widgets/common/Format.h"
#include "widgets/models/MetricText.h"
#include "widgets/models/TableRoles.h"

#include <QLocale>
#include <algorithm>
#include <array>

namespace sparsight {

namespace {

struct PublishedRow {
    const char* checkpoint;
    const char* layer;
    double low, high; ///< the same where one number is given
};

constexpr std::array publishedRows{
    PublishedRow{"T5-Base", QT_TRANSLATE_NOOP("sparsight::SparsityTableModel", "mean"),
                 PublishedSparsity::t5BaseMeanLow, PublishedSparsity::t5BaseMeanHigh},
    PublishedRow{"T5-Base", QT_TRANSLATE_NOOP("sparsight::SparsityTableModel", "densest"),
                 PublishedSparsity::t5BaseHighest, PublishedSparsity::t5BaseHighest},
    PublishedRow{"T5-Base", QT_TRANSLATE_NOOP("sparsight::SparsityTableModel", "sparsest"),
                 PublishedSparsity::t5BaseLowest, PublishedSparsity::t5BaseLowest},
    PublishedRow{"ViT-B16", QT_TRANSLATE_NOOP("sparsight::SparsityTableModel", "mean"), PublishedSparsity::vitB16,
                 PublishedSparsity::vitB16}};

const SparsityMetric& metricAt(int column)
{
    return sparsityMetrics()[std::size_t(column - SparsityTableModel::FirstMetric)];
}

} // namespace

void SparsityTableModel::setProfiles(std::vector<SparsityProfile> profiles)
{
    beginResetModel();
    m_profiles = std::move(profiles);
    m_rows.clear();
    for (int p = 0; p < int(m_profiles.size()); ++p) {
        for (const Stack stack : {Stack::Encoder, Stack::Decoder}) {
            const auto& layers = m_profiles[std::size_t(p)].layers;
            bool any = false;
            for (int l = 0; l < int(layers.size()); ++l) {
                if (layers[std::size_t(l)].layer().stack != stack) continue;
                m_rows.push_back({p, l, stack});
                any = true;
            }
            if (any) m_rows.push_back({p, -1, stack});
        }
    }
    for (int i = 0; !m_profiles.empty() && i < int(publishedRows.size()); ++i)
        m_rows.push_back({.published = i});
    endResetModel();
}

std::optional<LayerId> SparsityTableModel::layerOf(int row) const
{
    const Row& known = m_rows.at(std::size_t(row));
    if (known.layer < 0) return std::nullopt;
    return m_profiles[std::size_t(known.profile)].layers[std::size_t(known.layer)].layer();
}

int SparsityTableModel::rowOf(LayerId layer) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (layerOf(row) == layer) return row;
    }
    return -1;
}

int SparsityTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int SparsityTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : FirstMetric + int(sparsityMetrics().size());
}

std::optional<double> SparsityTableModel::number(const Row& row, int column) const
{
    if (row.profile < 0) return std::nullopt;
    const SparsityProfile& profile = m_profiles[std::size_t(row.profile)];
    const SparsityMetric& metric = metricAt(column);
    return row.layer < 0 ? meanOf(metric, profile, row.stack)
                         : metric.value(profile.layers[std::size_t(row.layer)], profile.request);
}

QString SparsityTableModel::text(const Row& row, int column) const
{
    if (row.profile < 0) {
        const PublishedRow& published = publishedRows[std::size_t(row.published)];
        return column == Checkpoint ? tr("Published: %1").arg(QLatin1String(published.checkpoint))
               : column == Data     ? QLatin1String(PublishedSparsity::source)
                                    : tr(published.layer);
    }
    const SparsityProfile& profile = m_profiles[std::size_t(row.profile)];
    const QString checkpoint = QString::fromStdString(profile.checkpoint);
    switch (column) {
    case Checkpoint: return profile.twin ? tr("%1, random twin").arg(checkpoint) : checkpoint;
    case Data: return QString::fromStdString(profile.data);
    case Layer:
        if (row.layer >= 0) return QString::fromStdString(profile.layers[std::size_t(row.layer)].layer().toString());
        return row.stack == Stack::Encoder ? tr("enc, mean") : tr("dec, mean");
    default: return {};
    }
}

/// Formula, n and source.
QString SparsityTableModel::hint(const Row& row, int column) const
{
    if (row.profile < 0) {
        return tr("Published in The Lazy Neuron Phenomenon (%1): the share of activations that are not zero, over a "
                  "whole data set.")
            .arg(QLatin1String(PublishedSparsity::source));
    }
    const SparsityProfile& profile = m_profiles[std::size_t(row.profile)];
    const SweepSummary& seen = profile.summary;
    QStringList lines;
    if (column >= FirstMetric) lines << metricFormula(metricAt(column).info);
    if (column == Layer && row.layer >= 0)
        lines << QString::fromStdString(profile.layers[std::size_t(row.layer)].layer().huggingFaceModule());
    if (row.layer < 0) lines << tr("Mean over the layers, each with the same weight.");
    lines << tr("%1 over %2: %L3 sentences, %L4 tokens; fires where |a| > %5.")
                 .arg(text(row, Checkpoint), text(row, Data))
                 .arg(seen.sentences)
                 .arg(row.stack == Stack::Encoder ? seen.tokens : seen.decoderTokens)
                 .arg(QLocale().toString(profile.request.epsilon));
    if (column < FirstMetric || row.layer < 0) return lines.join(QLatin1Char('\n'));
    const LayerSparsity& layer = profile.layers[std::size_t(row.layer)];
    const std::string_view id = metricAt(column).info.id;
    if (id == "never")
        lines << tr("Here less than %1 of all tokens (95 %).").arg(formatPercent(layer.rates().neverBound));
    if (const auto cut = layer.cut(profile.request.outputError); cut && id.starts_with("cett"))
        lines << tr("The mean error at this threshold is %1.").arg(formatPercent(cut->error));
    return lines.join(QLatin1Char('\n'));
}

QVariant SparsityTableModel::publishedDensity(const Row& row, int role) const
{
    const PublishedRow& published = publishedRows[std::size_t(row.published)];
    const bool one = published.low == published.high;
    const auto text = [](double share) { return QLocale().toString(100 * share, 'f', 1); };
    switch (role) {
    case Qt::DisplayRole:
        return QStringLiteral("%1 %").arg(one ? text(published.high)
                                              : QStringLiteral("%1–%2").arg(text(published.low), text(published.high)));
    case ValueRole: return 100 * published.high;
    case ExportRole:
        return one ? QVariant(published.high)
                   : QVariant(QStringLiteral("%1 to %2").arg(published.low).arg(published.high));
    default: return {};
    }
}

QVariant SparsityTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = m_rows[std::size_t(index.row())];
    const int column = index.column();
    if (role == Qt::ToolTipRole) return plainToolTip(hint(row, column));
    if (column < FirstMetric)
        return role == Qt::DisplayRole || role == ValueRole ? QVariant(text(row, column)) : QVariant();
    if (role == Qt::TextAlignmentRole) return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (row.profile < 0 && column == FirstMetric) return publishedDensity(row, role);
    const MetricFormat format = metricAt(column).info.format;
    const auto value = number(row, column);
    switch (role) {
    case Qt::DisplayRole: return metricText(value, format);
    case ValueRole: return metricValue(value, format);
    case ExportRole: return metricExport(value);
    default: return {};
    }
}

QVariant SparsityTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    if (role == NumericRole) return section >= FirstMetric;
    if (section < FirstMetric) {
        const QString titles[] = {tr("Checkpoint"), tr("Data set"), tr("Layer")};
        return role == Qt::DisplayRole ? QVariant(titles[section]) : QVariant();
    }
    const MetricInfo& info = metricAt(section).info;
    switch (role) {
    case Qt::DisplayRole: return metricTitle(info);
    case Qt::ToolTipRole: return plainToolTip(metricFormula(info));
    case ExportRole: return QString::fromLatin1(info.id);
    default: return {};
    }
}

} // namespace sparsight
