// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/File.h"

#include <cstdint>
#include <map>
#include <string>

namespace sparsight {

/// A record of a zip file. Its bytes can be used as they lie there only when it is stored.
struct ZipRecord {
    std::uint64_t offset = 0; ///< of its first byte in the file
    std::uint64_t size = 0;   ///< in the file
    bool stored = true;       ///< neither compressed nor encrypted
};

/// Whether the file begins as a zip file does.
bool isZip(const InputFile& file);

/// The records of a zip or zip64 file by name; every record lies between the start of the file and the central
/// directory. Throws Error(Corrupt) naming the record.
std::map<std::string, ZipRecord> readZipDirectory(const InputFile& file);

} // namespace sparsight
