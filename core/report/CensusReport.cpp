// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/CensusReport.h"

#include "core/report/TextTable.h"

#include <algorithm>
#include <array>
#include <functional>
#include <locale>
#include <set>
#include <sstream>

namespace sparsight {

namespace {

constexpr std::array classes{NeuronClass::Never, NeuronClass::Always, NeuronClass::Topic, NeuronClass::General,
                             NeuronClass::Rest};

double shareOf(std::uint64_t count, std::size_t all)
{
    return all > 0 ? static_cast<double>(count) / static_cast<double>(all) : 0;
}

std::string percent(double share, int decimals)
{
    return fixed(100 * share, decimals) + " %";
}

/// 0.05 as "0.05", 2 as "2".
std::string plain(double value)
{
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << value;
    return text.str();
}

class CensusTable {
public:
    explicit CensusTable(std::span<const CensusColumn> columns)
        : m_columns(columns)
        , m_table(titles(columns))
    {
    }

    void add(const std::string& title, const std::function<std::uint32_t(const Census&)>& count)
    {
        std::vector<std::string> cells{title};
        for (const CensusColumn& column : m_columns) {
            cells.push_back(column.census ? grouped(count(*column.census)) : "–");
            cells.push_back(column.census ? percent(shareOf(count(*column.census), column.census->neurons.size()), 2)
                                          : "");
        }
        m_table.add(cells);
    }
    void print(std::ostream& out) const { m_table.print(out); }

private:
    static std::vector<TextTable::Column> titles(std::span<const CensusColumn> columns)
    {
        std::vector<TextTable::Column> all{{"neurons", false}};
        for (const CensusColumn& column : columns) {
            all.push_back({printable(column.title)});
            all.push_back({""});
        }
        return all;
    }

    std::span<const CensusColumn> m_columns;
    TextTable m_table;
};

/// "STEM 854, Colours 1,066", of the topics or the labels; many are cut short.
std::string groupsText(const Census& census, bool topics)
{
    constexpr std::size_t widest = 70;
    std::string text;
    for (const CensusGroup& group : census.groups) {
        if (group.isTopic != topics) continue;
        if (text.size() > widest) return text + " …";
        text += (text.empty() ? "" : ", ") + printable(group.name) + " " + grouped(group.sentences);
    }
    return text;
}

void printBasis(std::ostream& out, const Census& census)
{
    const CensusSettings& settings = census.settings;
    out << "always on: fires on at least " << plain(100 * settings.alwaysOn) << " % of the sentences\n"
        << "topic neurons: q < " << plain(settings.topicQ) << " and lift >= " << plain(settings.topicLift)
        << " in both halves (" << grouped(census.halves[0]) << " and " << grouped(census.halves[1])
        << " sentences), n >= " << settings.minimumCaptured << ",\n  rule " << printable(settings.rule.toString())
        << "\ngeneral: fires in every topic and label, lift < " << plain(settings.generalLift) << " in each\n";
    const std::string topics = groupsText(census, true), labels = groupsText(census, false);
    if (!topics.empty()) out << "  topics (sentences): " << topics << '\n';
    if (!labels.empty()) out << "  labels (sentences): " << labels << '\n';
}

/// The bound on neurons that never fire, and whatever keeps a class empty.
void printBoundsAndLimits(std::ostream& out, std::span<const CensusColumn> columns)
{
    std::set<std::string> told;
    const auto tell = [&](const std::string& line) {
        if (told.insert(line).second) out << line << '\n';
    };
    for (const CensusColumn& column : columns) {
        if (!column.census) continue;
        tell("never fires: on none of " + grouped(column.census->positions) + " tokens, so on less than " +
             plain(100 * column.census->neverBound) + " % of tokens (95 %)");
        for (const std::string& limit : column.census->limits())
            tell(printable(limit));
    }
}

Json neuronNumbers(const std::vector<NeuronId>& neurons)
{
    Json numbers = Json::array();
    for (const NeuronId neuron : neurons)
        numbers.push_back(neuron.value);
    return numbers;
}

std::vector<NeuronId> followersOf(const Census& census, std::uint32_t topic)
{
    std::vector<NeuronId> all;
    for (std::uint32_t n = 0; n < census.neurons.size(); ++n)
        if (std::ranges::find(census.neurons[n].topics, topic) != census.neurons[n].topics.end()) all.emplace_back(n);
    return all;
}

Json groupsJson(const Census& census, bool topics)
{
    Json all = Json::array();
    for (std::uint32_t i = 0; i < census.groups.size(); ++i) {
        const CensusGroup& group = census.groups[i];
        if (group.isTopic != topics) continue;
        Json json{{"name", group.name}, {"sentences", group.sentences}, {"in_halves", group.inHalves}};
        if (topics) json["neurons"] = neuronNumbers(followersOf(census, i));
        all.push_back(std::move(json));
    }
    return all;
}

} // namespace

std::string className(NeuronClass kind)
{
    constexpr std::array names{"never fires", "always on", "topic neurons", "general", "the rest"};
    return names.at(static_cast<std::size_t>(kind));
}

std::string censusText(std::span<const CensusColumn> columns)
{
    const auto first = std::ranges::find_if(columns, [](const CensusColumn& column) { return column.census; });
    if (first == columns.end()) return {};
    CensusTable table(columns);
    for (const NeuronClass kind : classes) {
        table.add(className(kind), [kind](const Census& census) { return census.count(kind); });
        for (std::size_t i = 0; kind == NeuronClass::Topic && i < first->census->groups.size(); ++i) {
            const CensusGroup& group = first->census->groups[i];
            if (group.isTopic)
                table.add("  " + group.name, [i](const Census& census) { return census.groups[i].neurons; });
        }
    }
    table.add("all", [](const Census& census) { return static_cast<std::uint32_t>(census.neurons.size()); });
    std::ostringstream out;
    table.print(out);
    printBasis(out, *first->census);
    printBoundsAndLimits(out, columns);
    return out.str();
}

Json censusJson(const Census& census)
{
    const CensusSettings& settings = census.settings;
    Json classesJson = Json::array();
    for (const NeuronClass kind : classes) {
        classesJson.push_back({{"class", toString(kind)},
                               {"count", census.count(kind)},
                               {"share", shareOf(census.count(kind), census.neurons.size())},
                               {"neurons", neuronNumbers(census.neuronsOf(kind))}});
    }
    return {{"run", census.run.name},
            {"layer", census.layer.toString()},
            {"rule", settings.rule.toString()},
            {"always_on", settings.alwaysOn},
            {"topic_q", settings.topicQ},
            {"topic_lift", settings.topicLift},
            {"general_lift", settings.generalLift},
            {"minimum", settings.minimumCaptured},
            {"sentences", census.sentences},
            {"halves", census.halves},
            {"tokens", census.positions},
            {"never_bound", census.neverBound},
            {"topics", groupsJson(census, true)},
            {"labels", groupsJson(census, false)},
            {"classes", std::move(classesJson)},
            {"limits", census.limits()}};
}

} // namespace sparsight
