// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ProjectFile.h"

#include "core/base/Error.h"
#include "core/store/SqliteLocks.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <memory>
#include <mutex>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>
#include <utility>

namespace sparsight {

/// This process's own descriptors of a file. All members are guarded by the registry's mutex.
struct ProjectFile::Shared {
    std::pair<dev_t, ino_t> identity;
    int descriptor = -1;
    int sqliteLocks = -1;  ///< SQLite's locks lie on this one: it gives up all locks of a file at once
    bool writable = false; ///< they were opened for writing
    int users = 0;
    int writers = 0;

    using Registry = std::map<std::pair<dev_t, ino_t>, std::unique_ptr<Shared>>;
    static Registry& registry()
    {
        static Registry entries;
        return entries;
    }
};

namespace {

constexpr off_t lockedByte = off_t(1) << 62; // SQLite locks 512 bytes at 2^30

std::mutex registryMutex;

struct stat statusOf(const std::filesystem::path& file)
{
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) {
        if (errno != ENOENT) throw systemError("open", file, errno);
        throw Error(ErrorCode::NotFound,
                    "There is no file " + file.string() +
                        "; choose a .sparsight file, or import sentences to make a project.",
                    {.file = file.string()});
    }
    if (!S_ISREG(status.st_mode)) {
        throw Error(ErrorCode::BadInput, file.string() + " is not a regular file; choose a .sparsight file.",
                    {.file = file.string()});
    }
    return status;
}

int openFor(int access, const std::filesystem::path& file)
{
    return ::open(file.c_str(), access | O_CLOEXEC | O_NONBLOCK);
}

bool setLock(int descriptor, short type)
{
    struct flock lock {};
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    lock.l_start = lockedByte;
    lock.l_len = 1;
    return ::fcntl(descriptor, F_OFD_SETLK, &lock) == 0;
}

bool hasContent(const std::filesystem::path& file, const char* suffix)
{
    struct stat status {};
    return ::stat((file.string() + suffix).c_str(), &status) == 0 && status.st_size > 0;
}

std::uint32_t bigEndian(const unsigned char* bytes)
{
    return std::uint32_t(bytes[0]) << 24 | std::uint32_t(bytes[1]) << 16 | std::uint32_t(bytes[2]) << 8 | bytes[3];
}

} // namespace

ProjectFile::ProjectFile(const std::filesystem::path& file)
{
    keepSqliteLocks([](const struct stat& status) {
        const std::lock_guard guard(registryMutex);
        const auto entry = Shared::registry().find({status.st_dev, status.st_ino});
        return entry == Shared::registry().end() ? -1 : entry->second->sqliteLocks;
    });
    const struct stat status = statusOf(file);
    m_path = std::filesystem::canonical(file);
    const std::lock_guard guard(registryMutex);
    auto& entry = Shared::registry()[{status.st_dev, status.st_ino}];
    if (!entry) {
        auto made = std::make_unique<Shared>();
        made->identity = {status.st_dev, status.st_ino};
        made->descriptor = openFor(O_RDWR, m_path);
        made->writable = made->descriptor >= 0;
        if (!made->writable) made->descriptor = openFor(O_RDONLY, m_path);
        if (made->descriptor >= 0) made->sqliteLocks = openFor(made->writable ? O_RDWR : O_RDONLY, m_path);
        if (made->sqliteLocks < 0) {
            const int reason = errno;
            if (made->descriptor >= 0) ::close(made->descriptor);
            Shared::registry().erase(made->identity);
            throw systemError("open", file, reason);
        }
        entry = std::move(made);
    }
    m_shared = entry.get();
    ++m_shared->users;
}

ProjectFile::~ProjectFile()
{
    const std::lock_guard guard(registryMutex);
    if (m_locked && --m_shared->writers == 0) setLock(m_shared->descriptor, F_UNLCK);
    if (--m_shared->users > 0) return;
    ::close(m_shared->descriptor);
    ::close(m_shared->sqliteLocks);
    Shared::registry().erase(m_shared->identity);
}

