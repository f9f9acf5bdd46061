// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/Options.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include "core/analysis/kt/KeywordShares.h"
#include "core/analysis/kt/RuleScores.h"
#include "core/base/NeuronName.h"

#include <algorithm>

namespace sparsight::cli {

namespace {

struct EvidenceOptions {
    std::string project, run, neuron, topic, rule = "threshold:0", keywordIn = "source";
    std::size_t top = 20; // keywords of text; 0: all
};

/// Most captured first.
std::vector<std::size_t> keywordsByCaptured(const KeywordShares& shares)
{
    std::vector<std::size_t> order;
    for (std::size_t keyword = 0; keyword < shares.keywords.size(); ++keyword)
        if (shares.keywords[keyword].sentences > 0) order.push_back(keyword);
    std::ranges::stable_sort(
        order, [&](std::size_t a, std::size_t b) { return shares.keywords[a].captured > shares.keywords[b].captured; });
    return order;
}

void printEvidence(const Topic& topic, const KeywordShares& shares, const std::vector<RuleScore>& rules,
                   const EvidenceOptions& options)
{
    const auto score = [](std::optional<double> value) { return formatMetric(value, MetricFormat::Score); };
    std::cout << options.neuron << ", run " << printable(shares.run.name) << ", topic " << printable(topic.name)
              << (options.keywordIn == "source" ? "" : " in generated text") << ", rule " << options.rule << ": "
              << grouped(shares.score.withKeyword) << '/' << grouped(shares.score.captured) << ", KT "
              << score(shares.score.kt) << "\n\n";
    TextTable keywords({{"keyword", false}, {"in sentences"}, {"captured"}, {"alone"}, {"lift"}, {"KT without"}});
    const std::vector<std::size_t> order = keywordsByCaptured(shares);
    const std::size_t shown = options.top == 0 ? order.size() : std::min(options.top, order.size());
    for (const std::size_t keyword : std::span(order).first(shown)) {
        const KeywordShare& share = shares.keywords[keyword];
        keywords.add({topic.keywords[keyword], grouped(share.sentences), grouped(share.captured), grouped(share.alone),
                      score(share.lift), score(share.ktWithout)});
    }
    keywords.print(std::cout);
    if (shown < order.size())
        std::cout << shown << " of " << order.size() << " keywords that occur; --top 0 shows all\n";
    std::cout << '\n';
    TextTable table({{"rule", false}, {"k/n"}, {"KT"}, {"95 %"}, {"lift"}, {"q"}});
    for (const RuleScore& each : rules) {
        const KtScore& own = each.score;
        table.add({each.rule.toString(), grouped(own.withKeyword) + "/" + grouped(own.captured), score(own.kt),
                   own.low ? score(own.low) + "–" + score(own.high) : "–", score(own.lift),
                   formatMetric(own.q, MetricFormat::Probability)});
    }
    table.print(std::cout);
}

Json evidenceJson(const Topic& topic, const KeywordShares& shares, const std::vector<RuleScore>& rules)
{
    Json keywords = Json::array();
    for (std::size_t keyword = 0; keyword < shares.keywords.size(); ++keyword) {
        const KeywordShare& share = shares.keywords[keyword];
        keywords.push_back({{"keyword", topic.keywords[keyword]},
                            {"sentences", share.sentences},
                            {"captured", share.captured},
                            {"alone", share.alone},
                            {"lift", metricJson(share.lift, MetricFormat::Score)},
                            {"kt_without", metricJson(share.ktWithout, MetricFormat::Score)}});
    }
    Json table = Json::array();
    for (const RuleScore& each : rules) {
        Json row = ktScoreJson(each.score);
        for (const char* ranking : {"ap", "auroc", "pearson"})
            row.erase(ranking);
        row["rule"] = each.rule.toString();
        table.push_back(std::move(row));
    }
    return {{"run", shares.run.name},        {"layer", shares.layer.toString()},   {"neuron", shares.neuron.value},
            {"topic", topic.name},           {"k", shares.score.withKeyword},      {"n", shares.score.captured},
            {"sentences", shares.sentences}, {"with_keyword", shares.withKeyword}, {"keywords", std::move(keywords)},
            {"rules", std::move(table)}};
}

void showEvidence(const EvidenceOptions& options, Context& context)
{
    const NeuronName name = NeuronName::parse(options.neuron);
    const CaptureRule rule = CaptureRule::parse(options.rule);
    const Project project = Project::open(options.project, Project::Mode::ReadOnly);
    const RunInfo run = project.run(options.run);
    const Topic topic = project.topic(options.topic);
    const KeywordShares shares = computeKeywordShares(project, run, name.layer, name.neuron, topic, rule,
                                                      options.keywordIn == "generated", context.stop);
    const std::vector<RuleScore> rules = scoresUnderRules(
        project, run, name.layer, name.neuron, labelTexts(project, run, topic, options.keywordIn, context.stop),
        context.stop, context.progress);
    warnOfDamage(project, shares.damage);
    if (!context.json) return printEvidence(topic, shares, rules, options);
    Json json = evidenceJson(topic, shares, rules);
    json["rule"] = rule.toString();
    json["keyword_in"] = options.keywordIn;
    describeDamage(json, project, shares.damage);
    printJson(json);
}

} // namespace

Action defineEvidence(CLI::App& app)
{
    auto options = std::make_shared<EvidenceOptions>();
    app.add_option("PROJECT", options->project, "Project file (.sparsight)")->required();
    app.add_option("--run", options->run, "Name of the run")->required();
    app.add_option("--neuron", options->neuron, "Layer and number, e.g. enc6/2384")
        ->required()
        ->check(parsedBy(NeuronName::parse));
    app.add_option("--topic", options->topic, "Name of the topic")->required();
    app.add_option("--rule", options->rule, "Which sentences it captures, for the keywords: threshold:0 by default")
        ->check(parsedBy(CaptureRule::parse));
    addKeywordOption(app, options->keywordIn);
    app.add_option("--top", options->top, "How many keywords are printed; 0: all");
    return [options](Context& context) { showEvidence(*options, context); };
}

} // namespace sparsight::cli
