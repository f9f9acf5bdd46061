// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/Options.h"
#include "app/cli/commands/Commands.h"

#include "core/report/CsvFile.h"
#include "core/report/CsvWriter.h"
#include "core/report/ReportRecipe.h"
#include "core/report/SafetensorsWriter.h"
#include "core/store/RunReader.h"

#include <algorithm>

namespace sparsight::cli {

namespace {

struct ValuesOptions {
    std::string project, run, layer, output;
    std::optional<std::uint32_t> neuron, sentence;
};

/// What the values are, and what they rest on.
struct ValuesSource {
    std::string title, provenance;
};

/// Receives a table of values row by row.
class ValuesFile {
public:
    virtual ~ValuesFile() = default;
    virtual void addRow(std::span<const float> values) = 0;
    virtual void finish() = 0;
};

class SafetensorsValues final : public ValuesFile {
public:
    SafetensorsValues(const std::filesystem::path& file, const ValuesSource& source, std::vector<std::uint64_t> shape)
        : m_writer(file, {{"values", TensorSpec::Type::F32, std::move(shape)}},
                   {{"title", source.title}, {"provenance", source.provenance}})
    {
    }
    void addRow(std::span<const float> values) override { m_writer.append(values); }
    void finish() override { m_writer.finish(); }

private:
    SafetensorsWriter m_writer;
};

/// A header, then a row an index: "sentence,0,1,…", "sentence,value" or "neuron,value".
class CsvValues final : public ValuesFile {
public:
    CsvValues(const std::filesystem::path& file, const ValuesSource& source, std::string_view index,
              const std::vector<std::string>& columns)
        : m_file(file, {source.title, {source.provenance}, {}, {}})
    {
        m_csv.text(index);
        for (const std::string& column : columns)
            m_csv.text(column);
        m_csv.endRow();
    }
    void addRow(std::span<const float> values) override
    {
        m_csv.integer(m_row++);
        for (const float value : values)
            m_csv.number(double(value));
        m_csv.endRow();
    }
    void finish() override { m_file.commit(); }

private:
    CsvFile m_file;
    CsvWriter m_csv{[this](std::string_view row) { m_file.write(row); }};
    std::int64_t m_row = 0;
};

bool isCsv(const std::string& file)
{
    return file.ends_with(".csv");
}

std::string checkOutput(const std::string& file)
{
    return isCsv(file) || file.ends_with(".safetensors") ? "" : "the file's name ends in .safetensors or .csv";
}

/// One value an entry: a neuron over sentences, or a sentence over neurons.
void writeVector(const std::string& file, const ValuesSource& source, const std::string& index,
                 std::span<const float> values)
{
    if (!isCsv(file)) {
        SafetensorsValues out(file, source, {values.size()});
        out.addRow(values);
        return out.finish();
    }
    CsvValues out(file, source, index, {"value"});
    for (const float value : values)
        out.addRow({&value, 1});
    out.finish();
}

std::vector<float> neuronValues(const RunReader& reader, NeuronId neuron, std::uint32_t sentences)
{
    requireNeuron(reader.run(), neuron);
    std::vector<float> values(sentences);
    for (const ColumnEntry& entry : reader.column(neuron))
        values[entry.row] = entry.value;
    return values;
}

std::vector<float> sentenceValues(const RunReader& reader, SentenceId sentence, std::uint32_t sentences)
{
    if (sentence.value >= sentences) {
        throw Error(ErrorCode::NotFound, "The data set has sentences 0 to " + std::to_string(sentences - 1) +
                                             "; there is no sentence " + std::to_string(sentence.value) + ".");
    }
    return reader.sentenceValues(sentence);
}

/// The whole layer, [sentences, neurons]. It is stored by neuron and written by sentence: a window of sentences at a
/// time, so that memory does not grow with the data set.
void writeLayer(ValuesFile& file, const RunReader& reader, std::uint32_t sentences, Context& context)
{
    constexpr std::size_t windowValues = 64 << 20; // 256 MB
    const std::uint32_t neurons = reader.run().neurons;
    const auto windowRows = static_cast<std::uint32_t>(std::max<std::size_t>(1, windowValues / neurons));
    std::vector<float> window;
    for (std::uint32_t first = 0; first < sentences; first += windowRows) {
        const std::uint32_t rows = std::min(windowRows, sentences - first);
        window.assign(std::size_t(rows) * neurons, 0.0F);
        reader.forEachColumn(
            NeuronId(0), NeuronId(neurons),
            [&](NeuronId neuron, std::span<const ColumnEntry> column) {
                const auto begin =
                    std::lower_bound(column.begin(), column.end(), first,
                                     [](const ColumnEntry& e, std::uint32_t row) { return e.row < row; });
                for (auto e = begin; e != column.end() && e->row < first + rows; ++e)
                    window[std::size_t(e->row - first) * neurons + neuron.value] = e->value;
            },
            context.stop);
        for (std::uint32_t row = 0; row < rows; ++row)
            file.addRow(std::span(window).subspan(std::size_t(row) * neurons, neurons));
        context.progress({"writing values", first + rows, sentences});
    }
    file.finish();
}

void writeLayer(const std::string& file, const ValuesSource& source, const RunReader& reader, std::uint32_t sentences,
                Context& context)
{
    if (!isCsv(file)) {
        SafetensorsValues out(file, source, {sentences, reader.run().neurons});
        return writeLayer(out, reader, sentences, context);
    }
    std::vector<std::string> columns;
    for (std::uint32_t n = 0; n < reader.run().neurons; ++n)
        columns.push_back(std::to_string(n));
    CsvValues out(file, source, "sentence", columns);
    writeLayer(out, reader, sentences, context);
}

void writeValues(const ValuesOptions& options, Context& context)
{
    const Project project = Project::open(options.project, Project::Mode::ReadOnly);
    const RunReader reader(project, project.run(options.run).id, LayerId::parse(options.layer));
    const std::uint32_t sentences = project.dataset(reader.run().dataset).sentences;
    const std::uint32_t neurons = reader.run().neurons;
    std::vector<std::uint32_t> shape{sentences, neurons};
    ValuesSource source{"Stored values of " + options.layer, describeRun(project, reader.run()).provenance()};
    if (options.neuron) {
        source.title += ", neuron " + std::to_string(*options.neuron);
        writeVector(options.output, source, "sentence", neuronValues(reader, NeuronId(*options.neuron), sentences));
        shape = {sentences};
    } else if (options.sentence) {
        source.title += ", sentence " + std::to_string(*options.sentence);
        writeVector(options.output, source, "neuron", sentenceValues(reader, SentenceId(*options.sentence), sentences));
        shape = {neurons};
    } else {
        writeLayer(options.output, source, reader, sentences, context);
    }
    const std::vector<RunDamage> damage = damageOf(reader);
    warnOfCutOff(project, reader.run());
    warnOfDamage(project, damage);
    if (!context.json) return;
    Json json{{"file", options.output}, {"shape", shape}};
    describeDamage(json, project, damage);
    printJson(json);
}

} // namespace

Action defineValues(CLI::App& app)
{
    auto options = std::make_shared<ValuesOptions>();
    app.add_option("PROJECT", options->project, "Project file (.sparsight)")->required();
    app.add_option("--run", options->run, "Name of the run")->required();
    app.add_option("--layer", options->layer, "Layer, e.g. enc6")->required()->check(parsedBy(LayerId::parse));
    auto* neuron = app.add_option("--neuron", options->neuron, "One neuron over all sentences");
    app.add_option("--sentence", options->sentence, "One sentence over all neurons")->excludes(neuron);
    app.add_option("-o,--output", options->output, "F.safetensors or F.csv")->required()->check(checkOutput);
    return [options](Context& context) { writeValues(*options, context); };
}

} // namespace sparsight::cli
