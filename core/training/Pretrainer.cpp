// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/Pretrainer.h"

#include "core/base/AtomicDirectory.h"
#include "core/base/File.h"
#include "core/base/Sha256.h"
#include "core/model/Device.h"
#include "core/model/Json.h"
#include "core/tokenizer/SentencePieceModel.h"
#include "core/tokenizer/TokenizerSettings.h"
#include "core/tokenizer/VocabularyTrainer.h"
#include "core/training/Dropout.h"
#include "core/training/SpanCorruptor.h"
#include "core/training/TrainingManifest.h"

#include <algorithm>
#include <utility>

namespace sparsight {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t corruptionPurpose = std::uint64_t(1) << 41; // beside the numbers of epochs, and dropout's
constexpr std::size_t vocabularyTexts = 1'000'000;                  // at most so many are looked at for the vocabulary
constexpr std::uint64_t largestVocabulary = 64 << 20;               // bytes of a spiece.model
constexpr const char* choicesFile = "pretraining.json";

std::vector<std::string> sentinelNames(int count)
{
    std::vector<std::string> names;
    for (int i = 0; i < count; ++i)
        names.push_back(sentinelName(i));
    return names;
}

/// Rows of the embedding: pieces and sentinels, rounded up so that products are fast, as T5's are.
int rowsFor(int pieces, int sentinels)
{
    constexpr int multiple = 128;
    return (pieces + sentinels + multiple - 1) / multiple * multiple;
}

Json configFor(const ModelShape& shape, int rows)
{
    return {{"architectures", {"T5ForConditionalGeneration"}},
            {"d_ff", shape.dFf},
            {"d_kv", shape.dKv},
            {"d_model", shape.dModel},
            {"decoder_start_token_id", 0},
            {"dropout_rate", 0.1},
            {"eos_token_id", 1},
            {"feed_forward_proj", shape.feedForward},
            {"initializer_factor", 1.0},
            {"is_encoder_decoder", true},
            {"layer_norm_epsilon", 1e-6},
            {"model_type", "t5"},
            {"num_decoder_layers", shape.decoderLayers},
            {"num_heads", shape.heads},
            {"num_layers", shape.encoderLayers},
            {"pad_token_id", 0},
            {"relative_attention_max_distance", 128},
            {"relative_attention_num_buckets", 32},
            {"scale_decoder_outputs", shape.tied},
            {"tie_word_embeddings", shape.tied},
            {"use_cache", true},
            {"vocab_size", rows}};
}

Json tokenizerConfigFor(int sentinels)
{
    return {{"tokenizer_class", "T5Tokenizer"},
            {"extra_ids", sentinels},
            {"additional_special_tokens", sentinelNames(sentinels)},
            {"clean_up_tokenization_spaces", false},
            {"model_max_length", 512},
            {"eos_token", "</s>"},
            {"pad_token", "<pad>"},
            {"unk_token", "<unk>"}};
}

void writeJson(const std::filesystem::path& file, const Json& json)
{
    writeFileAtomically(file, json.dump(2) + "\n");
}

/// What decides the pairs, beside the settings of the training.
std::string identityOf(const PretrainingRequest& request)
{
    Sha256 hash;
    hash.add(toJson(request.choices));
    if (!request.choices.vocabulary.model.empty())
        hash.add(readTextFile(request.choices.vocabulary.model, largestVocabulary));
    for (const std::string& text : request.texts) {
        hash.add(std::to_string(text.size()));
        hash.add(text);
    }
    return hash.hex();
}

std::string vocabularyFor(const PretrainingRequest& request)
{
    const VocabularyChoice& choice = request.choices.vocabulary;
    if (!choice.model.empty()) {
        readSentencePieceModel(choice.model); // refused by the name it was given
        return readTextFile(choice.model, largestVocabulary);
    }
    const std::size_t stride = (request.texts.size() + vocabularyTexts - 1) / vocabularyTexts;
    std::size_t next = 0;
    return trainVocabulary(
        [&](std::string& text) {
            if (next >= request.texts.size()) return false;
            text = request.texts[next];
            next += stride;
            return true;
        },
        choice.pieces);
}

bool wasMadeFor(const std::filesystem::path& folder, const char* file, const std::string& identity)
{
    if (!std::filesystem::exists(folder / file)) return false;
    const nlohmann::json json = readJsonObject(folder / file, largestVocabulary);
    const auto found = json.find("identity");
    return found != json.end() && found->is_string() && found->get<std::string>().ends_with(identity);
}

std::filesystem::path startFolder(const PretrainingRequest& request)
{
    return std::filesystem::absolute(request.output).string() + ".start";
}

void removeStart(const PretrainingRequest& request)
{
    std::error_code ignored;
    std::filesystem::remove_all(startFolder(request), ignored);
}

/// A folder with everything of the checkpoint but weights.
struct ModelFolder {
    std::filesystem::path path;
    bool isNew; ///< made by this call
};

ModelFolder modelFolder(const PretrainingRequest& request)
{
    const std::string identity = identityOf(request);
    const std::filesystem::path output = std::filesystem::absolute(request.output), start = startFolder(request);
    AtomicDirectory::recover(output);
    if (wasMadeFor(output, manifestName, identity)) return {output, false};
    AtomicDirectory::recover(start);
    if (wasMadeFor(start, choicesFile, identity)) return {start, false};
    if (std::filesystem::exists(start) && !std::filesystem::exists(start / choicesFile)) {
        throw Error(ErrorCode::BadInput,
                    start.string() +
                        " holds something else than a training; choose another output folder, or remove it.",
                    {.file = start.string()});
    }
    AtomicDirectory directory(start);
    writeModelFiles(directory.path(), request.choices, vocabularyFor(request));
    writeJson(directory.path() / choicesFile, {{"identity", identity}});
    directory.commit();
    return {start, true};
}

std::vector<std::int32_t> sentinelsOf(const Tokenizer& tokenizer, int count)
{
    std::vector<std::int32_t> ids;
    for (const std::string& name : sentinelNames(count)) {
        const std::vector<std::int32_t> encoded = tokenizer.encodeIds(name);
        if (encoded.size() != 2) {
            throw Error(ErrorCode::BadInput, "The vocabulary has no sentinel " + name + "; ask for fewer sentinels.",
                        {.item = name});
        }
        ids.push_back(encoded[0]);
    }
    return ids;
}

/// Tokens of texts (the pairs' sources), without those that are too short to hide something.
TokenizedPairs withoutShort(TokenizedPairs&& texts)
{
    std::erase_if(texts.pairs, [](const TokenizedPair& pair) { return !SpanCorruptor::isLongEnough(pair.source); });
    return std::move(texts);
}

TokenizedPairs corrupted(const TokenizedPairs& texts, const SpanCorruptor& corruptor, std::uint64_t key)
{
    TokenizedPairs result;
    for (std::size_t i = 0; i < texts.pairs.size(); ++i)
        result.pairs.push_back(corruptor.corrupt(texts.pairs[i].source, mixedKey(key, i)));
    return result;
}

} // namespace

