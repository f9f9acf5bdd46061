// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/CsvFile.h"

namespace sparsight {

namespace {

Json metadataJson(const std::string& fileName, const CsvMetadata& metadata)
{
    Json columns = Json::array();
    for (const CsvMetadata::Column& column : metadata.columns) {
        Json json{{"titles", column.title}};
        if (!column.explanation.empty()) json["dc:description"] = column.explanation;
        columns.push_back(std::move(json));
    }
    Json json{{"@context", "http://www.w3.org/ns/csvw"},
              {"url", fileName},
              {"dc:title", metadata.title},
              {"dc:provenance", metadata.provenance}};
    if (!columns.empty()) json["tableSchema"] = {{"columns", std::move(columns)}};
    if (!metadata.recipe.is_null()) json["recipe"] = metadata.recipe;
    return json;
}

} // namespace

std::filesystem::path csvMetadataFile(const std::filesystem::path& csv)
{
    return csv.string() + "-metadata.json";
}

CsvFile::CsvFile(const std::filesystem::path& file, const CsvMetadata& metadata)
    : m_table(file)
    , m_metadata(csvMetadataFile(file))
{
    const std::string text =
        metadataJson(file.filename().string(), metadata).dump(1, ' ', false, Json::error_handler_t::replace);
    m_metadata.write(text + "\n");
}

void CsvFile::commit()
{
    m_metadata.commit();
    m_table.commit();
}

} // namespace sparsight
