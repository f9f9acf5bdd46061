// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/CheckpointShader.h"

#include "core/analysis/tokens/NeuronTokens.h"
#include "core/base/Error.h"
#include "core/probe/RunCheckpoint.h"
#include "core/report/TextTable.h"
#include "core/report/TokenTable.h"

#include <map>

namespace sparsight {

namespace {

/// SentencePiece marks the beginning of a word by this character.
constexpr std::string_view wordMark = "▁";

std::string textOf(const Token& token)
{
    const std::string blank(token.startsWord ? 1 : 0, ' ');
    if (!token.unknownText.empty()) return blank + token.unknownText;
    if (token.special) return ' ' + token.piece;
    std::string text;
    std::string_view rest = token.piece;
    for (std::size_t at = rest.find(wordMark); at != rest.npos; at = rest.find(wordMark)) {
        text.append(rest.substr(0, at)) += ' ';
        rest.remove_prefix(at + wordMark.size());
    }
    return text.append(rest);
}

constexpr std::size_t writtenPieces = 10;   // of each end
constexpr std::size_t maximumTokensShown = 8; // of those with the most maxima

ReportTable writingTable(const NeuronWriting& writing, const std::string& run)
{
    const bool encoder = writing.layer.stack == Stack::Encoder;
    ReportTable table{.title = "Writes (" + run + ")", .columns = {}, .rows = {}, .note = {}};
    table.columns = {{.id = "more", .title = "More likely", .explanation = {}, .right = false},
                     {.id = "more_score", .title = "Score", .explanation = {}},
                     {.id = "less", .title = "Less likely", .explanation = {}, .right = false},
                     {.id = "less_score", .title = "Score", .explanation = {}}};
    for (std::size_t i = 0; i < writing.top.size(); ++i) {
        const auto score = [](const NeuronWriting::Piece& piece) {
            return numberCell(fixed(piece.score, 4), piece.score);
        };
        table.rows.push_back({textCell(writing.top[i].piece), score(writing.top[i]), textCell(writing.bottom[i].piece),
                              score(writing.bottom[i])});
    }
    table.note = std::string("Score of a piece: the neuron's column of wo, times the weight of the ") +
                 (encoder ? "encoder" : "decoder") + "'s final norm, times the piece's row of the " +
                 (writing.ownHead ? "head." : "embedding.");
    if (encoder) table.note += " The encoder has no head.";
    return table;
}

class CheckpointShader {
public:
    CheckpointShader(const Project& project, EngineFactory load, LoadOptions options,
                     std::function<void(const std::string&)> note, ProgressCallback progress)
        : m_project(project)
        , m_load(std::move(load))
        , m_options(std::move(options))
        , m_note(std::move(note))
        , m_progress(std::move(progress))
    {
    }

    std::vector<std::vector<ReportPiece>> shade(const RunInfo& run, LayerId layer, NeuronId neuron,
                                                std::span<const ShadeSource> sources, const std::stop_token& stop)
    {
        prepare(run, stop);
        if (!m_engine) return {};
        std::vector<std::vector<ReportPiece>> all;
        for (const ShadeSource& source : sources) {
            throwIfStopped(stop);
            const auto decoderText = decoderTextOf(m_project, run, source.id, source.sentence);
            const ActivationsResult result = m_engine->activations(source.sentence.text, decoderText, {layer}, stop);
            const std::vector<Token>& tokens = layer.stack == Stack::Encoder ? result.tokens : result.decoderTokens;
            all.push_back(pieces(tokens, result.layers.at(0), neuron));
        }
        return all;
    }

    std::optional<ReportTable> write(const RunInfo& run, LayerId layer, NeuronId neuron, const std::stop_token& stop)
    {
        prepare(run, stop);
        if (!m_engine) return std::nullopt;
        return writingTable(m_engine->writing(layer, neuron, writtenPieces), run.name);
    }

