// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/Options.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include "core/base/NeuronName.h"

namespace sparsight::cli {

namespace {

struct WritesOptions {
    std::string model, neuron;
    std::size_t top = 20;
    LoadOptions load;
};

std::string formulaOf(const NeuronWriting& writing)
{
    const bool decoder = writing.layer.stack == Stack::Decoder;
    const std::string matrix = decoder && writing.ownHead ? "head" : "embedding";
    std::string formula = "score = (weight of the " + std::string(decoder ? "decoder" : "encoder") +
                          "'s final norm × column of wo) · " + matrix + " of the piece";
    if (writing.scale != 1) formula += " × " + fixed(writing.scale, 5);
    return formula;
}

Json piecesJson(const std::vector<NeuronWriting::Piece>& pieces)
{
    Json rows = Json::array();
    for (const NeuronWriting::Piece& each : pieces)
        rows.push_back({{"id", each.id}, {"piece", each.piece}, {"score", each.score}});
    return rows;
}

void print(const NeuronWriting& writing, const NeuronName& name)
{
    std::cout << name.toString() << ": " << formulaOf(writing) << '\n';
    if (writing.layer.stack == Stack::Encoder)
        std::cout << "The encoder has no head: this is what the neuron writes in terms of the embedding.\n";
    std::cout << grouped(writing.pieces) << " pieces, mean " << fixed(writing.mean, 4) << ", standard deviation "
              << fixed(writing.deviation, 4) << "\n\n";
    TextTable table({{"more likely", false}, {"score"}, {"less likely", false}, {"score"}});
    for (std::size_t i = 0; i < writing.top.size(); ++i) {
        table.add({writing.top[i].piece, fixed(writing.top[i].score, 4), writing.bottom[i].piece,
                   fixed(writing.bottom[i].score, 4)});
    }
    table.print(std::cout);
}

void showWriting(const WritesOptions& options, Context& context)
{
    const NeuronName name = NeuronName::parse(options.neuron);
    const auto engine = context.engine.load(options.model, options.load, context.stop, context.progress);
    const NeuronWriting writing = engine->writing(name.layer, name.neuron, options.top);
    if (!context.json) return print(writing, name);
    printJson({{"layer", name.layer.toString()},
               {"neuron", name.neuron.value},
               {"formula", formulaOf(writing)},
               {"own_head", writing.ownHead},
               {"scale", writing.scale},
               {"pieces", writing.pieces},
               {"mean", writing.mean},
               {"deviation", writing.deviation},
               {"top", piecesJson(writing.top)},
               {"bottom", piecesJson(writing.bottom)}});
}

} // namespace

Action defineWrites(CLI::App& app)
{
    auto options = std::make_shared<WritesOptions>();
    app.add_option("MODEL", options->model, "Checkpoint directory")->required();
    app.add_option("--neuron", options->neuron, "Layer and number, e.g. dec2/17")
        ->required()
        ->check(parsedBy(NeuronName::parse));
    app.add_option("--top", options->top, "Pieces of each end")->check(CLI::Range(1, 100000))->capture_default_str();
    addDeviceOptions(app, options->load);
    return [options](Context& context) { showWriting(*options, context); };
}

} // namespace sparsight::cli