void writeModelFiles(const std::filesystem::path& folder, const PretrainingSettings& choices,
                     const std::string& vocabulary)
{
    writeFileAtomically(folder / "spiece.model", vocabulary);
    const auto pieces = static_cast<int>(readSentencePieceModel(folder / "spiece.model").pieces.size());
    const int sentinels = choices.vocabulary.sentinels;
    writeJson(folder / "config.json", configFor(choices.shape, rowsFor(pieces, sentinels)));
    writeJson(folder / "generation_config.json",
              {{"_from_model_config", true}, {"decoder_start_token_id", 0}, {"eos_token_id", 1}, {"pad_token_id", 0}});
    writeJson(folder / "tokenizer_config.json", tokenizerConfigFor(sentinels));
    writeJson(folder / "special_tokens_map.json", {{"additional_special_tokens", sentinelNames(sentinels)},
                                                   {"eos_token", "</s>"},
                                                   {"pad_token", "<pad>"},
                                                   {"unk_token", "<unk>"}});
}

TrainingTexts corruptedTexts(const PretrainingRequest& request, const Tokenizer& tokenizer, const std::stop_token& stop,
                             const ProgressCallback& progress)
{
    TrainingSettings settings = request.settings;
    settings.sourcePrefix.clear();
    std::vector<TextPair> all;
    for (const std::string& text : request.texts)
        all.push_back({.source = text});
    const SplitPairs split = splitPairs(all, settings.validationShare, settings.seed);
    const auto training = std::make_shared<const TokenizedPairs>(
        withoutShort(tokenizePairs(tokenizer, split.training, settings, stop, progress)));
    if (training->pairs.empty()) {
        throw Error(ErrorCode::BadInput,
                    "There are no texts of two tokens or more to train on; give sentences, one a line.");
    }
    const TokenizedPairs validation =
        withoutShort(tokenizePairs(tokenizer, split.validation, settings, stop, progress));
    const auto corruptor = std::make_shared<const SpanCorruptor>(
        request.choices.corruption, sentinelsOf(tokenizer, request.choices.vocabulary.sentinels));
    const std::uint64_t key = mixedKey(settings.seed, corruptionPurpose);

    TrainingTexts texts;
    texts.name = request.dataName;
    texts.count = training->pairs.size();
    texts.training = [=](int epoch) {
        return std::make_shared<const TokenizedPairs>(
            corrupted(*training, *corruptor, mixedKey(key, static_cast<std::uint64_t>(epoch))));
    };
    texts.validation = corrupted(validation, *corruptor, mixedKey(key, 0));
    texts.identity = identityOf(request);
    if (const std::size_t cut = training->truncatedSources; cut > 0) {
        texts.notes.push_back(std::to_string(cut) + " texts were cut to " +
                              std::to_string(settings.maximumSourceTokens) + " tokens");
    }
    if (const std::size_t left = split.training.size() - texts.count; left > 0)
        texts.notes.push_back(std::to_string(left) + " texts of fewer than two tokens were left out");
    return texts;
}

