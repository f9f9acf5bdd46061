// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/InterventionChoice.h"

#include "core/analysis/statistics/CounterRandom.h"
#include "core/base/Error.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <sstream>
#include <utility>

namespace sparsight {

namespace {

constexpr std::size_t likeNeurons = 20; // among which a control is drawn

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

} // namespace

std::string InterventionLevel::toString() const
{
    if (kind == Kind::Off) return "off";
    if (kind == Kind::Mean) return "mean";
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << value;
    return text.str();
}

InterventionLevel InterventionLevel::parse(std::string_view text)
{
    if (text == "off") return {};
    if (text == "mean") return {.kind = Kind::Mean};
    InterventionLevel level{.kind = Kind::Value};
    const auto [end, error] = std::from_chars(text.begin(), text.end(), level.value);
    if (text.empty() || error != std::errc() || end != text.end() || !std::isfinite(level.value)) {
        throw Error(ErrorCode::BadInput,
                    "A neuron is set to off, mean or a number, not to \"" + std::string(text) + "\".");
    }
    return level;
}

std::vector<NeuronName> parseNeuronNames(std::string_view text)
{
    std::vector<NeuronName> names;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const std::string_view part = trimmed(text.substr(0, comma));
        if (!part.empty()) {
            const NeuronName name = NeuronName::parse(part);
            if (std::ranges::find(names, name) == names.end()) names.push_back(name);
        }
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    if (names.empty()) throw Error(ErrorCode::BadInput, "No neuron is named; name one at least, e.g. enc6/2384.");
    return names;
}

RunNeurons::RunNeurons(const Project& project, const RunInfo& run)
    : m_project(project)
    , m_run(run)
{
}

const RunReader& RunNeurons::reader(LayerId layer) const
{
    const auto found = m_readers.find(layer);
    if (found != m_readers.end()) return found->second;
    const std::vector<LayerId>& layers = m_run.settings.layers;
    if (std::ranges::find(layers, layer) == layers.end()) {
        throw Error(ErrorCode::NotFound, "Run \"" + m_run.name + "\" has not captured " + layer.toString() + ", only " +
                                             layerNames(layers) +
                                             "; capture that layer, or ask for no mean and no control.");
    }
    return m_readers.try_emplace(layer, m_project, m_run.id, layer).first->second;
}

float RunNeurons::mean(const NeuronName& name) const
{
    if (name.neuron.value >= m_run.neurons) {
        throw Error(ErrorCode::NotFound, "Run \"" + m_run.name + "\" has no neuron " + name.toString() +
                                             "; a layer has " + std::to_string(m_run.neurons) +
                                             " neurons, numbered from 0.");
    }
    // Of the values themselves: the statistics add up |A| where activations are signed.
    double sum = 0;
    for (const ColumnEntry& entry : reader(name.layer).column(name.neuron))
        sum += entry.value;
    return static_cast<float>(sum / std::max<std::uint32_t>(m_run.sentencesDone, 1));
}

std::vector<NeuronName> RunNeurons::controls(std::span<const NeuronName> names, std::uint64_t seed) const
{
    std::set<NeuronName> taken(names.begin(), names.end());
    std::vector<NeuronName> drawn;
    const CounterRandom random(seed, 0);
    for (const NeuronName& name : names) {
        const std::vector<NeuronStatistics> statistics = reader(name.layer).statistics();
        if (name.neuron.value >= statistics.size()) mean(name); // throws
        const double own = statistics[name.neuron.value].sentences;
        std::vector<std::pair<double, NeuronName>> others;
        for (std::uint32_t n = 0; n < statistics.size(); ++n) {
            const NeuronName other{name.layer, NeuronId(n)};
            if (!taken.contains(other)) others.emplace_back(std::abs(statistics[n].sentences - own), other);
        }
        if (others.empty()) {
            throw Error(ErrorCode::BadInput,
                        "Layer " + name.layer.toString() +
                            " has too few other neurons for a control; name fewer, or ask for none.");
        }
        std::ranges::sort(others);
        const std::size_t among = std::min(likeNeurons, others.size());
        drawn.push_back(others[random.below(static_cast<std::uint32_t>(among), drawn.size())].second);
        taken.insert(drawn.back());
    }
    return drawn;
}

std::vector<Intervention> interventionsOf(std::span<const NeuronName> names, const InterventionLevel& level,
                                          const RunNeurons* run)
{
    if (level.kind == InterventionLevel::Kind::Mean && !run) {
        throw Error(ErrorCode::BadInput, "A neuron's mean comes from a captured run; name a project and its run.");
    }
    std::vector<Intervention> interventions;
    for (const NeuronName& name : names) {
        const bool mean = level.kind == InterventionLevel::Kind::Mean;
        const float value = level.kind == InterventionLevel::Kind::Off ? 0.0F : mean ? run->mean(name) : level.value;
        interventions.push_back({name.layer, name.neuron, value});
    }
    return interventions;
}

} // namespace sparsight
