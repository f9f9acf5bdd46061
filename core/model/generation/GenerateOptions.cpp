// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/generation/GenerateOptions.h"

#include "core/base/Error.h"
#include "core/model/CheckpointDirectory.h"
#include "core/model/Json.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sparsight {

using nlohmann::json;

namespace {

constexpr std::uint64_t largestFile = 1 << 20;

void require(bool holds, const std::string& sentence)
{
    if (!holds) throw Error(ErrorCode::BadInput, sentence);
}

std::string number(int value)
{
    return std::to_string(value);
}

/// The fields of one file; a field that is absent or null leaves the value as it is.
struct Fields {
    const json& object;
    const std::filesystem::path& file;

    const json* find(const char* name) const
    {
        const auto found = object.find(name);
        return found == object.end() || found->is_null() ? nullptr : &*found;
    }

    [[noreturn]] void refuse(const char* name, const json& value, const char* expected) const
    {
        throw Error(ErrorCode::BadInput,
                    file.string() + ": " + name + " is " + excerpt(value) + "; expected " + expected + ".",
                    {.file = file.string(), .item = name});
    }

    /// `uncounted` tokens of the value are none of those that are written.
    void read(const char* name, int& to, int uncounted = 0) const
    {
        const json* value = find(name);
        if (!value) return;
        const auto whole = wholeNumber(*value);
        if (!whole || *whole < 0 || *whole > std::numeric_limits<int>::max()) refuse(name, *value, "a whole number");
        to = std::max(0, static_cast<int>(*whole) - uncounted);
    }

    void read(const char* name, double& to) const
    {
        const json* value = find(name);
        if (!value) return;
        if (!value->is_number()) refuse(name, *value, "a number");
        to = value->get<double>();
    }

    void read(const char* name, bool& to) const
    {
        const json* value = find(name);
        if (!value) return;
        if (!value->is_boolean()) refuse(name, *value, "true or false");
        to = value->get<bool>();
    }

    void read(const char* name, EarlyStopping& to) const
    {
        const json* value = find(name);
        if (!value) return;
        if (*value == "never") {
            to = EarlyStopping::Never;
        } else if (value->is_boolean()) {
            to = value->get<bool>() ? EarlyStopping::On : EarlyStopping::Off;
        } else {
            refuse(name, *value, "true, false or \"never\"");
        }
    }
};

} // namespace

void checkOptions(const GenerateOptions& o)
{
    require(o.maximumTokens >= 1 && o.maximumTokens <= mostNewTokens, "The most tokens to write must be from 1 to " +
                                                                          number(mostNewTokens) + ", not " +
                                                                          number(o.maximumTokens) + ".");
    require(o.minimumTokens >= 0 && o.minimumTokens <= o.maximumTokens,
            "The fewest tokens to write must be from 0 to the most (" + number(o.maximumTokens) + "), not " +
                number(o.minimumTokens) + ".");
    require(o.maximumSourceTokens >= 0, "The most source tokens must not be negative.");
    require(o.noRepeatNgram >= 0, "The size of n-grams that may occur once must not be negative.");
    require(o.beams >= 1 && o.beams <= mostBeams,
            "There must be from 1 to " + number(mostBeams) + " beams, not " + number(o.beams) + ".");
    require(std::abs(o.lengthPenalty) <= 100, "The length penalty must be from -100 to 100.");
    require(!o.sample || o.beams == 1, "Sampling and beam search do not go together; choose one beam or no sampling.");
    require(o.topK >= 0, "The number of most probable tokens to draw from must not be negative.");
    require(o.topP > 0 && o.topP <= 1, "The share of the probability to draw from must be above 0 and at most 1.");
    require(o.temperature >= 1e-6 && o.temperature <= 1e6, "The temperature must be from 0.000001 to 1000000.");
}

GenerateOptions readGenerateOptions(const CheckpointDirectory& directory)
{
    const auto own = directory.find("generation_config.json");
    const std::filesystem::path file = own ? *own : directory.file("config.json");
    const json object = readJsonObject(file, largestFile);
    const Fields fields{object, file};
    constexpr int startToken = 1; // which transformers counts in these two
    GenerateOptions options;
    fields.read("min_length", options.minimumTokens, startToken);
    fields.read("min_new_tokens", options.minimumTokens);
    fields.read("max_length", options.maximumTokens, startToken);
    fields.read("max_new_tokens", options.maximumTokens);
    if (!fields.find("max_length") && !fields.find("max_new_tokens"))
        options.maximumTokens = std::max(options.maximumTokens, options.minimumTokens);
    fields.read("no_repeat_ngram_size", options.noRepeatNgram);
    fields.read("num_beams", options.beams);
    fields.read("length_penalty", options.lengthPenalty);
    fields.read("early_stopping", options.earlyStopping);
    fields.read("do_sample", options.sample);
    fields.read("top_k", options.topK);
    fields.read("top_p", options.topP);
    fields.read("temperature", options.temperature);
    checkOptions(options);
    return options;
}

} // namespace sparsight
