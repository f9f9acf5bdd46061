// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/File.h"

#include <cstdint>
#include <map>
#include <string>

namespace sparsight {

/// A stored (uncompressed) record of a zip file.
struct ZipRecord {
    std::uint64_t offset = 0; ///< of its first byte in the file
    std::uint64_t size = 0;
};

/// Whether the file begins as a zip file does.
bool isZip(const InputFile& file);

/// The records of a zip or zip64 file by name. Only stored records are accepted; every record lies between the start of
/// the file and the central directory. Throws Error(Corrupt or Unsupported) naming the record.
std::map<std::string, ZipRecord> readZipDirectory(const InputFile& file);

} // namespace sparsight
