// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Options.h"

#include "app/cli/Text.h"

#include "core/dataset/SentenceReader.h"

#include <algorithm>
#include <charconv>
#include <iostream>

namespace sparsight::cli {

namespace {

void parseDevice(const std::string& text)
{
    if (text == "auto" || text == "cpu") return;
    if (text.starts_with("cuda:")) {
        parseNumber(text.substr(5), "device number");
        return;
    }
    throw Error(ErrorCode::BadInput, "A device is auto, cpu or cuda:N, not \"" + text + "\".");
}

} // namespace

void parseSeed(const std::string& text)
{
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    if (error == std::errc() && end == text.data() + text.size()) return;
    throw Error(ErrorCode::BadInput, "A seed is a whole number from 0 to 18446744073709551615, not \"" + text + "\".");
}

void parseZeroOrMore(const std::string& text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc() && end == text.data() + text.size() && value >= 0) return; // false for NaN
    throw Error(ErrorCode::BadInput, "It must be a number of 0 or more, not \"" + text + "\".");
}

void addEncodingOption(CLI::App& app, std::string& encoding)
{
    app.add_option("--encoding", encoding, "auto, utf-8, utf-16le, utf-16be or latin-1")
        ->check(parsedBy(parseTextEncoding))
        ->capture_default_str();
}

void addDeviceOptions(CLI::App& app, LoadOptions& options)
{
    app.add_option("--device", options.device, "auto (the first GPU, else the CPU), cpu or cuda:N")
        ->check(parsedBy(parseDevice))
        ->capture_default_str();
    app.add_option("--threads", options.threads, "Threads to compute with; one a core by default")
        ->check(CLI::Range(1, 1024));
}

std::uint32_t parseNumber(const std::string& text, const std::string& what)
{
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        throw Error(ErrorCode::BadInput, "\"" + text + "\" is not a " + what + ".");
    return value;
}

LayerList LayerList::parse(const std::string& text)
{
    LayerList list;
    if (text == "all") {
        list.all = true;
        return list;
    }
    for (const std::string& name : CLI::detail::split(text, ','))
        list.layers.push_back(LayerId::parse(name));
    std::sort(list.layers.begin(), list.layers.end());
    list.layers.erase(std::unique(list.layers.begin(), list.layers.end()), list.layers.end());
    return list;
}

std::vector<LayerId> LayerList::resolve(const ModelInfo& model, bool withDecoder, const std::string& remedy) const
{
    const std::vector<LayerId> present = model.layers();
    if (all) {
        std::vector<LayerId> wanted = present;
        std::erase_if(wanted, [&](LayerId layer) { return layer.stack == Stack::Decoder && !withDecoder; });
        return wanted;
    }
    for (const LayerId layer : layers) {
        if (std::find(present.begin(), present.end(), layer) == present.end()) {
            throw Error(ErrorCode::NotFound, model.name + " has no layer " + layer.toString() + "; it has " +
                                                 std::to_string(model.encoderLayers) + " encoder and " +
                                                 std::to_string(model.decoderLayers) + " decoder layers.");
        }
        if (layer.stack == Stack::Decoder && !withDecoder)
            throw CLI::ValidationError("--layers", layer.toString() + " is a decoder layer: " + remedy);
    }
    return layers;
}

LayerId defaultLayer(const RunInfo& run)
{
    const std::vector<LayerId>& layers = run.settings.layers;
    constexpr LayerId sixth{Stack::Encoder, 6};
    if (layers.empty() || std::ranges::find(layers, sixth) != layers.end()) return sixth;
    const auto ofEncoder = std::ranges::find_if(layers.rbegin(), layers.rend(),
                                                [](LayerId layer) { return layer.stack == Stack::Encoder; });
    return ofEncoder == layers.rend() ? layers.back() : *ofEncoder;
}

LayerId defaultLayer(const ModelInfo& model)
{
    return {Stack::Encoder, std::min(6, model.encoderLayers)};
}

void addKeywordOption(CLI::App& app, std::string& keywordIn)
{
    app.add_option("--keyword-in", keywordIn, "source, or generated (the run's own text)")
        ->check(CLI::IsMember({"source", "generated"}))
        ->capture_default_str();
}

TopicLabels labelTexts(const Project& project, const RunInfo& run, const Topic& topic, const std::string& keywordIn,
                       const std::stop_token& stop)
{
    return keywordIn == "source" ? labelSentences(project, run.dataset, topic, stop)
                                 : labelGeneratedText(project, run.id, topic, stop);
}

void warnOfCutOff(const Project& project, const RunInfo& run)
{
    if (run.complete) return;
    std::cerr << "note: run \"" << printable(run.name) << "\" was cut off after " << run.sentencesDone << " of "
              << project.dataset(run.dataset).sentences << " sentences; the others count as zero\n";
}

void requireDistinct(const std::vector<std::string>& runs)
{
    for (auto run = runs.begin(); run != runs.end(); ++run) {
        if (std::find(runs.begin(), run, *run) == run) continue;
        throw CLI::ValidationError("--runs", "\"" + *run + "\" is named twice");
    }
}

void warnOfDamage(const Project& project, const std::vector<RunDamage>& damage)
{
    for (const RunDamage& each : damage)
        std::cerr << "note: " << printable(damageText(project, each)) << '\n';
}

} // namespace sparsight::cli
