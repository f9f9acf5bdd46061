// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/sparsity/SparsityCurves.h"

#include "widgets/models/MetricText.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <array>

namespace sparsight {

namespace {

struct FigureText {
    Q_DECLARE_TR_FUNCTIONS(sparsight::SparsityFigure)
};

QString layerName(LayerId layer)
{
    return QString::fromStdString(layer.toString());
}

Curve emptyCurve(const std::vector<SparsityProfile>& profiles, std::size_t place)
{
    Curve curve{seriesName(profiles, profiles[place]), int(place), true, {}};
    curve.isDashed = profiles[place].twin;
    return curve;
}

QString tokensNote(std::uint64_t tokens)
{
    return FigureText::tr("(%Ln token(s))", nullptr, int(std::min<std::uint64_t>(tokens, 2'000'000'000)));
}

/// A line for the encoder and one for the decoder: they are no neighbours.
void drawLayers(const std::vector<SparsityProfile>& profiles, const SparsityMetric& metric, SparsityDrawing& drawing)
{
    std::vector<LayerId> layers;
    for (const SparsityProfile& profile : profiles) {
        for (const LayerSparsity& layer : profile.layers)
            layers.push_back(layer.layer());
    }
    std::ranges::sort(layers);
    layers.erase(std::unique(layers.begin(), layers.end()), layers.end());
    for (const LayerId layer : layers)
        drawing.names << layerName(layer);
    const bool percent = metric.info.format == MetricFormat::Percent;
    const QString title = metricTitle(metric.info);
    drawing.title = FigureText::tr("%1 by layer").arg(title);
    drawing.xTitle = FigureText::tr("layer");
    drawing.yTitle = percent ? FigureText::tr("%1 in %").arg(title) : title;
    for (std::size_t i = 0; i < profiles.size(); ++i) {
        for (const Stack stack : {Stack::Encoder, Stack::Decoder}) {
            Curve curve = emptyCurve(profiles, i);
            for (const LayerSparsity& layer : profiles[i].layers) {
                const auto value = metric.value(layer, profiles[i].request);
                if (layer.layer().stack != stack || !value) continue;
                const auto at = std::ranges::find(layers, layer.layer()) - layers.begin();
                curve.points.push_back({double(at), percent ? 100 * *value : *value, tokensNote(layer.tokens())});
            }
            if (!curve.points.empty()) drawing.curves.push_back(std::move(curve));
        }
    }
}

constexpr double besides = 0.06; // between marks of one place that no line tells apart

/// Densities of groups of tokens.
template <class GroupOf>
void drawGroups(const std::vector<SparsityProfile>& profiles, LayerId wanted, std::size_t count, const GroupOf& groupOf,
                bool joined, SparsityDrawing& drawing)
{
    drawing.yTitle = FigureText::tr("density in %");
    for (std::size_t i = 0; i < profiles.size(); ++i) {
        const auto layer = std::ranges::find(profiles[i].layers, wanted, &LayerSparsity::layer);
        if (layer == profiles[i].layers.end()) continue;
        Curve curve = emptyCurve(profiles, i);
        curve.isJoined = joined;
        const double aside = joined ? 0 : besides * (double(i) - (double(profiles.size()) - 1) / 2);
        for (std::size_t group = 0; group < count; ++group) {
            const TokenGroup& tokens = groupOf(*layer, group);
            if (const auto density = layer->density(tokens))
                curve.points.push_back({double(group) + aside, 100 * *density, tokensNote(tokens.tokens)});
        }
        drawing.curves.push_back(std::move(curve));
    }
}

void drawPositions(const std::vector<SparsityProfile>& profiles, LayerId layer, SparsityDrawing& drawing)
{
    drawing.title = FigureText::tr("Density by position: %1").arg(layerName(layer));
    drawing.xTitle = FigureText::tr("position of the token");
    for (std::size_t bin = 0; bin < positionBins; ++bin) {
        const PositionBin range = positionBin(bin);
        const bool single = range.last == range.first;
        drawing.names << (single       ? QLocale().toString(range.first)
                          : range.last ? QStringLiteral("%L1–%L2").arg(range.first).arg(*range.last)
                                       : QStringLiteral("≥ %L1").arg(range.first));
    }
    drawGroups(
        profiles, layer, positionBins,
        [](const LayerSparsity& from, std::size_t bin) -> const TokenGroup& { return from.atPosition(bin); }, true,
        drawing);
    // Positions that no text reached need no room.
    std::size_t reached = 1;
    for (const Curve& curve : drawing.curves)
        reached = std::max(reached, curve.points.empty() ? 0 : std::size_t(curve.points.back().x) + 1);
    drawing.names = drawing.names.mid(0, qsizetype(reached));
}

void drawKinds(const std::vector<SparsityProfile>& profiles, LayerId layer, SparsityDrawing& drawing)
{
    drawing.title = FigureText::tr("Density by kind of token: %1").arg(layerName(layer));
    drawing.xTitle = FigureText::tr("kind of token");
    drawing.names << FigureText::tr("word start") << FigureText::tr("continuation") << FigureText::tr("punctuation")
                  << FigureText::tr("digits") << FigureText::tr("special (</s>)");
    drawGroups(
        profiles, layer, tokenKindCount,
        [](const LayerSparsity& from, std::size_t kind) -> const TokenGroup& { return from.ofKind(TokenKind(kind)); },
        false, drawing);
}

void drawNeurons(const std::vector<SparsityProfile>& profiles, LayerId wanted, SparsityDrawing& drawing)
{
    drawing.title = FigureText::tr("How often neurons fire: %1").arg(layerName(wanted));
    drawing.xTitle = FigureText::tr("share of the tokens at which a neuron fires, up to");
    drawing.yTitle = FigureText::tr("neurons in %");
    drawing.names << FigureText::tr("never");
    for (const double end : firingRateBins)
        drawing.names << QStringLiteral("%1 %").arg(QLocale().toString(100 * end, 'g', 3));
    for (std::size_t i = 0; i < profiles.size(); ++i) {
        const auto layer = std::ranges::find(profiles[i].layers, wanted, &LayerSparsity::layer);
        if (layer == profiles[i].layers.end() || layer->neurons() == 0) continue;
        Curve curve = emptyCurve(profiles, i);
        const FiringRates rates = layer->rates();
        const auto add = [&](double x, std::uint32_t neurons) {
            curve.points.push_back(
                {x, 100.0 * neurons / rates.neurons, FigureText::tr("(%Ln neuron(s))", nullptr, int(neurons))});
        };
        add(0, rates.never);
        for (std::size_t bin = 0; bin < rates.histogram.size(); ++bin)
            add(double(bin + 1), rates.histogram[bin]);
        drawing.curves.push_back(std::move(curve));
    }
}

} // namespace

QString seriesName(const std::vector<SparsityProfile>& profiles, const SparsityProfile& profile)
{
    const bool several =
        std::ranges::any_of(profiles, [&](const SparsityProfile& other) { return other.data != profile.data; });
    const QString name = profile.twin ? FigureText::tr("random twin") : QString::fromStdString(profile.checkpoint);
    return several ? QStringLiteral("%1 · %2").arg(name, QString::fromStdString(profile.data)) : name;
}

std::vector<CurveLegend::Entry> legendOf(const std::vector<SparsityProfile>& profiles)
{
    std::vector<CurveLegend::Entry> entries;
    for (std::size_t i = 0; i < profiles.size(); ++i)
        entries.push_back({seriesName(profiles, profiles[i]), int(i), profiles[i].twin});
    return entries;
}

SparsityDrawing drawingOf(SparsityFigure figure, const std::vector<SparsityProfile>& profiles,
                          const SparsityMetric& metric, LayerId layer)
{
    SparsityDrawing drawing;
    switch (figure) {
    case SparsityFigure::Layers: drawLayers(profiles, metric, drawing); break;
    case SparsityFigure::Neurons: drawNeurons(profiles, layer, drawing); break;
    case SparsityFigure::Positions: drawPositions(profiles, layer, drawing); break;
    case SparsityFigure::Kinds: drawKinds(profiles, layer, drawing); break;
    }
    return drawing;
}

} // namespace sparsight
