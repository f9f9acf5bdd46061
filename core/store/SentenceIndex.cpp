// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/SentenceIndex.h"

#include "core/store/Connection.h"
#include "core/store/SearchQuery.h"
#include "core/store/Statement.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <pwd.h>
#include <unistd.h>

namespace sparsight {

namespace {

constexpr int indexVersion = 1;
constexpr std::size_t hashDigits = 16; // of the data set, in the file's name; the whole hash lies inside

/// An index being built beside its final name, so that others see either none or a whole one.
class IndexBuilder {
public:
    explicit IndexBuilder(const std::filesystem::path& target)
        : m_target(target)
        , m_name(target.string() + ".XXXXXX")
    {
        const int descriptor = ::mkostemp(m_name.data(), O_CLOEXEC);
        if (descriptor < 0) throw systemError("write", target, errno);
        ::close(descriptor);
    }
    ~IndexBuilder()
    {
        if (!m_name.empty()) ::unlink(m_name.c_str());
    }
    IndexBuilder(const IndexBuilder&) = delete;
    IndexBuilder& operator=(const IndexBuilder&) = delete;

    void build(const Project& project, const DatasetInfo& dataset, const std::stop_token& stop,
               const ProgressCallback& progress)
    {
        const Connection connection(m_name, Connection::Access::ReadWrite);
        connection.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"
                           "CREATE TABLE source(uuid TEXT, sha256 TEXT, version INTEGER) STRICT;"
                           "CREATE VIRTUAL TABLE sentence USING fts5(text, content = '', "
                           "tokenize = 'unicode61 remove_diacritics 2')");
        Statement insert(connection, "INSERT INTO sentence(rowid, text) VALUES(?, ?)");
        project.forEachSentence(dataset.id, [&](SentenceId id, const Sentence& sentence) {
            insert.run(id.value, sentence.text);
            if (id.value % 1024 != 0) return;
            throwIfStopped(stop);
            report(progress, {"indexing sentences", id.value, dataset.sentences});
        });
        Statement(connection, "INSERT INTO source VALUES(?, ?, ?)", project.uuid(), dataset.sha256, indexVersion).run();
        connection.execute("COMMIT");
    }
    void publish()
    {
        if (::rename(m_name.c_str(), m_target.c_str()) != 0) throw systemError("write", m_target, errno);
        m_name.clear();
    }

private:
    std::filesystem::path m_target;
    std::string m_name;
};

/// An index is never changed once it has its name, so it is read without locks.
std::unique_ptr<Connection> openIndex(const std::filesystem::path& file, const Project& project,
                                      const DatasetInfo& dataset)
{
    if (!std::filesystem::is_regular_file(file)) return nullptr;
    try {
        auto connection = std::make_unique<Connection>(file, Connection::Access::Immutable);
        Statement source(*connection, "SELECT uuid, sha256, version FROM source");
        const bool ours = source.step() && source.text(0) == project.uuid() && source.text(1) == dataset.sha256 &&
                          source.integer(2) == indexVersion;
        return ours ? std::move(connection) : nullptr;
    } catch (const Error&) { // damaged or foreign; it is only a cache
        return nullptr;
    }
}

} // namespace

struct SentenceIndex::State {
    std::unique_ptr<Connection> connection;
};

SentenceIndex::SentenceIndex(const Project& project, DatasetId dataset, const std::filesystem::path& cacheDirectory,
                             const std::stop_token& stop, const ProgressCallback& progress)
    : m_state(std::make_unique<State>())
{
    const DatasetInfo info = project.dataset(dataset);
    const auto file = cacheDirectory / (project.uuid() + "-" + info.sha256.substr(0, hashDigits) + ".fts");
    m_state->connection = openIndex(file, project, info);
    if (m_state->connection) return;
    std::error_code failure;
    std::filesystem::create_directories(cacheDirectory, failure);
    if (failure) throw systemError("create", cacheDirectory, failure.value());
    IndexBuilder builder(file);
    builder.build(project, info, stop, progress);
    builder.publish();
    m_state->connection = openIndex(file, project, info);
    if (!m_state->connection) {
        throw Error(ErrorCode::Io, "The search index " + file.string() + " cannot be read back; check the disk.",
                    {.file = file.string()});
    }
}

SentenceIndex::~SentenceIndex() = default;

std::vector<SentenceIndex::Hit> SentenceIndex::search(std::string_view words, std::size_t limit) const
{
    std::vector<Hit> hits;
    const std::string query = searchQuery(words);
    if (query.empty()) return hits;
    const Connection& connection = *m_state->connection;
    try {
        Statement rows(
            connection,
            "SELECT rowid, -bm25(sentence) FROM sentence WHERE sentence MATCH ? ORDER BY rank, rowid LIMIT ?", query,
            limit);
        while (rows.step())
            hits.push_back({SentenceId(static_cast<std::uint32_t>(rows.integer(0))), rows.real(1)});
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Corrupt) throw;
        std::error_code ignored;
        std::filesystem::remove(connection.file(), ignored);
        throw Error(ErrorCode::Corrupt,
                    "The search index was damaged and has been removed; search again to rebuild it.",
                    {.file = connection.file().string()});
    }
    return hits;
}

std::filesystem::path defaultCacheDirectory()
{
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && cache[0] == '/') {
        return std::filesystem::path(cache) / "sparsight";
    }
    const char* home = std::getenv("HOME");
    if (home == nullptr || home[0] != '/') {
        const passwd* user = ::getpwuid(::getuid());
        home = user != nullptr ? user->pw_dir : "/tmp";
    }
    return std::filesystem::path(home) / ".cache" / "sparsight";
}

} // namespace sparsight
