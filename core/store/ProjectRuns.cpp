// SPDX-License-Identifier: GPL-3.0-or-later
// The runs of a Project.
#include "core/store/ActivationKeys.h"
#include "core/store/BlockCodec.h"
#include "core/store/Database.h"
#include "core/store/Lookup.h"
#include "core/store/Project.h"
#include "core/store/RunRemoval.h"
#include "core/store/Statement.h"

#include <algorithm>
#include <charconv>
#include <functional>

namespace sparsight {

namespace {

constexpr std::uint32_t maximumNeurons = maximumGroups * neuronsPerGroup;

constexpr const char* selectRuns =
    "SELECT id, name, checkpoint, dataset, positions, aggregate, decoder, precision, value_format, epsilon, "
    "maximum_tokens, device, threads, seed, versions, neurons, signed_values, complete, sentences_done, "
    "truncated_sentences, tokens, decoder_tokens, nonzeros, saturated, bytes_stored, seconds FROM run ";

/// "generate" writes as many tokens as it always did; another limit follows as "generate:200". So the first version's
/// table holds it, and files from before there was a choice read as they are.
std::string decoderText(const RunSettings& settings)
{
    const std::string mode(toString(settings.decoder));
    const bool usual = settings.decoder != DecoderMode::Generate || settings.maximumNewTokens == defaultNewTokens;
    return usual ? mode : mode + ":" + std::to_string(settings.maximumNewTokens);
}

void readDecoder(std::string_view text, RunSettings& settings)
{
    const auto colon = text.find(':');
    settings.decoder = parseDecoderMode(text.substr(0, colon));
    if (colon == text.npos) return;
    const std::string_view limit = text.substr(colon + 1);
    const auto [end, error] = std::from_chars(limit.begin(), limit.end(), settings.maximumNewTokens);
    if (error != std::errc() || end != limit.end())
        throw Error(ErrorCode::BadInput, "\"" + std::string(text) + "\" is not a number of tokens to generate.");
}

RunSettings settingsOf(const Statement& row)
{
    RunSettings settings;
    settings.positions = parsePositions(row.text(4));
    settings.aggregate = parseAggregate(row.text(5));
    readDecoder(row.text(6), settings);
    settings.precision = parsePrecision(row.text(7));
    settings.values = parseValueFormat(row.text(8));
    settings.epsilon = row.real(9);
    settings.maximumTokens = static_cast<int>(row.integer(10));
    settings.device = row.text(11);
    settings.threads = static_cast<int>(row.integer(12));
    settings.seed = static_cast<std::uint64_t>(row.integer(13));
    settings.versions = row.text(14);
    return settings;
}

/// The number decides how much memory readers ask for, so one that createRun() refuses is refused here as well.
std::uint32_t neuronsOf(const Connection& connection, std::int64_t stored)
{
    if (stored >= 1 && stored <= std::int64_t(maximumNeurons)) return static_cast<std::uint32_t>(stored);
    throw Error(ErrorCode::Corrupt,
                connection.file().string() + " has a run of " + std::to_string(stored) +
                    " neurons, which cannot be. Restore a backup.",
                {.file = connection.file().string(), .item = "run.neurons"});
}

/// Calls read(); a text in it that is none of our choices means that the file is damaged.
void readSettings(const Connection& connection, const std::string& run, const std::function<void()>& read)
{
    try {
        read();
    } catch (const Error& error) {
        if (error.code() != ErrorCode::BadInput) throw;
        throw Error(ErrorCode::Corrupt,
                    connection.file().string() + " is damaged: the choices of its run \"" + run +
                        "\" cannot be read (" + error.what() + ") Restore a backup.",
                    {.file = connection.file().string(), .item = run});
    }
}

RunInfo runOf(const Connection& connection, const Statement& row)
{
    RunInfo info;
    info.id = RunId(row.integer(0));
    info.name = row.text(1);
    info.checkpoint = CheckpointId(row.integer(2));
    info.dataset = DatasetId(row.integer(3));
    readSettings(connection, info.name, [&] { info.settings = settingsOf(row); });
    info.neurons = neuronsOf(connection, row.integer(15));
    info.signedValues = row.integer(16) != 0;
    info.complete = row.integer(17) != 0;
    info.sentencesDone = static_cast<std::uint32_t>(row.integer(18));
    info.truncatedSentences = static_cast<std::uint32_t>(row.integer(19));
    info.tokens = static_cast<std::uint64_t>(row.integer(20));
    info.decoderTokens = static_cast<std::uint64_t>(row.integer(21));
    info.nonzeros = static_cast<std::uint64_t>(row.integer(22));
    info.saturated = static_cast<std::uint64_t>(row.integer(23));
    info.bytesStored = static_cast<std::uint64_t>(row.integer(24));
    info.seconds = row.real(25);
    Statement layers(connection, "SELECT layer FROM run_layer WHERE run = ? ORDER BY position", info.id);
    readSettings(connection, info.name, [&] {
        while (layers.step())
            info.settings.layers.push_back(LayerId::parse(layers.text(0)));
    });
    return info;
}

void requireNewRunName(const Connection& connection, const std::string& name)
{
    requireName("run", name);
    Statement same(connection, "SELECT 1 FROM run WHERE name = ?", name);
    if (same.step()) {
        throw Error(ErrorCode::BadInput, "This project has a run \"" + name + "\" already; choose another name.");
    }
}

void requireLayers(const RunInfo& run)
{
    std::vector<LayerId> layers = run.settings.layers;
    std::ranges::sort(layers);
    if (layers.empty()) throw Error(ErrorCode::BadInput, "A run needs at least one layer; name one, e.g. enc6.");
    if (const auto twice = std::ranges::adjacent_find(layers); twice != layers.end()) {
        throw Error(ErrorCode::BadInput, "Layer " + twice->toString() + " is named twice; name it once.");
    }
    if (run.neurons == 0 || run.neurons > maximumNeurons) {
        throw Error(ErrorCode::BadInput, "A layer of " + std::to_string(run.neurons) +
                                             " neurons cannot be stored; from 1 to " + std::to_string(maximumNeurons) +
                                             " can.");
    }
}

} // namespace

RunId Project::createRun(const RunInfo& run)
{
    requireLayers(run);
    const Connection& connection = m_database->connection();
    const RunSettings& settings = run.settings;
    WriteTransaction transaction(*m_database);
    requireNewRunName(connection, run.name);
    Statement insert(
        connection,
        "INSERT INTO run(name, checkpoint, dataset, positions, aggregate, decoder, precision, value_format, "
        "epsilon, maximum_tokens, device, threads, seed, versions, neurons, signed_values, complete, "
        "sentences_done, truncated_sentences, tokens, decoder_tokens, nonzeros, saturated, bytes_stored, "
        "seconds) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0.0) "
        "RETURNING id",
        run.name, run.checkpoint, run.dataset, toString(settings.positions), toString(settings.aggregate),
        decoderText(settings), toString(settings.precision), toString(settings.values), settings.epsilon,
        settings.maximumTokens, settings.device, settings.threads, settings.seed, settings.versions, run.neurons,
        run.signedValues);
    insert.step();
    const RunId id(insert.integer(0));
    insert.run();
    Statement addLayer(connection, "INSERT INTO run_layer(run, position, layer) VALUES(?, ?, ?)");
    for (std::size_t i = 0; i < settings.layers.size(); ++i)
        addLayer.run(id, i, settings.layers[i].toString());
    transaction.commit();
    return id;
}

std::vector<RunInfo> Project::runs() const
{
    const ReadTransaction snapshot(*m_database);
    const Connection& connection = m_database->connection();
    std::vector<RunInfo> all;
    Statement rows(connection, std::string(selectRuns) + "ORDER BY id");
    while (rows.step())
        all.push_back(runOf(connection, rows));
    return all;
}

RunInfo Project::run(std::string_view name) const
{
    const ReadTransaction snapshot(*m_database);
    const Connection& connection = m_database->connection();
    Statement row(connection, std::string(selectRuns) + "WHERE name = ?", name);
    if (row.step()) return runOf(connection, row);
    std::vector<std::string> names;
    for (const RunInfo& known : runs())
        names.push_back(known.name);
    throw notFound("run", name, names);
}

RunInfo Project::run(RunId id) const
{
    const ReadTransaction snapshot(*m_database);
    const Connection& connection = m_database->connection();
    Statement row(connection, std::string(selectRuns) + "WHERE id = ?", id);
    if (row.step()) return runOf(connection, row);
    throw Error(ErrorCode::NotFound, "This run was removed from the project; choose another.");
}

void Project::renameRun(RunId id, const std::string& name)
{
    const Connection& connection = m_database->connection();
    WriteTransaction transaction(*m_database);
    if (run(id).name == name) return;
    requireNewRunName(connection, name);
    Statement(connection, "UPDATE run SET name = ? WHERE id = ?", name, id).run();
    transaction.commit();
}

void Project::addRunVersions(RunId id, const std::string& versions)
{
    WriteTransaction transaction(*m_database);
    Statement(m_database->connection(), "UPDATE run SET versions = versions || '; ' || ? WHERE id = ?", versions, id)
        .run();
    transaction.commit();
}

void Project::removeRun(RunId id)
{
    WriteTransaction transaction(*m_database);
    deleteRun(m_database->connection(), id);
    transaction.commit();
}

std::optional<std::string> Project::generatedText(RunId run, SentenceId sentence) const
{
    Statement row(m_database->connection(), "SELECT text FROM generated WHERE id = ?",
                  generatedKey(run.value, sentence.value));
    if (!row.step()) return std::nullopt;
    return std::string(row.text(0));
}

void deleteRun(const Connection& connection, RunId id)
{
    Statement layers(connection, "SELECT id FROM run_layer WHERE run = ?", id);
    Statement activations(connection, "DELETE FROM activation WHERE id >= ? AND id < ?");
    Statement statistics(connection, "DELETE FROM statistics WHERE id >= ? AND id < ?");
    while (layers.step()) {
        const RunLayerId layer = layers.integer(0);
        activations.run(activationKey(layer, 0, 0), activationKey(layer + 1, 0, 0));
        statistics.run(statisticsKey(layer, 0), statisticsKey(layer + 1, 0));
    }
    layers.reset();
    Statement(connection, "DELETE FROM generated WHERE id >= ? AND id < ?", generatedKey(id.value, 0),
              generatedKey(id.value + 1, 0))
        .run();
    Statement(connection, "DELETE FROM run WHERE id = ?", id).run(); // its layers and blocks follow
}

} // namespace sparsight
