// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a project file as plain structs. Definitions of every term: docs/definitions.md.
#pragma once

#include "core/base/Ids.h"
#include "core/base/Precision.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

struct DatasetInfo {
    DatasetId id;
    std::string name;
    std::string source; ///< file names it was read from
    std::string sha256; ///< over the sentences' text, label, group and target
    std::uint32_t sentences = 0;
    std::uint32_t blankLines = 0; ///< skipped on import
    bool hasLabels = false, hasGroups = false, hasTargets = false;
};

struct CheckpointInfo {
    CheckpointId id;
    std::string name;          ///< the directory's name, made unique
    std::string path;          ///< directory it was last loaded from
    std::string weightsSha256; ///< identity of the checkpoint
    std::string family;        ///< e.g. "t5"
    std::string config;        ///< config.json as read
    std::uint64_t parameters = 0;
};

/// How a checkpoint of the project came about from another.
struct TrainingInfo {
    CheckpointId checkpoint, parent;
    std::string dataset; ///< its name when it was trained on
    double learningRate = 0;
    std::string settings, history; ///< JSON, see core/training/TrainingService.h
    std::string end;               ///< "finished", "early" or "diverged"
};

enum class Positions { All, Content };    ///< Content leaves out </s>
enum class Aggregate { Max, Mean, Last }; ///< of a sentence's positions
enum class DecoderMode { None, Teacher, Generate };
enum class ValueFormat { F16, F32 };

/// "all", "max", "none", "fp32", "f16" …, as the command line spells them. parse… throw Error(BadInput).
std::string_view toString(Positions);
std::string_view toString(Aggregate);
std::string_view toString(DecoderMode);
std::string_view toString(Precision);
std::string_view toString(ValueFormat);
Positions parsePositions(std::string_view);
Aggregate parseAggregate(std::string_view);
DecoderMode parseDecoderMode(std::string_view);
Precision parsePrecision(std::string_view);
ValueFormat parseValueFormat(std::string_view);

inline constexpr int defaultNewTokens = 64;

/// The choices of a run, those that decide its values and those that are recorded only: see differences().
struct RunSettings {
    std::vector<LayerId> layers;
    Positions positions = Positions::All;
    Aggregate aggregate = Aggregate::Max;
    DecoderMode decoder = DecoderMode::None;
    int maximumNewTokens = defaultNewTokens; ///< longest text that DecoderMode::Generate writes
    Precision precision = Precision::Fp32;
    ValueFormat values = ValueFormat::F16;
    double epsilon = 0;       ///< fires when |a| > epsilon; 0 for families with an exact zero
    int maximumTokens = 2048; ///< longer sentences are truncated, and counted
    std::string device;       ///< "cpu" or "cuda:0"
    int threads = 0;
    std::uint64_t seed = 0;
    std::string versions; ///< e.g. "sparsight 0.1.0, torch 2.13.0"; those that went on with the run follow after "; "

    bool operator==(const RunSettings&) const = default;
};

/// "enc1,enc6"
std::string layerNames(const std::vector<LayerId>& layers);

/// A choice in which two runs differ, with both values as people write them.
struct Difference {
    std::string what; ///< e.g. "layers"
    std::string stored, wanted;
};

/// Where settings that decide values differ; two runs of one checkpoint and data set without any are the same run.
/// Versions and threads are not among them: a run may go on after an update. Of the device only its kind counts,
/// because the values of a CPU and a GPU differ in their last bits.
std::vector<Difference> differences(const RunSettings& stored, const RunSettings& wanted);

struct RunInfo {
    RunId id;
    std::string name;
    CheckpointId checkpoint;
    DatasetId dataset;
    RunSettings settings;
    std::uint32_t neurons = 0; ///< d_ff of the checkpoint
    bool signedValues = false; ///< gated and gelu families: rules and statistics use |A|
    bool complete = false;
    std::uint32_t sentencesDone = 0;
    std::uint32_t truncatedSentences = 0;
    std::uint64_t tokens = 0; ///< positions of sentencesDone that count, encoder
    std::uint64_t decoderTokens = 0;
    std::uint64_t nonzeros = 0;    ///< stored sentence values, all layers
    std::uint64_t saturated = 0;   ///< values clipped to the largest fp16
    std::uint64_t bytesStored = 0; ///< of activation blobs
    double seconds = 0;            ///< spent capturing
};

} // namespace sparsight
