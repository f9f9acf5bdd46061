// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "core/dataset/Sentence.h"
#include "core/dataset/Topic.h"
#include "core/store/Records.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

class Database;

/// One connection to a project file (`.sparsight`), which holds data sets, topics, checkpoints, runs and activations.
///
/// Not thread-safe: every thread opens its own (opening costs about a millisecond). Readers see the last committed
/// block of a capture that runs in another thread or process. Only one process writes: a ReadWrite open in a second one
/// throws Error(Busy), and the caller may offer ReadOnly. All functions throw Error.
///
/// While a project is open, no other code of the process may open and close its file: POSIX would drop SQLite's locks.
class Project {
public:
    enum class Mode { ReadWrite, ReadOnly };

    /// Makes a new, empty project; the file must not exist.
    static Project create(const std::filesystem::path& file);
    /// Checks header, application id, version and schema first; anything unlike ours is rejected, unchanged.
    static Project open(const std::filesystem::path& file, Mode mode);
    /// A further connection of this process, for another thread.
    Project reopen(Mode mode = Mode::ReadOnly) const;

    ~Project();
    Project(Project&&) noexcept;
    Project& operator=(Project&&) noexcept;

    const std::filesystem::path& file() const noexcept;
    bool isReadOnly() const noexcept;
    /// False when the last writer was cut off: the file is then checked before the first change.
    bool wasClosedCleanly() const noexcept;
    /// Reads the whole file and checks its structure (SQLite's quick_check); for the background. Throws Error(Corrupt).
    void checkIntegrity(const std::stop_token& stop = {}) const;
    /// Stays the same while the file is moved; names the search index in the cache.
    std::string uuid() const;

    // Data sets ------------------------------------------------------------------------------------------------------
    /// Runs `fill` inside one transaction; every sentence it hands over is appended. Nothing stays when it throws.
    struct ImportResult {
        DatasetId id;
        std::uint32_t sentences = 0;
    };
    using SentenceSink = std::function<void(Sentence&&)>;
    ImportResult importDataset(const std::string& name, const std::string& source,
                               const std::function<std::uint32_t(const SentenceSink&)>& fill /* returns blank lines */);
    std::vector<DatasetInfo> datasets() const;
    DatasetInfo dataset(std::string_view name) const; ///< Throws Error(NotFound) naming those that exist.
    DatasetInfo dataset(DatasetId id) const;
    Sentence sentence(DatasetId dataset, SentenceId id) const;
    /// In the data set's order. The reference is valid during the call only.
    void forEachSentence(DatasetId dataset, const std::function<void(SentenceId, const Sentence&)>& visit) const;
    std::uint32_t sentencesWithoutTarget(DatasetId id) const;
    void removeDataset(DatasetId id); ///< with its runs

    // Topics ---------------------------------------------------------------------------------------------------------
    void putTopic(const Topic& topic); ///< makes it, or replaces the one of that name
    std::vector<Topic> topics() const;
    Topic topic(std::string_view name) const; ///< case-insensitive; throws Error(NotFound) naming those that exist
    void removeTopic(std::string_view name);

    // Checkpoints ----------------------------------------------------------------------------------------------------
    /// Adds it, or updates path and name of the one with the same weights.
    CheckpointId putCheckpoint(CheckpointInfo info);
    std::vector<CheckpointInfo> checkpoints() const;
    CheckpointInfo checkpoint(std::string_view name) const; ///< Throws Error(NotFound) naming those that exist.
    CheckpointInfo checkpoint(CheckpointId id) const;
    void putTraining(const TrainingInfo& training); ///< replaces what was known of its checkpoint
    /// By parent, then learning rate from the highest. A file of an older version that is read only has none.
    std::vector<TrainingInfo> trainings() const;

    // Runs -----------------------------------------------------------------------------------------------------------
    RunId createRun(const RunInfo& run); ///< name, checkpoint, dataset, settings, neurons, signedValues are read
    std::vector<RunInfo> runs() const;
    RunInfo run(std::string_view name) const; ///< Throws Error(NotFound) naming those that exist.
    RunInfo run(RunId id) const;
    void renameRun(RunId id, const std::string& name);
    /// Records that another version went on with the run.
    void addRunVersions(RunId id, const std::string& versions);
    void removeRun(RunId id);
    /// Text that the checkpoint generated for a sentence (DecoderMode::Generate), if any.
    std::optional<std::string> generatedText(RunId run, SentenceId sentence) const;

    Database& database() const noexcept; ///< for the other classes of core/store

private:
    explicit Project(std::unique_ptr<Database> database);
    std::unique_ptr<Database> m_database;
};

} // namespace sparsight
