// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/SqliteLocks.h"

#include "core/base/Error.h"

#include <array>
#include <cstdarg>
#include <cstdio>
#include <fcntl.h>
#include <mutex>
#include <sqlite3.h>
#include <string_view>
#include <unistd.h>

namespace sparsight {

namespace {

int (*knownDescriptor)(const struct stat&) = nullptr;

bool isSharedMemory(int descriptor)
{
    std::array<char, 32> link{};
    std::snprintf(link.data(), link.size(), "/proc/self/fd/%d", descriptor);
    std::array<char, 4096> target{};
    const ssize_t length = ::readlink(link.data(), target.data(), target.size());
    return length > 0 && std::string_view(target.data(), std::size_t(length)).ends_with("-shm");
}

/// Where to lock a file that SQLite has open; −1: as SQLite would.
int lockingDescriptor(int descriptor)
{
    struct stat status {};
    if (::fstat(descriptor, &status) != 0) return -1;
    const int shared = knownDescriptor(status);
    if (shared >= 0) return shared;
    return isSharedMemory(descriptor) ? descriptor : -1;
}

int onDescription(int command)
{
    switch (command) {
    case F_SETLK: return F_OFD_SETLK;
    case F_SETLKW: return F_OFD_SETLKW;
    default: return F_OFD_GETLK;
    }
}

/// In the place of fcntl() in SQLite's unix VFS.
int lockOrControl(int descriptor, int command, ...)
{
    va_list arguments;
    va_start(arguments, command);
    int result = 0;
    if (command == F_SETLK || command == F_SETLKW || command == F_GETLK) {
        auto* lock = va_arg(arguments, struct flock*);
        const int place = lockingDescriptor(descriptor);
        if (place >= 0) {
            lock->l_pid = 0; // or the call is refused
            result = ::fcntl(place, onDescription(command), lock);
        } else {
            result = ::fcntl(descriptor, command, lock);
        }
    } else {
        result = ::fcntl(descriptor, command, va_arg(arguments, long));
    }
    va_end(arguments);
    return result;
}

} // namespace

void keepSqliteLocks(int (*descriptorOf)(const struct stat& file))
{
    static std::once_flag once;
    std::call_once(once, [descriptorOf] {
        knownDescriptor = descriptorOf;
        sqlite3_vfs* files = sqlite3_vfs_find("unix");
        const auto call = reinterpret_cast<sqlite3_syscall_ptr>(lockOrControl);
        if (!files || files->iVersion < 3 || files->xSetSystemCall(files, "fcntl", call) != SQLITE_OK)
            throw Error(ErrorCode::Unsupported,
                        "This build of SQLite does not let its locks be kept; use another one.");
    });
}

} // namespace sparsight
