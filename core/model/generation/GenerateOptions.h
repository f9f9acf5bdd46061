// SPDX-License-Identifier: GPL-3.0-or-later
// How a checkpoint writes text. No torch: command line and window choose these too.
#pragma once

#include <cstdint>

namespace sparsight {

class CheckpointDirectory;

/// When beam search is done with a text for which it has as many closed beams as it may keep.
enum class EarlyStopping : std::uint8_t {
    Off,   ///< when the best open beam, closed now, would not enter them
    On,    ///< at once
    Never, ///< when the best open beam could not enter them at any length up to the longest
};

/// Names and effects are those of transformers' GenerationConfig. Lengths count what is written: the start token is
/// left out, unlike in its min_length and max_length, and `</s>` is included.
struct GenerateOptions {
    int minimumTokens = 0;       ///< `</s>` is not written before this many other tokens (min_new_tokens)
    int maximumTokens = 64;      ///< (max_new_tokens)
    int maximumSourceTokens = 0; ///< longer texts are cut; 0: never
    int noRepeatNgram = 0;       ///< n-grams of this size occur once; 0: as they come (no_repeat_ngram_size)

    int beams = 1;            ///< 1: greedy (num_beams)
    double lengthPenalty = 1; ///< a beam's score is its log-probability / length^penalty: above 0 favours long texts
    EarlyStopping earlyStopping = EarlyStopping::Off;

    bool sample = false;    ///< draw each token; goes with one beam (do_sample)
    int topK = 50;          ///< among the K most probable; 0: all
    double topP = 1;        ///< among the fewest of them that have this share of the probability together
    double temperature = 1; ///< scores are divided by it: below 1 sharpens
    std::uint64_t seed = 0; ///< with it, a text's place in the call decides what is drawn; batches do not

    friend bool operator==(const GenerateOptions&, const GenerateOptions&) = default;
};

inline constexpr int mostBeams = 256;
inline constexpr int mostNewTokens = 65535; // as many as a capture can record: its positions have 16 bits

/// Throws Error(BadInput) that says which choices are out of range or do not go together.
void checkOptions(const GenerateOptions& options);

/// What the checkpoint asks for, found as transformers finds it: in generation_config.json, or in config.json where
/// there is no such file (its task_specific_params are not looked at). Lengths that it leaves out are as above. Throws
/// Error.
GenerateOptions readGenerateOptions(const CheckpointDirectory& directory);

} // namespace sparsight
