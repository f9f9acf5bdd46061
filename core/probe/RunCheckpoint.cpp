// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/RunCheckpoint.h"

#include "core/base/Error.h"
#include "core/probe/CheckpointShader.h"

namespace sparsight {

namespace {

void requireTokens(const RunInfo& run, Stack stack)
{
    if (stack == Stack::Encoder || run.settings.decoder == DecoderMode::Teacher) return;
    throw Error(ErrorCode::BadInput, "The decoder of run \"" + run.name +
                                         "\" read tokens that it had written itself, and the project keeps their text "
                                         "alone; ask for a layer of the encoder, or capture with --decoder teacher.");
}

/// Reads texts as a stack does in a run.
class StackTokenizer {
public:
    StackTokenizer(InferenceEngine& engine, Stack stack, int maximumTokens, const std::stop_token& stop)
        : m_engine(engine)
        , m_most(static_cast<std::size_t>(maximumTokens))
        , m_end(engine.tokenize({}).back())
    {
        if (stack == Stack::Encoder) return;
        const LayerId first{Stack::Decoder, 1};
        m_start = engine.activations({}, std::string(), {first}, stop).decoderTokens.front();
    }
    const Token& end() const { return m_end; } ///< `</s>`, which ends every text of the encoder
    std::vector<Token> read(const std::string& text) const
    {
        std::vector<Token> tokens = m_engine.tokenize(text);
        if (tokens.size() > m_most) { // the last one stays
            tokens.resize(m_most);
            tokens.back() = m_end;
        }
        if (!m_start) return tokens;
        tokens.pop_back(); // to be written, and not read
        tokens.insert(tokens.begin(), *m_start);
        return tokens;
    }

private:
    InferenceEngine& m_engine;
    std::size_t m_most;
    Token m_end;
    std::optional<Token> m_start; ///< with which the decoder begins
};

} // namespace

std::unique_ptr<InferenceEngine> loadCheckpointOf(const RunInfo& run, const Project& project, const EngineFactory& load,
                                                  const LoadOptions& options, const std::stop_token& stop,
                                                  const ProgressCallback& progress)
{
    const CheckpointInfo checkpoint = project.checkpoint(run.checkpoint);
    auto engine = load(checkpoint.path, options, stop, progress);
    if (engine->weightsSha256(stop, progress) == checkpoint.weightsSha256) return engine;
    throw Error(ErrorCode::BadInput, "the weights in " + checkpoint.path + " are no longer the run's.",
                {.file = checkpoint.path});
}

RunTokens readRunTokens(const Project& project, const RunInfo& run, Stack stack, InferenceEngine& engine,
                        const std::stop_token& stop, const ProgressCallback& progress)
{
    requireTokens(run, stack);
    const StackTokenizer tokenizer(engine, stack, run.settings.maximumTokens, stop);
    const bool all = run.settings.positions == Positions::All;
    RunTokens tokens(run.id, stack, all ? std::nullopt : std::optional(tokenizer.end().id));
    const std::uint32_t sentences = project.dataset(run.dataset).sentences;
    project.forEachSentence(run.dataset, [&](SentenceId id, const Sentence& sentence) {
        throwIfStopped(stop);
        const std::string text =
            stack == Stack::Encoder ? sentence.text : decoderTextOf(project, run, id, sentence).value();
        for (const Token& token : tokenizer.read(text))
            tokens.add(token.id, token.piece);
        tokens.endSentence();
        if (tokens.sentences() % 256 == 0) report(progress, {"reading tokens", tokens.sentences(), sentences});
    });
    const std::uint64_t read = stack == Stack::Encoder ? run.tokens : run.decoderTokens;
    if (tokens.positions() == read) return tokens;
    throw Error(ErrorCode::BadInput, "The tokenizer of the checkpoint makes " + std::to_string(tokens.positions()) +
                                         " tokens of the data set, and run \"" + run.name + "\" has read " +
                                         std::to_string(read) + ": its files have changed since; capture again.");
}

} // namespace sparsight
