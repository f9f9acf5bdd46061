// SPDX-License-Identifier: GPL-3.0-or-later
#include "FakeEngine.h"

#include "core/store/RunWriter.h"

#include <algorithm>
#include <array>
#include <thread>

namespace sparsight {

namespace {

constexpr int blockSize = 64, batchSize = 8;

std::uint64_t hashOf(std::string_view text, std::uint64_t seed)
{
    std::uint64_t hash = 1469598103934665603ULL ^ (seed * 0x9e3779b97f4a7c15ULL);
    for (const unsigned char c : text)
        hash = (hash ^ c) * 1099511628211ULL;
    hash ^= hash >> 33;
    hash *= 0xff51afd7ed558ccdULL;
    return hash ^ (hash >> 33);
}

/// Sleeps in small steps, so that a stop is honoured at once.
void pause(int milliseconds, const std::stop_token& stop)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
    while (std::chrono::steady_clock::now() < end) {
        throwIfStopped(stop);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    throwIfStopped(stop);
}

std::size_t firings(const LayerActivations& layer)
{
    return std::size_t(std::count_if(layer.values.begin(), layer.values.end(), [](float a) { return a != 0; }));
}

} // namespace

FakeEngine::FakeEngine(std::filesystem::path directory, std::shared_ptr<FakeEngineControl> control)
    : m_control(std::move(control))
{
    m_info.directory = std::move(directory);
    m_info.name = m_info.directory.filename().string();
    m_info.family = "t5";
    m_info.activation = "relu";
    m_info.encoderLayers = encoderLayers;
    m_info.decoderLayers = decoderLayers;
    m_info.dModel = 64;
    m_info.dFf = m_info.name.find("wide") == std::string::npos ? neurons : 2 * neurons;
    m_info.dKv = 16;
    m_info.heads = 4;
    m_info.vocabulary = 1000;
    m_info.tiedEmbeddings = true;
    m_info.parameters = 1234567;
    m_info.weightFormat = "safetensors, fp32";
    m_info.device = "cpu";
    m_info.deviceName = "CPU";
    m_info.config = R"({"model_type": "t5"})";
}

std::string FakeEngine::weightsSha256(const std::stop_token&, const ProgressCallback&)
{
    return fakeWeightsSha256(m_info.name);
}

std::vector<Token> FakeEngine::tokenize(const std::string& text) const
{
    std::vector<Token> tokens;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = text.find_first_not_of(' ', at);
        if (begin == std::string::npos) break;
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        std::string word = text.substr(begin, end - begin);
        // A long word is two tokens, so that there are subwords to merge.
        const std::size_t cut = word.size() > 8 ? 5 : word.size();
        tokens.push_back({std::int32_t(hashOf(word, 1) % 900 + 3), "▁" + word.substr(0, cut), true, false});
        if (cut < word.size()) tokens.push_back({7, word.substr(cut), false, false});
        at = end;
    }
    tokens.push_back({1, "</s>", true, true});
    return tokens;
}

float FakeEngine::activation(const Token& token, LayerId layer, NeuronId neuron)
{
    const auto seed = (std::uint64_t(layer.stack) << 40) + (std::uint64_t(layer.number) << 32) + neuron.value;
    const std::uint64_t hash = hashOf(token.piece, seed);
    return hash % 20 == 0 ? float((hash >> 8) % 1024 + 1) / 256.0F : 0.0F;
}

float FakeEngine::activationHere(const Token& token, LayerId layer, NeuronId neuron) const
{
    if (m_info.name == "twin") return float(hashOf(token.piece, neuron.value) % 2); // half of them fire
    if (m_info.name.find("louder") != std::string::npos && neuron.value % 2 == 0)
        return 2 * activation(token, layer, neuron);
    if (m_info.name.find("tuned") == std::string::npos) return activation(token, layer, neuron);
    if (neuron.value == 20) return 0;
    const float strength = neuron.value >= neurons - 32 ? 3.0F : 1.0F;
    return strength * activation(token, layer, neuron.value < 16 ? NeuronId(neuron.value ^ 1U) : neuron);
}

