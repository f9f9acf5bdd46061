// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers that are shown of a neuron, one row each. The window's columns and tool tips, the command line's JSON
// keys and the columns of exported tables come from here; docs/definitions.md explains every row.
#pragma once

#include "core/analysis/kt/KtTable.h"
#include "core/store/RunReader.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sparsight {

enum class MetricFormat {
    Count,       ///< a whole number
    Percent,     ///< a share, shown as "4.1 %"
    Score,       ///< two or three decimals
    Probability, ///< two digits, with an exponent when it is small
    Value,       ///< in units of the activation
};

enum class Better { Neither, Higher, Lower };

/// Texts are English and marked for translation in the context "Metrics".
struct MetricInfo {
    const char* id;      ///< stable: the JSON key and the head of the CSV column
    const char* title;   ///< head of the column on screen
    const char* formula; ///< what it is, for the tool tip
    MetricFormat format;
    Better better; ///< which end of a sorted column is the interesting one
};

/// A number that depends on a topic and a capture rule.
struct KtMetric {
    MetricInfo info;
    std::optional<double> (*value)(const KtScore& score); ///< nullopt where undefined
};
std::span<const KtMetric> ktMetrics();

/// What a layer's statistics are relative to.
struct LayerTotals {
    std::uint64_t sentences = 0; ///< captured so far
    std::uint64_t positions = 0; ///< of the encoder or the decoder, whichever the layer is in

    LayerTotals() = default;
    LayerTotals(const RunInfo& run, LayerId layer);
};

/// A number of a neuron alone.
struct NeuronMetric {
    MetricInfo info;
    std::optional<double> (*value)(const NeuronStatistics& statistics, const LayerTotals& totals);
};
std::span<const NeuronMetric> neuronMetrics();

/// The row with that id. Throws Error(NotFound) naming those that exist.
const KtMetric& ktMetric(std::string_view id);
const NeuronMetric& neuronMetric(std::string_view id);

/// For people, with a decimal point whatever the locale; "–" where undefined.
std::string formatMetric(std::optional<double> value, MetricFormat format);

} // namespace sparsight
