// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/Options.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include "core/analysis/rouge/RougePairs.h"
#include "core/analysis/rouge/RougeSummary.h"

namespace sparsight::cli {

namespace {

struct RougeArguments {
    RougeFiles files;
    std::string format; ///< empty: by the files' names
    std::string encoding = "auto";
    RougeOptions scoring;
    bool each = false;
};

std::vector<RougeScores> scorePairs(const RougeArguments& arguments, const Context& context)
{
    std::vector<RougeScores> scores;
    RougeFiles files = arguments.files;
    files.encoding = parseTextEncoding(arguments.encoding);
    if (!arguments.format.empty()) files.format = parseTextListFormat(arguments.format);
    const auto score = [&](std::string_view prediction, std::span<const std::string> references) {
        scores.push_back(rouge(prediction, references, arguments.scoring, context.stop));
    };
    readRougePairs(files, score, context.stop, context.progress);
    return scores;
}

Json scoresJson(const RougeScores& scores)
{
    Json json = Json::object();
    for (const RougeKind& kind : rougeKinds) {
        const RougeScore& score = scores.*kind.score;
        json[kind.name] = {{"precision", score.precision}, {"recall", score.recall}, {"fmeasure", score.fmeasure}};
    }
    return json;
}

void printAsJson(const RougeSummary& summary, const std::vector<RougeScores>& scores, const RougeArguments& arguments)
{
    Json json = scoresJson(summary.mean);
    json["pairs"] = summary.pairs;
    json["stem"] = arguments.scoring.stem;
    json["bootstrap"] = {{"low", scoresJson(summary.low)},
                         {"high", scoresJson(summary.high)},
                         {"confidence", summary.bootstrap.confidence},
                         {"samples", summary.bootstrap.samples},
                         {"seed", summary.bootstrap.seed}};
    if (arguments.each) {
        Json rows = Json::array();
        for (const RougeScores& pair : scores) {
            Json row{{"pair", rows.size() + 1}};
            row.update(scoresJson(pair));
            rows.push_back(std::move(row));
        }
        json["rows"] = std::move(rows);
    }
    printJson(json);
}

void printPairs(const std::vector<RougeScores>& scores)
{
    std::vector<TextTable::Column> columns{{"pair"}};
    for (const RougeKind& kind : rougeKinds)
        columns.push_back({kind.name});
    TextTable table(std::move(columns));
    for (std::size_t i = 0; i < scores.size(); ++i) {
        std::vector<std::string> cells{std::to_string(i + 1)};
        for (const RougeKind& kind : rougeKinds)
            cells.push_back(fixed((scores[i].*kind.score).fmeasure, 4));
        table.add(cells);
    }
    table.print(std::cout);
    std::cout << '\n';
}

void printSummary(const RougeSummary& summary)
{
    TextTable table({{"", false}, {"precision"}, {"recall"}, {"F"}, {"95 % interval of F"}});
    for (const RougeKind& kind : rougeKinds) {
        const RougeScore& mean = summary.mean.*kind.score;
        table.add(
            {kind.name, fixed(mean.precision, 4), fixed(mean.recall, 4), fixed(mean.fmeasure, 4),
             fixed((summary.low.*kind.score).fmeasure, 4) + " – " + fixed((summary.high.*kind.score).fmeasure, 4)});
    }
    table.print(std::cout);
}

void showRouge(const RougeArguments& arguments, const Context& context)
{
    const std::vector<RougeScores> scores = scorePairs(arguments, context);
    const RougeSummary summary = summarize(scores, {}, context.stop);
    if (context.json) return printAsJson(summary, scores, arguments);
    if (arguments.each) printPairs(scores);
    std::cout << grouped(summary.pairs) << (summary.pairs == 1 ? " pair, " : " pairs, ")
              << (arguments.scoring.stem ? "words stemmed" : "words as they are") << "\n\n";
    printSummary(summary);
}

} // namespace

Action defineRouge(CLI::App& app)
{
    auto arguments = std::make_shared<RougeArguments>();
    app.add_option("--predictions", arguments->files.predictions, "The texts to judge, one a line")->required();
    app.add_option("--references", arguments->files.references,
                   "The texts they should be like, in the same order; as JSON Lines also arrays of several")
        ->required();
    app.add_option(
           "--format", arguments->format,
           "lines, or jsonl: JSON strings, which may hold line breaks; jsonl for files named *.jsonl by default")
        ->check(parsedBy(parseTextListFormat));
    addEncodingOption(app, arguments->encoding);
    app.add_flag("--stem", arguments->scoring.stem, "Compare the stems of words (Porter)");
    app.add_flag("--each", arguments->each, "Also the scores of each pair");
    return [arguments](Context& context) { showRouge(*arguments, context); };
}

} // namespace sparsight::cli
