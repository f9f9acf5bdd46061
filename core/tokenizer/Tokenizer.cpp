// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/Tokenizer.h"

#include "core/base/Error.h"
#include "core/model/CheckpointDirectory.h"
#include "core/model/ModelConfig.h"
#include "core/tokenizer/AddedTokens.h"
#include "core/tokenizer/CharacterMap.h"
#include "core/tokenizer/SentencePieceModel.h"
#include "core/tokenizer/TokenizerSettings.h"
#include "core/tokenizer/UnigramModel.h"
#include "core/tokenizer/Utf8.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

namespace sparsight {

namespace {

constexpr std::string_view wordMark = "\u2581"; // ▁
constexpr std::int32_t unknownId = 2;           // T5's, whatever the model's own trainer_spec says

/// The pieces with the sentinels behind them, the highest number first.
std::vector<SentencePieceModel::Piece> vocabulary(const SentencePieceModel& model, int extraIds)
{
    auto pieces = model.pieces;
    for (int i = extraIds - 1; i >= 0; --i)
        pieces.push_back({.text = sentinelName(i)});
    return pieces;
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to)
{
    std::string result;
    for (std::size_t at = text.find(from); at != std::string_view::npos; at = text.find(from)) {
        result += text.substr(0, at);
        result += to;
        text.remove_prefix(at + from.size());
    }
    result += text;
    return result;
}

/// What transformers calls clean_up_tokenization.
std::string withSpacesCleanedUp(std::string text)
{
    using Rule = std::pair<std::string_view, std::string_view>;
    for (const auto& [from, to] :
         {Rule{" .", "."}, Rule{" ?", "?"}, Rule{" !", "!"}, Rule{" ,", ","}, Rule{" ' ", "'"}, Rule{" n't", "n't"},
          Rule{" 'm", "'m"}, Rule{" 's", "'s"}, Rule{" 've", "'ve"}, Rule{" 're", "'re"}})
        text = replaced(text, from, to);
    return text;
}

/// Calls `visit` with every run of characters that are not white space, and whether white space stands before it.
template <class Visitor>
void forEachWord(std::string_view text, Visitor visit)
{
    bool afterSpace = false;
    while (!text.empty()) {
        std::size_t end = 0;
        while (end < text.size()) {
            const CodePoint next = firstCodePoint(text.substr(end));
            if (isSpace(next.value)) break;
            end += next.bytes;
        }
        if (end > 0) visit(text.substr(0, end), afterSpace);
        if (end == text.size()) return;
        text.remove_prefix(end + firstCodePoint(text.substr(end)).bytes);
        afterSpace = true;
    }
}

} // namespace

class Tokenizer::Implementation {
public:
    Implementation(const std::filesystem::path& file, const SentencePieceModel& model,
                   const TokenizerSettings& settings, const ModelConfig& config, bool legacy)
        : m_characters(model.precompiledCharsmap, file.string())
        , m_unigram(vocabulary(model, settings.extraIds), unknownId)
        , m_pieceCount(static_cast<int>(model.pieces.size()))
        , m_rows(config.vocabSize)
        , m_legacy(legacy)
        , m_cleanUpSpaces(settings.cleanUpSpaces)
    {
        if (m_pieceCount > m_rows) {
            throw Error(ErrorCode::Corrupt,
                        file.string() + " has " + std::to_string(m_pieceCount) +
                            " pieces, but the embedding has only " + std::to_string(m_rows) +
                            " rows; the file belongs to another checkpoint.",
                        {.file = file.string(), .item = "vocab_size"});
        }
        addTokens(settings);
        m_eos = idOf(settings.eos);
        m_pad = idOf(settings.pad);
    }

    /// Ids, and what unknown ones stand for.
    struct Encoded {
        std::vector<std::int32_t> ids;
        std::vector<std::string> unknownTexts;

        void add(const AddedToken& token)
        {
            ids.push_back(token.id);
            if (token.id == unknownId) unknownTexts.push_back(token.content);
        }
    };

    Encoded encode(std::string_view given) const
    {
        const std::string text = repairedUtf8(given);
        Encoded encoded;
        bool afterToken = false;
        for (const TextPart& part : m_rawTokens.split(text)) {
            if (part.token)
                encoded.add(*part.token);
            else
                encodeRaw(part.text, afterToken, encoded);
            afterToken = true; // text parts never follow each other
        }
        encoded.ids.push_back(m_eos);
        checkRows(encoded.ids);
        return encoded;
    }

    std::string decode(std::span<const std::int32_t> ids) const
    {
        std::string text;
        bool first = true;
        for (const std::int32_t id : ids) {
            const std::string piece(pieceText(id));
            if (piece.empty() || m_special.contains(piece)) continue;
            text += replaced(piece, wordMark, first ? "" : " ");
            first = false;
        }
        return m_cleanUpSpaces ? withSpacesCleanedUp(std::move(text)) : text;
    }

    Token token(std::int32_t id) const
    {
        const std::string piece(pieceText(id));
        const bool special = m_special.contains(piece) && id != unknownId;
        return {id, piece, special || piece.starts_with(wordMark), special};
    }

    int pieceCount() const { return m_pieceCount; }
    int size() const { return m_size; }
    std::int32_t eosId() const { return m_eos; }
    std::int32_t padId() const { return m_pad; }

private:
    /// Gives every added token its id: that of the piece with its text, or the next free one.
    void addTokens(const TokenizerSettings& settings)
    {
        m_size = static_cast<int>(m_unigram.pieces().size());
        std::vector<AddedToken> tokens;
        std::map<std::string, std::size_t> position;
        for (AddedToken token : settings.addedTokens) {
            if (token.content.empty()) continue;
            const auto [known, isNew] = position.emplace(token.content, tokens.size());
            if (token.special) m_special.insert(token.content);
            if (isNew) {
                token.id = m_unigram.find(token.content);
                if (token.id < 0) token.id = m_size++;
                m_added[token.id] = token.content;
                tokens.push_back(std::move(token));
            } else {
                token.id = tokens[known->second].id;
                tokens[known->second] = std::move(token);
            }
        }
        m_rawTokens = finder(tokens, false);
        m_normalizedTokens = finder(tokens, true);
    }