ProjectFile::Header ProjectFile::header() const
{
    std::array<unsigned char, 100> bytes{};
    const ssize_t got = ::pread(m_shared->descriptor, bytes.data(), bytes.size(), 0);
    if (got < 0) throw systemError("read", m_path, errno);
    static constexpr char magic[] = "SQLite format 3"; // with its final zero
    if (got < static_cast<ssize_t>(bytes.size()) || std::memcmp(bytes.data(), magic, sizeof magic) != 0) {
        throw Error(ErrorCode::BadInput,
                    m_path.string() + " is not a Sparsight project: it does not begin as an SQLite database. Choose a "
                                      ".sparsight file.",
                    {.file = m_path.string()});
    }
    Header header;
    header.writeAheadLog = bytes[18] == 2;
    header.userVersion = bigEndian(&bytes[60]);
    header.applicationId = bigEndian(&bytes[68]);

    // Bytes 28 to 31 count the pages, and are valid when the change counter equals the version they are valid for.
    // A checkpoint that was cut off may leave fewer, but then there is a log to finish it from.
    struct stat status {};
    if (::fstat(m_shared->descriptor, &status) != 0) throw systemError("read", m_path, errno);
    const std::uint64_t pageSize =
        bytes[16] == 0 && bytes[17] == 1 ? 65536 : (std::uint64_t(bytes[16]) << 8 | bytes[17]);
    const std::uint64_t expected = pageSize * bigEndian(&bytes[28]);
    const bool counted = bigEndian(&bytes[24]) == bigEndian(&bytes[92]);
    if (counted && static_cast<std::uint64_t>(status.st_size) < expected && !hasWriteAheadLog() &&
        !hasRollbackJournal()) {
        throw Error(ErrorCode::Corrupt,
                    m_path.string() + " was cut short: it has " + std::to_string(status.st_size) + " of " +
                        std::to_string(expected) + " bytes. Copy it again, or restore a backup.",
                    {.file = m_path.string()});
    }
    return header;
}

bool ProjectFile::isWritable() const
{
    return m_shared->writable && ::faccessat(AT_FDCWD, m_path.parent_path().c_str(), W_OK | X_OK, AT_EACCESS) == 0;
}

bool ProjectFile::isOnNetwork() const
{
    // From linux/magic.h and the file systems' own sources. FUSE stands for sshfs and its like.
    static constexpr std::array<std::uint32_t, 11> networkTypes{0x6969 /* NFS */,
                                                                0x517b /* SMB */,
                                                                0xff534d42 /* CIFS */,
                                                                0xfe534d42 /* SMB2 */,
                                                                0x01021997 /* 9P */,
                                                                0x00c36400 /* Ceph */,
                                                                0x65735546 /* FUSE */,
                                                                0x5346414f /* AFS */,
                                                                0x73757245 /* Coda */,
                                                                0x0bd00bd0 /* Lustre */,
                                                                0x564c /* NCP */};
    struct statfs status {};
    if (::fstatfs(m_shared->descriptor, &status) != 0) return false;
    return std::ranges::find(networkTypes, static_cast<std::uint32_t>(status.f_type)) != networkTypes.end();
}

bool ProjectFile::hasWriteAheadLog() const
{
    return hasContent(m_path, "-wal");
}

bool ProjectFile::hasRollbackJournal() const
{
    return hasContent(m_path, "-journal");
}

bool ProjectFile::lockForWriting()
{
    if (m_locked) return false;
    if (!isWritable()) {
        throw Error(ErrorCode::ReadOnly,
                    m_path.string() + " cannot be changed: the file or its folder is read-only. Open it read-only, or "
                                      "copy it to a folder of yours.",
                    {.file = m_path.string()});
    }
    const std::lock_guard guard(registryMutex);
    if (m_shared->writers == 0 && !setLock(m_shared->descriptor, F_WRLCK)) {
        if (errno != EAGAIN && errno != EACCES) throw systemError("lock", m_path, errno);
        throw Error(ErrorCode::Busy,
                    m_path.string() + " is open for writing in another window or program. Close it there, or open it "
                                      "read-only here.",
                    {.file = m_path.string()});
    }
    m_locked = true;
    return m_shared->writers++ == 0;
}

} // namespace sparsight
