// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/AtomicFile.h"
#include "core/experiment/PosterReport.h"
#include "core/report/CensusReport.h"
#include "core/report/CsvWriter.h"

#include <functional>
#include <span>

namespace sparsight {

namespace {

namespace fs = std::filesystem;

void writeText(const fs::path& file, std::string_view text)
{
    AtomicFile target(file);
    target.write(text);
    target.commit();
}

void writeCsv(const fs::path& file, const std::vector<std::string>& heads,
              const std::function<void(CsvWriter&)>& writeRows)
{
    AtomicFile target(file);
    CsvWriter csv([&](std::string_view row) { target.write(row); });
    for (const std::string& head : heads)
        csv.text(head);
    csv.endRow();
    writeRows(csv);
    target.commit();
}

/// A row for every neuron of the table and checkpoint.
void writeKt(const PosterReport& report, const fs::path& file)
{
    std::vector<std::string> heads{"neuron", "checkpoint", "run"};
    for (const KtMetric& metric : ktMetrics())
        heads.emplace_back(metric.info.id);
    writeCsv(file, heads, [&](CsvWriter& csv) {
        for (const NeuronId neuron : report.neurons) {
            for (const PosterColumn& column : report.columns) {
                if (!column.kt) continue;
                csv.integer(neuron.value).text(column.title).text(column.run->name);
                for (const KtMetric& metric : ktMetrics())
                    csv.number(metric.value(column.kt->scores[neuron.value]));
                csv.endRow();
            }
        }
    });
}

/// A row for every checkpoint, epoch and number.
void writeEpochs(const PosterReport& report, const fs::path& file)
{
    writeCsv(file, {"checkpoint", "epoch", "measure", "value", "low", "high"}, [&](CsvWriter& csv) {
        for (const PosterColumn& column : report.columns) {
            if (!column.training) continue;
            for (const EpochRecord& record : wholeHistory(*column.training)) {
                const auto row = [&](std::string_view measure, double value, std::optional<double> low,
                                     std::optional<double> high) {
                    csv.text(column.title).integer(record.epoch).text(measure).number(value).number(low).number(high);
                    csv.endRow();
                };
                if (record.epoch > 0) row("training_loss", record.trainingLoss, {}, {});
                if (record.validationLoss) row("validation_loss", *record.validationLoss, {}, {});
                for (const auto& [name, measure] : record.measures)
                    row(name, measure.mean, measure.low, measure.high);
            }
        }
    });
}

void writeCensus(const PosterReport& report, const fs::path& file)
{
    writeCsv(file, {"checkpoint", "class", "count", "share"}, [&](CsvWriter& csv) {
        for (const PosterColumn& column : report.columns) {
            if (!column.census) continue;
            const auto row = [&](const std::string& name, std::uint32_t count) {
                csv.text(column.title).text(name).integer(count);
                csv.number(count / static_cast<double>(column.census->neurons.size())).endRow();
            };
            for (std::size_t kind = 0; kind < neuronClasses; ++kind)
                row(std::string(toString(static_cast<NeuronClass>(kind))), column.census->counts[kind]);
            for (const CensusGroup& group : column.census->groups)
                if (group.isTopic) row("topic:" + group.name, group.neurons);
        }
    });
}

/// A row a neuron, a column a checkpoint.
void writeCensusNeurons(const PosterReport& report, const fs::path& file)
{
    std::vector<std::string> heads{"neuron"};
    std::vector<const Census*> all;
    for (const PosterColumn& column : report.columns) {
        if (!column.census) continue;
        heads.push_back(column.title);
        all.push_back(&*column.census);
    }
    writeCsv(file, heads, [&](CsvWriter& csv) {
        for (std::size_t neuron = 0; neuron < all.front()->neurons.size(); ++neuron) {
            csv.integer(static_cast<std::int64_t>(neuron));
            for (const Census* census : all)
                csv.text(toString(census->neurons.at(neuron).kind));
            csv.endRow();
        }
    });
}

} // namespace

void preparePosterFolder(const fs::path& folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw systemError("make the folder", folder, error.value());
}

void writePosterFiles(const PosterReport& report, const fs::path& folder)
{
    preparePosterFolder(folder);
    writeText(folder / "report.txt", posterText(report));
    writeText(folder / "report.json", posterJson(report).dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
    writeKt(report, folder / "kt.csv");
    writeEpochs(report, folder / "rouge.csv");
    writeCensus(report, folder / "census.csv");
    writeCensusNeurons(report, folder / "census-neurons.csv");
}

} // namespace sparsight
