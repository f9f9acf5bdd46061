// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/data/SentenceExport.h"

#include "core/base/AtomicFile.h"
#include "core/report/CsvWriter.h"

namespace sparsight {

namespace {

class SentenceWriter {
public:
    SentenceWriter(const DatasetInfo& dataset, AtomicFile& file)
        : m_dataset(dataset)
        , m_csv([&file](std::string_view row) { file.write(row); })
    {
        m_csv.text("number").text("sentence");
        if (dataset.hasLabels) m_csv.text("label");
        if (dataset.hasGroups) m_csv.text("group");
        if (dataset.hasTargets) m_csv.text("target");
        m_csv.endRow();
    }
    void write(SentenceId id, const Sentence& sentence)
    {
        m_csv.integer(std::int64_t(id.value) + 1).text(sentence.text);
        if (m_dataset.hasLabels) m_csv.text(sentence.label);
        if (m_dataset.hasGroups) m_csv.text(sentence.group);
        if (m_dataset.hasTargets) m_csv.text(sentence.target);
        m_csv.endRow();
        ++m_rows;
    }
    std::uint32_t rows() const { return m_rows; }

private:
    const DatasetInfo& m_dataset;
    CsvWriter m_csv;
    std::uint32_t m_rows = 0;
};

} // namespace

std::uint32_t exportSentences(const std::filesystem::path& project, const DatasetInfo& dataset,
                              const std::optional<std::vector<SentenceId>>& which, const std::filesystem::path& file,
                              const std::stop_token& stop, const ProgressCallback& progress)
{
    const Project connection = Project::open(project, Project::Mode::ReadOnly);
    AtomicFile target(file);
    SentenceWriter writer(dataset, target);
    const std::uint64_t total = which ? which->size() : dataset.sentences;
    const auto write = [&](SentenceId id, const Sentence& sentence) {
        if (writer.rows() % 256 == 0) {
            throwIfStopped(stop);
            report(progress, {"exporting", writer.rows(), total});
        }
        writer.write(id, sentence);
    };
    if (which) {
        for (const SentenceId id : *which)
            write(id, connection.sentence(dataset.id, id));
    } else {
        connection.forEachSentence(dataset.id, write);
    }
    throwIfStopped(stop);
    target.commit();
    return writer.rows();
}

} // namespace sparsight
