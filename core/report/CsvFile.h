// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/AtomicFile.h"
#include "core/report/MetricJson.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

/// What a CSV file's numbers mean and rest on.
struct CsvMetadata {
    struct Column {
        std::string title;
        std::string explanation; ///< the formula, where there is one
    };
    std::string title;
    std::vector<std::string> provenance; ///< a sentence each
    std::vector<Column> columns;         ///< as in the file's first line; may be empty
    Json recipe;                         ///< to make the file again; null where it cannot be
};

/// The file beside a CSV file that tells of it: NAME.csv-metadata.json, where programs look that know "CSV on the Web"
/// (W3C, Metadata Vocabulary for Tabular Data). The CSV file itself holds nothing but its table.
std::filesystem::path csvMetadataFile(const std::filesystem::path& csv);

/// A CSV file and the one that tells of it. Neither appears without commit().
class CsvFile {
public:
    /// Throws Error naming the file that cannot be written.
    CsvFile(const std::filesystem::path& file, const CsvMetadata& metadata);

    void write(std::string_view rows) { m_table.write(rows); }
    void commit();

private:
    AtomicFile m_table, m_metadata;
};

} // namespace sparsight
