// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace sparsight {

/// A folder of files that appears in one step: filled under a temporary name beside its target, which it replaces by
/// commit(). Whatever ends the program before that, the target is as it was. All functions throw Error.
class AtomicDirectory {
public:
    /// Makes the temporary folder, and the folders above it.
    explicit AtomicDirectory(const std::filesystem::path& target);
    /// Removes it, unless it was committed.
    ~AtomicDirectory();
    AtomicDirectory(const AtomicDirectory&) = delete;
    AtomicDirectory& operator=(const AtomicDirectory&) = delete;

    const std::filesystem::path& path() const noexcept { return m_path; }
    /// Replaces the target and removes what it was. The files must be on the disk already (AtomicFile sees to that).
    void commit();

    /// Takes away what a program that was ended has left of the target's temporary folders, and gives the target back
    /// its name where it was ended in between.
    static void recover(const std::filesystem::path& target);

private:
    std::filesystem::path m_target, m_path;
};

} // namespace sparsight
