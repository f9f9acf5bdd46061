// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/stat.h>

namespace sparsight {

/// Makes SQLite's locks outlast other readers of its files in this process.
///
/// SQLite locks with POSIX record locks, which belong to the process: whoever in it closes a descriptor of the file, a
/// file dialog that looks what kind of file it is, say, drops them all, and another process may then take the log of a
/// project away while this one writes to it. Locks of an open file description have no such flaw, and conflict with
/// POSIX locks of other processes as these do among themselves. So SQLite's lock calls on a file that `descriptorOf`
/// knows go to that one descriptor, which all connections of the process share, and those on a "-shm" file, of which
/// SQLite itself keeps one descriptor, become locks of its description. Any other file is locked as ever.
///
/// descriptorOf: the shared descriptor of a file by its status, or −1; called on any thread.
/// May be called again with the same function. Throws Error(Unsupported) when this SQLite does not let its calls be
/// replaced.
void keepSqliteLocks(int (*descriptorOf)(const struct stat& file));

} // namespace sparsight