    std::optional<ReportTable> tokens(const RunInfo& run, LayerId layer, NeuronId neuron, const std::stop_token& stop)
    {
        if (run.settings.aggregate != Aggregate::Max) return std::nullopt;
        const RunTokens* read = tokensOf(run, layer.stack, stop);
        if (!read) return std::nullopt;
        const NeuronTokens found = computeNeuronTokens(m_project, run, layer, neuron, *read, stop);
        if (found.fires == 0) return std::nullopt;
        return tokenTable(found, maximumTokensShown);
    }

private:
    /// Kept, because a report asks for every neuron's in turn; null where they cannot be had.
    const RunTokens* tokensOf(const RunInfo& run, Stack stack, const std::stop_token& stop)
    {
        const auto known = m_tokens.find({run.id, stack});
        if (known != m_tokens.end()) return known->second ? &*known->second : nullptr;
        std::optional<RunTokens>& read = m_tokens[{run.id, stack}];
        prepare(run, stop);
        if (!m_engine) return nullptr;
        try {
            read = readRunTokens(m_project, run, stack, *m_engine, stop, m_progress);
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Cancelled) throw;
            if (m_note) m_note(error.what());
        }
        return read ? &*read : nullptr;
    }

    /// Loads the run's checkpoint, unless it is loaded or was refused already.
    void prepare(const RunInfo& run, const std::stop_token& stop)
    {
        if (m_checkpoint == run.checkpoint) return;
        m_engine.reset();
        m_checkpoint = run.checkpoint;
        try {
            m_engine = loadCheckpointOf(run, m_project, m_load, m_options, stop, m_progress);
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Cancelled) throw;
            if (!m_note) return;
            m_note("Sentences of \"" + m_project.checkpoint(run.checkpoint).name +
                   "\" are shown without shades: " + error.what());
        }
    }

    static std::vector<ReportPiece> pieces(const std::vector<Token>& tokens, const LayerActivations& values,
                                           NeuronId neuron)
    {
        std::vector<ReportPiece> all;
        for (std::uint32_t t = 0; t < values.tokens; ++t) {
            const float value = values.at(t, neuron);
            // Marks like </s> belong to the sentence only where the neuron fires on them.
            if (tokens[t].special && value == 0) continue;
            all.push_back({.text = textOf(tokens[t]), .value = value});
        }
        return all;
    }

    const Project& m_project;
    EngineFactory m_load;
    LoadOptions m_options;
    std::function<void(const std::string&)> m_note;
    ProgressCallback m_progress;
    std::optional<CheckpointId> m_checkpoint;  ///< that was asked for last
    std::unique_ptr<InferenceEngine> m_engine; ///< none where it was refused
    std::map<std::pair<RunId, Stack>, std::optional<RunTokens>> m_tokens;
};

} // namespace

std::optional<std::string> decoderTextOf(const Project& project, const RunInfo& run, SentenceId id,
                                         const Sentence& sentence)
{
    switch (run.settings.decoder) {
    case DecoderMode::None: return std::nullopt;
    case DecoderMode::Teacher: return sentence.target.empty() ? sentence.text : sentence.target;
    case DecoderMode::Generate: return project.generatedText(run.id, id);
    }
    return std::nullopt;
}

ReportProbe checkpointProbe(const Project& project, EngineFactory load, LoadOptions options,
                            std::function<void(const std::string&)> note, ProgressCallback progress)
{
    auto shader = std::make_shared<CheckpointShader>(project, std::move(load), std::move(options), std::move(note),
                                                     std::move(progress));
    return {.shade = [shader](const RunInfo& run, LayerId layer, NeuronId neuron, std::span<const ShadeSource> sources,
                              const std::stop_token& stop) { return shader->shade(run, layer, neuron, sources, stop); },
            .write = [shader](const RunInfo& run, LayerId layer, NeuronId neuron,
                              const std::stop_token& stop) { return shader->write(run, layer, neuron, stop); },
            .tokens = [shader](const RunInfo& run, LayerId layer, NeuronId neuron,
                               const std::stop_token& stop) { return shader->tokens(run, layer, neuron, stop); }};
}

} // namespace sparsight