LayerActivations FakeEngine::layerActivations(const std::vector<Token>& tokens, LayerId layer) const
{
    const auto width = std::uint32_t(m_info.dFf);
    LayerActivations result{layer, std::uint32_t(tokens.size()), width, {}};
    result.values.reserve(tokens.size() * width);
    for (const Token& token : tokens)
        for (std::uint32_t n = 0; n < width; ++n)
            result.values.push_back(activationHere(token, layer, NeuronId(n)));
    return result;
}

LiveResult FakeEngine::run(const LiveRequest& request, const std::stop_token& stop)
{
    ++m_control->liveRuns;
    pause(m_control->liveDelayMs, stop);
    if (m_control->failLive.exchange(false)) throw Error(ErrorCode::BadInput, "The sentence cannot be computed.");
    LiveResult result;
    result.tokens = tokenize(request.text);
    if (request.decoderText) {
        result.decoderTokens = tokenize(*request.decoderText);
        result.decoderTokens.insert(result.decoderTokens.begin(), {0, "<pad>", true, true});
        result.decoderTokens.pop_back();
    }
    const auto tokensOf = [&](LayerId layer) -> const std::vector<Token>& {
        return layer.stack == Stack::Encoder ? result.tokens : result.decoderTokens;
    };
    result.activations = layerActivations(tokensOf(request.layer), request.layer);
    for (const LayerId layer : m_info.layers()) {
        const auto values = layerActivations(tokensOf(layer), layer);
        if (values.values.empty()) continue;
        result.densities.push_back({layer, double(firings(values)) / double(values.values.size())});
    }
    intervene(result.activations, request.interventions);
    result.seconds = 0.001;
    return result;
}

/// What an intervention changes: the neuron itself, and in every later layer the firing neurons of the same rest.
void FakeEngine::intervene(LayerActivations& layer, const std::vector<Intervention>& interventions)
{
    for (std::size_t i = 0; i < layer.values.size(); ++i) {
        const std::uint32_t n = std::uint32_t(i % layer.neurons);
        for (const Intervention& each : interventions) {
            const bool later = layer.layer > each.layer && n % 16 == each.neuron.value % 16;
            if (layer.layer == each.layer && n == each.neuron.value) layer.values[i] = each.value;
            if (later && layer.values[i] != 0) layer.values[i] += 0.5F;
        }
    }
}

ActivationsResult FakeEngine::activations(const ActivationsRequest& request, const std::stop_token& stop)
{
    pause(m_control->liveDelayMs, stop);
    ActivationsResult result;
    result.tokens = tokenize(request.text);
    if (request.decoderText) {
        result.decoderTokens = tokenize(*request.decoderText);
        result.decoderTokens.insert(result.decoderTokens.begin(), {0, "<pad>", true, true});
        result.decoderTokens.pop_back();
    }
    for (std::size_t i = 0; i < request.decoderIds.size(); ++i)
        result.decoderTokens.push_back({std::int32_t(i), "▁" + std::to_string(request.decoderIds[i]), true, false});
    for (const LayerId layer : request.layers.empty() ? m_info.layers() : request.layers) {
        const auto& tokens = layer.stack == Stack::Encoder ? result.tokens : result.decoderTokens;
        if (tokens.empty()) continue;
        result.layers.push_back(layerActivations(tokens, layer));
        intervene(result.layers.back(), request.interventions);
    }
    result.vocabulary = std::uint32_t(m_info.vocabulary);
    result.logits.assign(result.decoderTokens.size() * result.vocabulary, 0.0F);
    for (std::size_t i = 0; i < result.logits.size(); i += result.vocabulary) // one token likelier than all others
        result.logits[i] = 1.0F + float(request.interventions.size());
    return result;
}

