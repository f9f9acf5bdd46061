// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>

namespace sparsight {

/// This process's own hold on a project file, beside SQLite's: its header, and the lock that lets one process write.
///
/// The lock is an open-file-description lock on a byte far outside the range that SQLite locks, so it lies with the
/// file whatever name leads to it, leaves no litter, and the kernel releases it when the process dies in any way.
///
/// All ProjectFiles of one file share its descriptors, which are closed with the last of them. On one of them lie
/// SQLite's own locks (SqliteLocks.h), so every connection must be closed before its ProjectFile. Thread-safe.
class ProjectFile {
public:
    /// Throws Error(NotFound, ReadOnly, Io, or BadInput when it is not a regular file).
    explicit ProjectFile(const std::filesystem::path& file);
    ~ProjectFile();
    ProjectFile(const ProjectFile&) = delete;
    ProjectFile& operator=(const ProjectFile&) = delete;

    /// Without symbolic links: SQLite names its -wal and -journal files after this.
    const std::filesystem::path& path() const noexcept { return m_path; }

    /// The fields of SQLite's 100-byte header that decide whether the file is ours.
    struct Header {
        std::uint32_t applicationId = 0;
        std::uint32_t userVersion = 0; ///< a committed change may still lie in the -wal file
        bool writeAheadLog = false;
    };
    /// Throws Error when the file does not begin as an SQLite database, or is shorter than it says.
    Header header() const;

    /// Neither the file nor its folder refuses writing.
    bool isWritable() const;
    /// On a file system where shared memory does not work between its users (NFS, SMB, FUSE …).
    bool isOnNetwork() const;
    /// A -wal file with content: a writer is at work, or one was cut off.
    bool hasWriteAheadLog() const;
    /// A rollback journal with content: the same, on a network file system.
    bool hasRollbackJournal() const;

    /// Keeps other processes from writing until this object goes. False when this process kept them off already.
    /// Throws Error(Busy, ReadOnly).
    bool lockForWriting();

private:
    struct Shared;
    std::filesystem::path m_path;
    Shared* m_shared;
    bool m_locked = false;
};

} // namespace sparsight
