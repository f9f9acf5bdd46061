// SPDX-License-Identifier: GPL-3.0-or-later
// Follows transformers 5.23.0: PreTrainedTokenizerBase._from_pretrained and TokenizersBackend.__init__ decide which
// tokens are added and in which order, T5Tokenizer.__init__ which sentinels there are.
#include "core/tokenizer/TokenizerSettings.h"

#include "core/base/Error.h"
#include "core/model/CheckpointDirectory.h"
#include "core/model/Json.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

namespace sparsight {

using nlohmann::json;

namespace {

constexpr std::uint64_t largestSmallFile = 16 << 20;
constexpr std::uint64_t largestTokenizerJson = 256 << 20;
constexpr int mostExtraIds = 100'000;

/// SPECIAL_TOKENS_ATTRIBUTES of transformers, in its order.
constexpr std::array roles{"bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"};

class SettingsReader {
public:
    SettingsReader(const CheckpointDirectory& directory, const SentencePieceModel& model)
        : m_directory(directory)
        , m_model(model)
    {
    }

    TokenizerSettings run()
    {
        readFiles();
        readNumbers();
        addTokens();
        return std::move(m_settings);
    }

private:
    [[noreturn]] void refuse(const std::string& field, const json& found, const std::string& expected) const
    {
        throw Error(ErrorCode::BadInput,
                    m_directory.path().string() + ": " + field + " of the tokeniser is " + excerpt(found) +
                        "; expected " + expected + ".",
                    {.file = m_directory.path().string(), .item = field});
    }

    std::optional<json> readFile(const char* name, std::uint64_t limit, const std::string& without = {}) const
    {
        const auto path = m_directory.find(name);
        if (!path) return std::nullopt;
        return readJsonObject(*path, limit, without);
    }

    void readFiles()
    {
        if (auto config = readFile("tokenizer_config.json", largestSmallFile)) m_config = std::move(*config);
        // The newer name wins where both are there; an empty list does not count.
        const auto extra = m_config.find("extra_special_tokens");
        const bool hasExtra = extra != m_config.end() && !extra->is_null() && !extra->empty();
        if (!hasExtra && m_config.contains("additional_special_tokens"))
            m_config["extra_special_tokens"] = m_config["additional_special_tokens"];
        if (m_config.contains("added_tokens_decoder")) {
            readDecoder(m_config["added_tokens_decoder"]);
            return;
        }
        if (const auto map = readFile("special_tokens_map.json", largestSmallFile))
            for (const auto& [key, value] : map->items())
                m_config[key] = value;
        readOlderAddedTokens();
    }

    void readDecoder(const json& decoder)
    {
        if (!decoder.is_object()) refuse("added_tokens_decoder", decoder, "an object");
        for (const auto& [id, token] : decoder.items()) {
            const bool number =
                !id.empty() && id.size() < 10 && std::ranges::all_of(id, [](char c) { return c >= '0' && c <= '9'; });
            if (!number) refuse("added_tokens_decoder", json(id), "the number of a token");
            m_decoder[std::stoi(id)] = addedToken("added_tokens_decoder", token, false);
        }
    }

    void readOlderAddedTokens()
    {
        if (const auto added = readFile("added_tokens.json", largestSmallFile)) {
            for (const auto& [content, id] : added->items()) {
                const bool special = isNamedSpecial(content);
                m_decoder[tokenNumber("added_tokens.json", id)] = {
                    .content = content, .special = special, .normalized = !special};
            }
        }
        if (const auto tokenizer = readFile("tokenizer.json", largestTokenizerJson, "model")) {
            const auto list = tokenizer->find("added_tokens");
            if (list == tokenizer->end()) return;
            if (!list->is_array()) refuse("added_tokens", *list, "a list");
            for (const json& token : *list) {
                const AddedToken added = addedToken("added_tokens", token, false);
                m_decoder[tokenNumber("added_tokens", token.value("id", json()))] = added;
            }
        }
    }

    int tokenNumber(const std::string& field, const json& value) const
    {
        constexpr std::int64_t largest = 100'000'000;
        const auto number = wholeNumber(value);
        if (!number || *number < 0 || *number > largest) refuse(field, value, "the number of a token");
        return static_cast<int>(*number);
    }

    bool isNamedSpecial(const std::string& content) const
    {
        const auto matches = [&](const AddedToken& token) { return token.content == content; };
        const bool hasRole = std::ranges::any_of(roles, [&](const char* role) {
            const auto found = m_config.find(role);
            return found != m_config.end() && !found->is_null() && matches(addedToken(role, *found, true));
        });
        return hasRole || std::ranges::any_of(configuredExtraTokens().value_or(std::vector<AddedToken>()), matches);
    }