std::vector<GeneratedText> FakeEngine::generate(std::span<const std::string> texts, const GenerateOptions&,
                                                const std::vector<Intervention>& interventions,
                                                const std::stop_token& stop, const ProgressCallback& progress)
{
    std::vector<GeneratedText> written;
    for (const std::string& text : texts) {
        report(progress, {"writing", written.size(), texts.size()});
        pause(m_control->captureDelayMs, stop);
        const std::string words = (interventions.empty() ? "about " : "without ") + text;
        written.push_back({.text = words});
        for (const Token& token : tokenize(words))
            written.back().ids.push_back(token.id);
    }
    return written;
}

RunId FakeEngine::findOrCreateRun(Project& project, const CaptureRequest& request, bool& resumed)
{
    CheckpointInfo checkpoint;
    checkpoint.name = m_info.name;
    checkpoint.path = m_info.directory.string();
    checkpoint.weightsSha256 = weightsSha256({}, {});
    checkpoint.family = m_info.family;
    checkpoint.config = m_info.config;
    checkpoint.parameters = m_info.parameters;

    RunInfo run;
    run.name = request.runName;
    if (run.name.empty()) run.name = m_info.name + "-" + project.dataset(request.dataset).name;
    run.checkpoint = project.putCheckpoint(checkpoint);
    run.dataset = request.dataset;
    run.settings = request.settings;
    run.settings.device = "cpu";
    run.settings.versions = "fake";
    run.neurons = neurons;
    for (const RunInfo& known : project.runs()) {
        if (known.checkpoint != run.checkpoint || known.dataset != run.dataset) continue;
        if (known.complete && known.name != run.name) continue;
        if (known.settings.layers != run.settings.layers) continue;
        resumed = true;
        return known.id;
    }
    const std::string wanted = run.name;
    const auto known = project.runs();
    for (int number = 2; request.runName.empty() && std::ranges::find(known, run.name, &RunInfo::name) != known.end();
         ++number)
        run.name = wanted + "-" + std::to_string(number);
    return project.createRun(run);
}

NeuronWriting FakeEngine::writing(LayerId layer, NeuronId neuron, std::size_t count)
{
    NeuronWriting result{.layer = layer, .neuron = neuron};
    result.pieces = std::uint32_t(m_info.vocabulary);
    result.deviation = 1;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string piece = "▁piece" + std::to_string(neuron.value) + "_" + std::to_string(i);
        result.top.push_back({std::int32_t(i), piece, 5.0 - double(i) / 8});
        result.bottom.push_back({std::int32_t(i), piece + "_low", -5.0 + double(i) / 8});
    }
    return result;
}

/// A batch a sentence.
SweepSummary FakeEngine::sweep(const SweepRequest& request, const SweepVisitor& visitor, const std::stop_token& stop,
                               const ProgressCallback& progress)
{
    SweepSummary summary;
    const bool decodes = request.decoder != DecoderMode::None;
    for (const Sentence& sentence : request.sentences) {
        report(progress, {"measuring activations", summary.sentences, request.sentences.size()});
        pause(m_control->captureDelayMs, stop);
        const auto part = visitor.begin();
        const auto tokens = tokenize(sentence.text);
        for (const LayerId layer : request.layers.empty() ? m_info.layers() : request.layers) {
            if (layer.stack == Stack::Decoder && !decodes) continue;
            const auto values = layerActivations(tokens, layer);
            std::vector<SweptToken> swept;
            for (std::uint32_t t = 0; t < tokens.size(); ++t)
                swept.push_back({t, t, tokenKind(tokens[t])});
            part->add({layer, values.neurons, swept, values.values.data()});
        }
        visitor.end(*part);
        ++summary.sentences;
        summary.tokens += tokens.size();
        if (decodes) summary.decoderTokens += tokens.size();
    }
    return summary;
}

/// Each neuron writes one of four directions.
OutputWeights FakeEngine::outputWeights(LayerId) const
{
    OutputWeights weights{.width = 4, .values = std::vector<float>(std::size_t(m_info.dFf) * 4)};
    for (std::size_t n = 0; n < std::size_t(m_info.dFf); ++n)
        weights.values[n * 4 + n % 4] = 1;
    return weights;
}