    AddedTokenFinder finder(const std::vector<AddedToken>& all, bool normalized) const
    {
        std::vector<AddedToken> tokens;
        std::vector<std::string> contents;
        for (const AddedToken& token : all) {
            if (token.normalized != normalized) continue;
            tokens.push_back(token);
            contents.push_back(normalized ? m_characters.apply(token.content) : token.content);
        }
        return {std::move(tokens), contents};
    }

    std::int32_t idOf(const std::string& content) const
    {
        for (const auto& [id, text] : m_added)
            if (text == content) return id;
        const std::int32_t piece = m_unigram.find(content);
        return piece < 0 ? unknownId : piece;
    }

    void encodeRaw(std::string_view text, bool afterToken, Encoded& encoded) const
    {
        const std::string normalized = m_characters.apply(text);
        for (const TextPart& part : m_normalizedTokens.split(normalized)) {
            if (part.token)
                encoded.add(*part.token);
            else
                encodeWords(part.text, afterToken, encoded);
            afterToken = true;
        }
    }

    /// Every word is encoded by itself, with ▁ before it; ▁ in the text begins a word, too.
    void encodeWords(std::string_view text, bool afterToken, Encoded& encoded) const
    {
        forEachWord(text, [&](std::string_view word, bool afterSpace) {
            const bool joined = !m_legacy && afterToken && !afterSpace;
            std::string marked(joined || word.starts_with(wordMark) ? "" : wordMark);
            marked += word;
            for (std::string_view rest = marked; !rest.empty();) {
                const std::size_t end = std::min(rest.find(wordMark, 1), rest.size());
                m_unigram.encode(rest.substr(0, end), encoded.ids, &encoded.unknownTexts);
                rest.remove_prefix(end);
            }
            afterToken = false;
        });
    }

    void checkRows(const std::vector<std::int32_t>& ids) const
    {
        const auto outside = std::ranges::find_if(ids, [&](std::int32_t id) { return id >= m_rows; });
        if (outside == ids.end()) return;
        throw Error(ErrorCode::BadInput,
                    "The token " + std::string(pieceText(*outside)) + " in the text has the number " +
                        std::to_string(*outside) + ", but the model's embedding has only " + std::to_string(m_rows) +
                        " rows; leave it out of the text.",
                    {.item = std::string(pieceText(*outside))});
    }

    std::string_view pieceText(std::int32_t id) const
    {
        if (const auto added = m_added.find(id); added != m_added.end()) return added->second;
        const auto& pieces = m_unigram.pieces();
        if (id < 0 || static_cast<std::size_t>(id) >= pieces.size()) return {};
        return pieces[static_cast<std::size_t>(id)].text;
    }

    CharacterMap m_characters;
    UnigramModel m_unigram; // the pieces, then the sentinels
    AddedTokenFinder m_rawTokens, m_normalizedTokens;
    std::unordered_map<std::int32_t, std::string> m_added; // contents by id
    std::set<std::string> m_special;
    int m_pieceCount = 0;
    int m_size = 0;
    int m_rows = 0; // of the embedding
    std::int32_t m_eos = 1, m_pad = 0;
    bool m_legacy = true;
    bool m_cleanUpSpaces = false;
};

bool truncateIds(std::vector<std::int32_t>& ids, int limit)
{
    const auto kept = static_cast<std::size_t>(std::max(limit, 1));
    if (ids.size() <= kept) return false;
    const std::int32_t last = ids.back();
    ids.resize(kept);
    ids.back() = last;
    return true;
}

Tokenizer::Tokenizer(const CheckpointDirectory& directory, const ModelConfig& config, bool legacy)
{
    const std::filesystem::path file = directory.tokenizerModel();
    const SentencePieceModel model = readSentencePieceModel(file);
    const TokenizerSettings settings = readTokenizerSettings(directory, model);
    m_implementation = std::make_unique<Implementation>(file, model, settings, config, legacy);
}

Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;
Tokenizer::~Tokenizer() = default;

std::vector<std::int32_t> Tokenizer::encodeIds(std::string_view text) const
{
    return m_implementation->encode(text).ids;
}

std::vector<Token> Tokenizer::encode(std::string_view text) const
{
    Implementation::Encoded encoded = m_implementation->encode(text);
    std::vector<Token> tokens;
    auto unknown = encoded.unknownTexts.begin();
    for (const std::int32_t id : encoded.ids) {
        Token token = m_implementation->token(id);
        token.startsWord |= tokens.empty() || tokens.back().special; // without the legacy space behind a sentinel
        if (id == unknownId) token.unknownText = std::move(*unknown++);
        tokens.push_back(std::move(token));
    }
    return tokens;
}

Token Tokenizer::token(std::int32_t id) const
{
    return m_implementation->token(id);
}
std::string Tokenizer::decode(std::span<const std::int32_t> ids) const
{
    return m_implementation->decode(ids);
}
int Tokenizer::pieceCount() const noexcept
{
    return m_implementation->pieceCount();
}
int Tokenizer::size() const noexcept
{
    return m_implementation->size();
}
std::int32_t Tokenizer::eosId() const noexcept
{
    return m_implementation->eosId();
}
std::int32_t Tokenizer::padId() const noexcept
{
    return m_implementation->padId();
}

} // namespace sparsight