    /// A token given as a text, or as an object with flags. What the object leaves out is false, except that a token
    /// that is not special is normalised.
    AddedToken addedToken(const std::string& field, const json& value, bool special) const
    {
        if (value.is_string()) return {.content = value.get<std::string>(), .special = true};
        const auto content = value.is_object() ? value.find("content") : value.end();
        if (!value.is_object() || content == value.end() || !content->is_string()) refuse(field, value, "a token");
        const auto flag = [&](const char* name, bool missing) {
            const auto found = value.find(name);
            if (found == value.end()) return missing;
            if (!found->is_boolean()) refuse(field, value, "true or false for " + std::string(name));
            return found->get<bool>();
        };
        AddedToken token{.content = content->get<std::string>(), .special = special || flag("special", false)};
        token.normalized = flag("normalized", !token.special);
        token.singleWord = flag("single_word", false);
        token.stripLeft = flag("lstrip", false);
        token.stripRight = flag("rstrip", false);
        return token;
    }

    void readNumbers()
    {
        if (const auto found = m_config.find("extra_ids"); found != m_config.end()) {
            const auto number = wholeNumber(*found);
            if (!number || *number < 0 || *number > mostExtraIds)
                refuse("extra_ids", *found, "a whole number up to " + std::to_string(mostExtraIds));
            m_settings.extraIds = static_cast<int>(*number);
        }
        const auto cleanUp = m_config.find("clean_up_tokenization_spaces");
        m_settings.cleanUpSpaces = cleanUp != m_config.end() && cleanUp->is_boolean() && cleanUp->get<bool>();
    }

    void addTokens()
    {
        std::set<std::string> known;
        for (const auto& [id, token] : m_decoder) {
            m_settings.addedTokens.push_back(token);
            known.insert(token.content);
        }
        for (const char* key : roles) {
            const auto token = namedToken(key);
            if (token && !known.contains(token->content)) m_settings.addedTokens.push_back(*token);
        }
        for (const AddedToken& token : extraTokens())
            if (!known.contains(token.content)) m_settings.addedTokens.push_back(token);
        m_settings.eos = namedToken("eos_token")->content;
        m_settings.pad = namedToken("pad_token")->content;
        const std::set<std::string> named{m_settings.eos, m_settings.pad, namedToken("unk_token")->content};
        for (AddedToken& token : m_settings.addedTokens)
            token.special |= named.contains(token.content);
    }

    /// The token of a role; unset where T5 has none.
    std::optional<AddedToken> namedToken(const std::string& key) const
    {
        static const std::map<std::string, std::string> defaults{
            {"eos_token", "</s>"}, {"unk_token", "<unk>"}, {"pad_token", "<pad>"}};
        const auto found = m_config.find(key);
        if (found != m_config.end() && !found->is_null()) return addedToken(key, *found, true);
        const auto fallback = defaults.find(key);
        if (fallback == defaults.end()) return std::nullopt;
        return AddedToken{.content = fallback->second, .special = true};
    }

    /// The configuration's list; unset where it has none. An empty one counts.
    std::optional<std::vector<AddedToken>> configuredExtraTokens() const
    {
        const auto list = m_config.find("extra_special_tokens");
        if (list == m_config.end()) return std::nullopt;
        std::vector<AddedToken> tokens;
        if (list->is_null()) return tokens;
        if (!list->is_array()) refuse("extra_special_tokens", *list, "a list of tokens");
        for (const json& token : *list)
            tokens.push_back(addedToken("extra_special_tokens", token, true));
        return tokens;
    }

    /// The configuration's list, else control pieces, user-defined pieces and, unless some of those are sentinels, the
    /// sentinels.
    std::vector<AddedToken> extraTokens() const
    {
        if (const auto configured = configuredExtraTokens()) return *configured;
        std::vector<AddedToken> tokens;
        using Type = SentencePieceModel::PieceType;
        for (const auto& piece : m_model.pieces) {
            if (piece.type != Type::Control && piece.type != Type::UserDefined) continue;
            tokens.push_back({.content = piece.text, .special = piece.type == Type::Control});
        }
        const bool ownSentinels = std::ranges::any_of(
            tokens, [](const AddedToken& t) { return t.content.find("<extra_id_") != std::string::npos; });
        for (int i = 0; i < m_settings.extraIds && !ownSentinels; ++i)
            tokens.push_back({.content = sentinelName(i), .special = true});
        return tokens;
    }

    const CheckpointDirectory& m_directory;
    const SentencePieceModel& m_model;
    json m_config = json::object();
    std::map<int, AddedToken> m_decoder; // added tokens that the files list, by id
    TokenizerSettings m_settings;
};

} // namespace

std::string sentinelName(int number)
{
    return "<extra_id_" + std::to_string(number) + ">";
}

TokenizerSettings readTokenizerSettings(const CheckpointDirectory& directory, const SentencePieceModel& model)
{
    return SettingsReader(directory, model).run();
}

} // namespace sparsight