CaptureSummary FakeEngine::capture(Project& project, const CaptureRequest& request, const std::stop_token& stop,
                                   const ProgressCallback& progress)
{
    CaptureSummary summary;
    summary.run = findOrCreateRun(project, request, summary.resumed);
    if (request.begun) request.begun(project.run(summary.run).name);
    std::vector<Sentence> sentences;
    project.forEachSentence(request.dataset,
                            [&](SentenceId, const Sentence& sentence) { sentences.push_back(sentence); });
    RunWriter writer(project, summary.run);
    const RunInfo run = project.run(summary.run);
    const auto start = writer.position(); // whole blocks only: this engine commits no partial ones
    std::vector<std::uint32_t> wanted = writer.damagedBlocks();
    for (std::uint32_t index = start.block; index * blockSize < sentences.size(); ++index)
        wanted.push_back(index);
    for (const std::uint32_t index : wanted) {
        RunBlock block;
        block.index = index;
        for (std::size_t i = 0; i < run.settings.layers.size(); ++i)
            block.layers.emplace_back(neurons, run.settings.values);
        const std::size_t at = index * blockSize, end = std::min(at + blockSize, sentences.size());
        for (std::size_t s = at; s < end; ++s) {
            if (s % batchSize == 0) {
                ++m_control->batches;
                report(progress, {"capturing", s, sentences.size()});
                pause(m_control->captureDelayMs, stop);
            }
            block.sentences.push_back(SentenceId(std::uint32_t(s)));
            if (run.settings.decoder == DecoderMode::Generate)
                block.generated.push_back(generate({&sentences[s].text, 1}, {}, {}, stop, {})[0].text);
            const auto tokens = tokenize(sentences[s].text);
            block.tokens += tokens.size();
            for (std::size_t i = 0; i < run.settings.layers.size(); ++i) {
                const auto values = layerActivations(tokens, run.settings.layers[i]);
                std::vector<float> maxima(neurons, 0);
                std::vector<std::uint16_t> where(neurons, 0);
                std::vector<std::uint32_t> fired(neurons, 0);
                for (std::uint32_t t = 0; t < values.tokens; ++t)
                    for (std::uint32_t n = 0; n < neurons; ++n) {
                        const float a = values.at(t, NeuronId(n));
                        if (a != 0) ++fired[n];
                        if (a > maxima[n]) maxima[n] = a, where[n] = std::uint16_t(t);
                    }
                block.layers[i].append(maxima, where);
                block.layers[i].addFirings(fired);
            }
        }
        block.seconds = 0.01;
        summary.tokens += block.tokens;
        summary.sentences += block.sentences.size();
        for (const auto& layer : block.layers)
            summary.nonzeros += layer.nonzeros();
        writer.commit(block, true);
    }
    writer.finish();
    summary.seconds = 0.5;
    report(progress, {"capturing", sentences.size(), sentences.size()});
    return summary;
}

std::string fakeWeightsSha256(const std::string& checkpointName)
{
    std::string text;
    for (std::uint64_t hash = hashOf(checkpointName, 0); text.size() < 64; hash = hash * 31 + 7)
        text += "0123456789abcdef"[hash >> 60];
    return text;
}

Services fakeServices(const std::shared_ptr<FakeEngineControl>& control,
                      const std::shared_ptr<FakeTrainerControl>& training)
{
    return {.engine = fakeEngineServices(control),
            .training = {.finetune = fakeTrainer(training),
                         .pretrain = {},
                         .twin = [](const RandomTwinRequest& request, const std::stop_token&, const ProgressCallback&) {
                             std::filesystem::create_directories(request.output);
                         }}};
}

