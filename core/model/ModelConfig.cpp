// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/ModelConfig.h"

#include "core/base/Error.h"
#include "core/base/File.h"
#include "core/model/Json.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sparsight {

using nlohmann::json;

namespace {

constexpr std::uint64_t largestFile = 1 << 20;

// Far above every published T5 (d_model 4096, d_ff 65536, 24 layers, 128 heads, 256,384 rows), and small enough that no
// product of two of them overflows.
constexpr int largestVocabulary = 10'000'000;
constexpr int largestWidth = 1 << 20;
constexpr int largestModelWidth = 1 << 16;
constexpr int mostLayers = 1024;
constexpr int mostHeads = 4096;
constexpr int mostBuckets = 1 << 16;

constexpr const char* topKField = "sparsight_top_k";

constexpr std::array<std::pair<FeedForward, std::string_view>, 5> feedForwards{{
    {FeedForward::Relu, "relu"},
    {FeedForward::Gelu, "gelu"},
    {FeedForward::GatedGelu, "gated-gelu"},
    {FeedForward::GatedSilu, "gated-silu"},
    {FeedForward::GatedRelu, "gated-relu"},
}};

/// The fields of one file, each read with its limits.
class ConfigReader {
public:
    ConfigReader(const json& object, const std::filesystem::path& file)
        : m_object(object)
        , m_file(file)
    {
    }

    /// nullptr when the field is absent or null.
    const json* find(const char* field) const
    {
        const auto found = m_object.find(field);
        return found == m_object.end() || found->is_null() ? nullptr : &*found;
    }

    [[noreturn]] void refuse(ErrorCode code, const char* field, const std::string& found,
                             const std::string& expected) const
    {
        throw Error(code, m_file.string() + ": " + field + " is " + found + "; expected " + expected + ".",
                    {.file = m_file.string(), .item = field});
    }

    int integer(const char* field, int missing, int smallest, int largest) const
    {
        const json* value = find(field);
        return value ? integer(field, *value, smallest, largest) : missing;
    }

    int integer(const char* field, const json& value, int smallest, int largest) const
    {
        const auto number = wholeNumber(value);
        if (!number || *number < smallest || *number > largest) {
            refuse(ErrorCode::BadInput, field, excerpt(value),
                   "a whole number from " + std::to_string(smallest) + " to " + std::to_string(largest));
        }
        return static_cast<int>(*number);
    }

    double number(const char* field, double missing, double above, double largest) const
    {
        const json* value = find(field);
        if (!value) return missing;
        if (!value->is_number() || !(value->get<double>() > above && value->get<double>() <= largest)) {
            refuse(ErrorCode::BadInput, field, excerpt(*value),
                   "a number above " + excerpt(above) + " and at most " + excerpt(largest));
        }
        return value->get<double>();
    }

    std::optional<bool> boolean(const char* field) const
    {
        const json* value = find(field);
        if (!value) return std::nullopt;
        if (!value->is_boolean()) refuse(ErrorCode::BadInput, field, excerpt(*value), "true or false");
        return value->get<bool>();
    }

    std::string text(const char* field, std::string_view missing) const
    {
        const json* value = find(field);
        if (!value) return std::string(missing);
        if (!value->is_string()) refuse(ErrorCode::BadInput, field, excerpt(*value), "a text");
        return value->get<std::string>();
    }

    std::vector<std::string> texts(const char* field) const
    {
        std::vector<std::string> list;
        const json* value = find(field);
        if (!value) return list;
        const bool allTexts =
            value->is_array() && std::ranges::all_of(*value, [](const json& item) { return item.is_string(); });
        if (!allTexts) refuse(ErrorCode::BadInput, field, excerpt(*value), "a list of texts");
        for (const json& item : *value)
            list.push_back(item.get<std::string>());
        return list;
    }

