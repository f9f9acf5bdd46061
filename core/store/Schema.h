// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of a project file, and the check that a file has them and nothing else. Each version is described here
// once; a file of every released version lies in tests/data/projects.
#pragma once

#include "core/store/Connection.h"
#include "core/store/Migration.h"

#include <cstdint>
#include <span>

namespace sparsight::schema {

inline constexpr std::uint32_t applicationId = 0x53707273; // "Sprs"
inline constexpr int version = 4;

/// Makes the tables and sets application_id and user_version, in a new file.
void create(const Connection& connection);

/// Throws Error(BadInput) unless the file has exactly the tables of its version, this one or an earlier; no trigger,
/// view or virtual table.
void requireOurs(const Connection& connection);
/// For reading a file of a newer version: it must have our tables unchanged, and may have further tables and indexes.
/// Throws Error(Unsupported).
void requireReadable(const Connection& connection);

/// The steps from each earlier version to the next.
std::span<const Migration> migrations();

int userVersion(const Connection& connection);

} // namespace sparsight::schema