EngineServices fakeEngineServices(const std::shared_ptr<FakeEngineControl>& control)
{
    EngineServices services;
    services.load = [control](const std::filesystem::path& directory, const LoadOptions&, const std::stop_token& stop,
                              const ProgressCallback& progress) -> std::unique_ptr<InferenceEngine> {
        report(progress, {"reading weights", 0, 100});
        pause(control->loadDelayMs, stop);
        if (directory.string().find("broken") != std::string::npos)
            throw Error(ErrorCode::Corrupt, "model.safetensors ends before its header does; download it again.",
                        {directory.string() + "/model.safetensors", {}, {}});
        report(progress, {"reading weights", 100, 100});
        return std::make_unique<FakeEngine>(directory, control);
    };
    services.find = [](const std::filesystem::path& folder, const std::stop_token&) {
        std::vector<FoundCheckpoint> found;
        std::error_code ignored;
        for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
            if (!entry.is_directory()) continue;
            FoundCheckpoint checkpoint;
            checkpoint.directory = entry.path();
            checkpoint.name = entry.path().filename().string();
            if (checkpoint.name.find("broken") != std::string::npos) {
                checkpoint.refusal = "config.json: d_ff is -3072, but must be positive.";
            } else {
                checkpoint.family = "t5";
                checkpoint.encoderLayers = FakeEngine::encoderLayers;
                checkpoint.decoderLayers = FakeEngine::decoderLayers;
                checkpoint.dFf = FakeEngine::neurons;
            }
            found.push_back(checkpoint);
        }
        std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
        return found;
    };
    services.hubCache = [] { return std::filesystem::path("/nonexistent/hub"); };
    services.matchWeights = [](const auto&, const auto&, LayerId, const std::stop_token&, const ProgressCallback&) {
        std::vector<WeightMatch> matches(FakeEngine::neurons);
        for (std::uint32_t n = 0; n < matches.size(); ++n) { // every tenth has changed places with the one after it
            const bool moved = n % 10 <= 1;
            matches[n] = {NeuronId(n % 10 == 0 ? n + 1 : moved ? n - 1 : n), moved ? 0.75 : 0.99, moved ? 0.25 : 0.99};
        }
        return matches;
    };
    return services;
}

void makeTestProject(const std::filesystem::path& file, int count)
{
    static constexpr std::array subjects{"The light", "A chemist", "The green river", "Our teacher", "The engine"};
    static constexpr std::array verbs{"measures", "crosses", "explains", "follows", "paints"};
    static constexpr std::array objects{"the speed of an electron", "a quiet valley in Peru", "the red door",
                                        "a theorem about primes", "the morning market"};
    Project project = Project::create(file);
    project.importDataset("sentences", "sentences.tsv", [count](const Project::SentenceSink& sink) {
        for (std::size_t i = 0; i < std::size_t(count); ++i) {
            const char* object = objects[(i / 25) % 5];
            sink(
                {std::string(subjects[i % 5]) + " " + verbs[(i / 5) % 5] + " " + object + " " + std::to_string(i) + ".",
                 (i / 25) % 5 % 3 == 0 ? "stem" : "everyday",
                 "document " + std::to_string(i / 10),
                 {}});
        }
        return std::uint32_t(2);
    });
    project.putTopic({"STEM", KeywordMatch::Word, {"electron", "theorem", "chemist", "light"}});
    project.putTopic({"colours", KeywordMatch::Word, {"red", "green", "blue"}});
}

namespace {

CaptureRequest testRequest(const Project& project, const std::string& name)
{
    CaptureRequest request;
    request.runName = name;
    request.dataset = project.dataset("sentences").id;
    request.settings.layers = {LayerId{Stack::Encoder, 6}};
    return request;
}

} // namespace

RunId captureTestRun(const std::filesystem::path& file, const std::string& name,
                     const std::filesystem::path& checkpoint)
{
    Project project = Project::open(file, Project::Mode::ReadWrite);
    FakeEngine engine(checkpoint, std::make_shared<FakeEngineControl>());
    return engine.capture(project, testRequest(project, name), {}, {}).run;
}

void captureTestRunHalfway(const std::filesystem::path& file, const std::string& name)
{
    Project project = Project::open(file, Project::Mode::ReadWrite);
    FakeEngine engine("/models/fake", std::make_shared<FakeEngineControl>());
    std::stop_source stop;
    try {
        engine.capture(project, testRequest(project, name), stop.get_token(), [&stop](const Progress& progress) {
            if (2 * progress.done > progress.total) stop.request_stop();
        });
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Cancelled) throw;
    }
}

} // namespace sparsight