TrainingSummary pretrain(const PretrainingRequest& request, const std::stop_token& stop,
                         const TrainingCallback& progress)
{
    request.choices.check();
    request.settings.check();
    if (request.texts.empty()) throw Error(ErrorCode::BadInput, "There are no texts to train on.");
    if (request.settings.firing.rate > 0 && !request.choices.shape.feedForward.ends_with("relu")) {
        throw Error(ErrorCode::BadInput,
                    "Only neurons with relu can be limited in how often they fire; the others are never exactly zero. "
                    "Choose relu or gated-relu, or leave the firing rate at 0.",
                    {.item = "firing rate"});
    }
    setUpTorch(request.settings.threads);
    TrainingProgress base{.stage = "training the vocabulary", .epochs = request.settings.epochs};
    const ProgressCallback reading = [&](const Progress& read) {
        base.stage = read.stage;
        if (progress) progress(base);
    };
    if (progress) progress(base);
    throwIfStopped(stop);
    const ModelFolder folder = modelFolder(request);
    try {
        throwIfStopped(stop);
        const TrainingParent parent(folder.path, toJson(request.choices));
        const TrainingTexts texts = corruptedTexts(request, parent.tokenizer, stop, reading);
        TrainingJob job(parent, texts, request.settings, request.output, {});
        TrainedCheckpoint trained = job.run(base, request.saveSeconds, stop, progress);
        removeStart(request);
        return {{std::move(trained)}, job.trainedTokens(), job.trainingSeconds()};
    } catch (const Error& error) {
        // Refused, so that nothing goes on from there; not cut off.
        if (folder.isNew && error.code() == ErrorCode::BadInput) removeStart(request);
        throw;
    }
}

} // namespace sparsight
