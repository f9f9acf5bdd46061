// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/VocabularyTrainer.h"

#include "core/base/Error.h"

#include <sentencepiece_trainer.h>

namespace sparsight {

namespace {

class Sentences final : public sentencepiece::SentenceIterator {
public:
    explicit Sentences(const TextStream& texts)
        : m_texts(texts)
    {
        Next();
    }

    bool done() const override { return m_done; }
    void Next() override { m_done = !m_texts(m_text); }
    const std::string& value() const override { return m_text; }
    sentencepiece::util::Status status() const override { return {}; }

private:
    const TextStream& m_texts;
    std::string m_text;
    bool m_done = false;
};

} // namespace

std::string trainVocabulary(const TextStream& texts, int pieces)
{
    Sentences sentences(texts);
    std::string model;
    const auto status = sentencepiece::SentencePieceTrainer::Train({{"model_type", "unigram"},
                                                                    {"vocab_size", std::to_string(pieces)},
                                                                    {"hard_vocab_limit", "false"},
                                                                    {"pad_id", "0"},
                                                                    {"eos_id", "1"},
                                                                    {"unk_id", "2"},
                                                                    {"bos_id", "-1"},
                                                                    {"pad_piece", "<pad>"},
                                                                    {"eos_piece", "</s>"},
                                                                    {"unk_piece", "<unk>"},
                                                                    {"normalization_rule_name", "nmt_nfkc"},
                                                                    {"character_coverage", "1.0"},
                                                                    {"num_threads", "4"}, // decides the order of sums
                                                                    {"minloglevel", "2"}},
                                                                   &sentences, &model);
    if (!status.ok()) {
        throw Error(ErrorCode::BadInput, "No vocabulary of " + std::to_string(pieces) +
                                             " pieces can be trained on these texts: " + status.ToString() +
                                             ". Ask for another number of pieces, give more texts, or an existing "
                                             "spiece.model.");
    }
    return model;
}

} // namespace sparsight