    /// A token's id; of a list the first, as some configurations name several ends.
    std::int32_t token(const char* field, std::int32_t missing, int vocabulary) const
    {
        const json* value = find(field);
        if (!value) return missing;
        if (value->is_array() && !value->empty()) value = &value->front();
        return integer(field, *value, 0, vocabulary - 1);
    }

private:
    const json& m_object;
    const std::filesystem::path& m_file;
};

const ModelFamily& familyOf(const ConfigReader& reader)
{
    const std::string modelType = reader.text("model_type", "");
    if (const ModelFamily* family = findModelFamily(modelType)) return *family;
    std::string known;
    for (const ModelFamily& family : modelFamilies())
        known += (known.empty() ? "" : ", ") + std::string(family.id);
    reader.refuse(ErrorCode::Unsupported, "model_type", modelType.empty() ? "missing" : excerpt(json(modelType)),
                  "one of the families that this program knows: " + known);
}

FeedForward feedForwardOf(const ConfigReader& reader, const ModelFamily& family)
{
    const std::string name = reader.text("feed_forward_proj", family.defaults.feedForwardProj);
    const auto row = std::ranges::find(feedForwards, name, &std::pair<FeedForward, std::string_view>::second);
    if (row != feedForwards.end()) return row->first;
    std::string known;
    for (const auto& [value, text] : feedForwards)
        known += (known.empty() ? "" : ", ") + std::string(text);
    reader.refuse(ErrorCode::Unsupported, "feed_forward_proj", excerpt(json(name)), "one of " + known);
}

/// The bucket formula divides by log(distance / exact buckets), and the encoder halves the buckets twice.
void readBuckets(const ConfigReader& reader, ModelConfig& config)
{
    config.buckets = reader.integer("relative_attention_num_buckets", 32, 4, mostBuckets);
    config.maxDistance = reader.integer("relative_attention_max_distance", 128, config.buckets / 2 + 1, largestWidth);
}

/// A number for all layers, or one a layer.
std::vector<int> topKsOf(const ConfigReader& reader, const ModelConfig& config)
{
    const std::size_t layers =
        static_cast<std::size_t>(config.encoderLayers) + static_cast<std::size_t>(config.decoderLayers);
    const json* value = reader.find(topKField);
    if (!value) return {};
    if (!value->is_array()) return std::vector<int>(layers, reader.integer(topKField, *value, 1, config.dFf));
    if (value->size() != layers) {
        reader.refuse(ErrorCode::BadInput, topKField, excerpt(*value),
                      "a number, or a list of " + std::to_string(layers) + ", one a layer, the encoder's first");
    }
    std::vector<int> list;
    for (const json& item : *value)
        list.push_back(reader.integer(topKField, item, 1, config.dFf));
    return list;
}

} // namespace

std::string_view toString(FeedForward value) noexcept
{
    return std::ranges::find(feedForwards, value, &std::pair<FeedForward, std::string_view>::first)->second;
}

bool ModelConfig::scalesOutput() const noexcept
{
    switch (family->scaling) {
    case OutputScaling::Never: return false;
    case OutputScaling::Always: return true;
    case OutputScaling::ByConfig: break;
    }
    return scaleDecoderOutputs.value_or(tieWordEmbeddings.value_or(true));
}

int ModelConfig::topK(LayerId layer) const noexcept
{
    const int before = layer.stack == Stack::Encoder ? 0 : encoderLayers;
    return topKs.empty() ? 0 : topKs[static_cast<std::size_t>(before + layer.number - 1)];
}

ModelConfig withTopK(const ModelConfig& config, int k, const std::filesystem::path& file)
{
    json object = json::parse(config.text);
    object[topKField] = k;
    return parseModelConfig(object.dump(), file);
}

ModelConfig parseModelConfig(std::string_view text, const std::filesystem::path& file)
{
    const json object = parseJsonObject(text, file);
    const ConfigReader reader(object, file);
    ModelConfig config;
    config.family = &familyOf(reader);
    const ConfigDefaults& defaults = config.family->defaults;
    config.modelType = config.family->id;
    config.architectures = reader.texts("architectures");
    config.text = text;
    config.vocabSize = reader.integer("vocab_size", defaults.vocabSize, 1, largestVocabulary);
    config.dModel = reader.integer("d_model", defaults.dModel, 1, largestModelWidth);
    config.dKv = reader.integer("d_kv", defaults.dKv, 1, largestModelWidth);
    config.dFf = reader.integer("d_ff", defaults.dFf, 1, largestWidth);
    config.heads = reader.integer("num_heads", defaults.heads, 1, mostHeads);
    config.encoderLayers = reader.integer("num_layers", defaults.layers, 1, mostLayers);
    config.decoderLayers = reader.integer("num_decoder_layers", config.encoderLayers, 1, mostLayers);
    if (config.innerDim() > largestWidth) {
        reader.refuse(ErrorCode::BadInput, "d_kv · num_heads", std::to_string(config.innerDim()),
                      "at most " + std::to_string(largestWidth));
    }
    readBuckets(reader, config);
    config.feedForward = feedForwardOf(reader, *config.family);
    config.layerNormEpsilon = reader.number("layer_norm_epsilon", config.layerNormEpsilon, 0, 1);
    config.tieWordEmbeddings = reader.boolean("tie_word_embeddings");
    config.scaleDecoderOutputs = reader.boolean("scale_decoder_outputs");
    config.decoderStartToken = reader.token("decoder_start_token_id", 0, config.vocabSize);
    config.padToken = reader.token("pad_token_id", 0, config.vocabSize);
    config.eosToken = reader.token("eos_token_id", 1, config.vocabSize);
    config.topKs = topKsOf(reader, config);
    return config;
}

ModelConfig readModelConfig(const std::filesystem::path& configJson)
{
    return parseModelConfig(readTextFile(configJson, largestFile), configJson);
}

} // namespace sparsight
