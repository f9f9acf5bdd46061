// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/ReportRecipe.h"

#include "core/analysis/kt/KtTable.h"
#include "core/base/Error.h"

#include <algorithm>

namespace sparsight {

namespace {

constexpr std::string_view format = "sparsight report 1";

std::string choicesOf(const RunSettings& settings)
{
    std::string text =
        "layers " + layerNames(settings.layers) + ", positions " + std::string(toString(settings.positions)) +
        ", aggregate " + std::string(toString(settings.aggregate)) + ", decoder " +
        std::string(toString(settings.decoder)) + ", precision " + std::string(toString(settings.precision)) +
        ", values " + std::string(toString(settings.values)) + ", at most " + std::to_string(settings.maximumTokens) +
        " tokens";
    if (settings.epsilon > 0) text += ", fires above " + formatMetric(settings.epsilon, MetricFormat::Value);
    return text;
}

Json runJson(const ReportRun& run)
{
    return {{"name", run.name},        {"checkpoint", run.checkpoint},        {"weights_sha256", run.weightsSha256},
            {"dataset", run.dataset},  {"dataset_sha256", run.datasetSha256}, {"choices", run.choices},
            {"versions", run.versions}};
}

ReportRun runOf(const Json& json)
{
    return {.name = json.at("name"),
            .checkpoint = json.at("checkpoint"),
            .weightsSha256 = json.at("weights_sha256"),
            .dataset = json.at("dataset"),
            .datasetSha256 = json.at("dataset_sha256"),
            .choices = json.at("choices"),
            .versions = json.at("versions")};
}

Json topicJson(const Topic& topic)
{
    return {{"name", topic.name}, {"match", std::string(toString(topic.match))}, {"keywords", topic.keywords}};
}

Topic topicOf(const Json& json)
{
    return {.name = json.at("name"),
            .match = parseKeywordMatch(json.at("match").get<std::string>()),
            .keywords = json.at("keywords").get<std::vector<std::string>>()};
}

template <class T, class Read>
std::vector<T> listOf(const Json& json, Read read)
{
    std::vector<T> all;
    for (const Json& each : json)
        all.push_back(read(each));
    return all;
}

ReportRecipe recipeOf(const Json& json)
{
    ReportRecipe recipe;
    const std::string subject = json.at("subject");
    if (subject != "neurons" && subject != "kt")
        throw Error(ErrorCode::BadInput, "its subject is \"" + subject + "\", not neurons or kt");
    recipe.subject = subject == "kt" ? ReportRecipe::Subject::KtTable : ReportRecipe::Subject::Neurons;
    recipe.runs = listOf<ReportRun>(json.at("runs"), runOf);
    if (recipe.runs.empty()) throw Error(ErrorCode::BadInput, "it names no run");
    recipe.layer = LayerId::parse(json.at("layer").get<std::string>());
    recipe.neurons =
        listOf<NeuronId>(json.at("neurons"), [](const Json& each) { return NeuronId(each.get<std::uint32_t>()); });
    recipe.topics = listOf<Topic>(json.at("topics"), topicOf);
    const std::string keywordIn = json.value("keyword_in", "source");
    if (keywordIn != "source" && keywordIn != "generated")
        throw Error(ErrorCode::BadInput, "its keyword_in is \"" + keywordIn + "\", not source or generated");
    recipe.inGenerated = keywordIn == "generated";
    recipe.rule = CaptureRule::parse(json.at("rule").get<std::string>());
    recipe.minimumCaptured = json.at("minimum");
    recipe.controls = json.value("controls", false); // older reports know none
    recipe.sentences = json.at("sentences");
    recipe.version = json.at("version");
    recipe.created = json.at("created");
    recipe.numbersSha256 = json.at("numbers_sha256");
    return recipe;
}

} // namespace

Json ReportRecipe::toJson() const
{
    Json runsJson = Json::array(), topicsJson = Json::array(), numbers = Json::array();
    for (const ReportRun& run : runs)
        runsJson.push_back(runJson(run));
    for (const Topic& topic : topics)
        topicsJson.push_back(topicJson(topic));
    for (const NeuronId neuron : neurons)
        numbers.push_back(neuron.value);
    Json json{{"format", format},
              {"subject", subject == Subject::KtTable ? "kt" : "neurons"},
              {"runs", std::move(runsJson)},
              {"layer", layer.toString()},
              {"neurons", std::move(numbers)},
              {"topics", std::move(topicsJson)},
              {"rule", rule.toString()},
              {"minimum", minimumCaptured},
              {"sentences", sentences},
              {"version", version},
              {"created", created},
              {"numbers_sha256", numbersSha256}};
    if (inGenerated) json["keyword_in"] = "generated"; // else as in files of before there was a choice
    if (controls) json["controls"] = true;
    return json;
}

ReportRecipe ReportRecipe::fromJson(const Json& json)
{
    const auto refuse = [](const std::string& why) {
        return Error(ErrorCode::BadInput, "The recipe of this report cannot be used: " + why + ".");
    };
    try {
        if (json.value("format", "") != format) throw refuse("it is not of the form \"" + std::string(format) + "\"");
        return recipeOf(json);
    } catch (const Json::exception& error) {
        throw refuse(error.what());
    } catch (const Error& error) {
        throw refuse(error.what());
    }
}

std::string ReportRun::provenance() const
{
    return "Run " + name + ": checkpoint " + checkpoint + " (weights SHA-256 " + weightsSha256 + ") over data set " +
           dataset + " (SHA-256 " + datasetSha256 + "); " + choices + "; " + versions + ".";
}

ReportRun describeRun(const Project& project, const RunInfo& run)
{
    const CheckpointInfo checkpoint = project.checkpoint(run.checkpoint);
    const DatasetInfo dataset = project.dataset(run.dataset);
    return {.name = run.name,
            .checkpoint = checkpoint.name,
            .weightsSha256 = checkpoint.weightsSha256,
            .dataset = dataset.name,
            .datasetSha256 = dataset.sha256,
            .choices = choicesOf(run.settings),
            .versions = run.settings.versions};
}

std::vector<RunInfo> findRuns(const Project& project, const ReportRecipe& recipe)
{
    std::vector<RunInfo> runs;
    for (const ReportRun& wanted : recipe.runs) {
        runs.push_back(project.run(wanted.name));
        const ReportRun found = describeRun(project, runs.back());
        const auto differs = [&](const char* what) {
            throw Error(ErrorCode::BadInput, "The run \"" + wanted.name +
                                                 "\" of this project is not the one of the report: its " + what +
                                                 ". Open the project that the report was made from.");
        };
        if (found.weightsSha256 != wanted.weightsSha256) differs("checkpoint has other weights");
        if (found.datasetSha256 != wanted.datasetSha256) differs("data set has other sentences");
        if (found.choices != wanted.choices) differs(("choices are \"" + found.choices + "\"").c_str());
    }
    requireOneDataset(runs);
    return runs;
}

std::vector<std::string> provenanceOf(const ReportRecipe& recipe)
{
    std::vector<std::string> lines;
    for (const ReportRun& run : recipe.runs)
        lines.push_back(run.provenance());
    for (const Topic& topic : recipe.topics) {
        std::string words;
        for (const std::string& keyword : topic.keywords)
            words += (words.empty() ? "" : ", ") + keyword;
        lines.push_back("Topic " + topic.name + " (" + std::string(toString(topic.match)) +
                        (recipe.inGenerated ? ", in generated text" : "") + "): " + words + ".");
    }
    lines.push_back(
        "Written by Sparsight " + recipe.version + (recipe.created.empty() ? "" : " on " + recipe.created) +
        ". `sparsight-cli report PROJECT --replay FILE` makes it again from the project, by a copy as a web "
        "page or JSON.");
    return lines;
}

ReportRecipe readRecipe(std::string_view report, const std::string& fileName)
{
    constexpr std::string_view start = "<script type=\"application/json\" id=\"sparsight-recipe\">";
    const auto refuse = [&] {
        return Error(ErrorCode::BadInput,
                     "\"" + fileName + "\" holds no recipe; name a report that `report` wrote as HTML or JSON.",
                     {.file = fileName, .item = {}, .line = {}});
    };
    std::string_view text = report;
    const std::size_t at = report.find(start);
    if (at != std::string_view::npos) {
        text.remove_prefix(at + start.size());
        const std::size_t end = text.find("</script>");
        if (end == std::string_view::npos) throw refuse();
        text = text.substr(0, end);
    }
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded() || !json.is_object()) throw refuse();
    if (at != std::string_view::npos) return ReportRecipe::fromJson(json);
    if (!json.contains("recipe")) throw refuse();
    return ReportRecipe::fromJson(json.at("recipe"));
}

} // namespace sparsight
