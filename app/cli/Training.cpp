// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Training.h"

#include "app/cli/Json.h"
#include "app/cli/Text.h"

#include <algorithm>
#include <charconv>

namespace sparsight::cli {

namespace {

std::string measuresText(const EpochRecord& record)
{
    std::string text;
    for (const auto& [name, measure] : record.measures)
        text += ", " + name + " " + fixed(measure.mean, 4);
    return text;
}

std::string lossText(const EpochRecord& record)
{
    std::string text = "loss " + fixed(record.trainingLoss, 4);
    if (record.validationLoss) text += ", validation " + fixed(*record.validationLoss, 4);
    if (record.firingPenalty) text += ", firing penalty " + fixed(*record.firingPenalty, 4);
    return text + measuresText(record);
}

Json checkpointJson(const TrainedCheckpoint& trained)
{
    return {{"name", trained.checkpoint.name},
            {"directory", trained.checkpoint.path},
            {"weights_sha256", trained.checkpoint.weightsSha256},
            {"parent", trained.parent.path},
            {"learning_rate", trained.settings.learningRate},
            {"end", toString(trained.end)},
            {"before", trained.before ? Json::parse(epochJson(*trained.before)) : Json()},
            {"epochs", Json::parse(historyJson(trained.history))},
            {"micro_batch", trained.microBatch},
            {"peak_memory", trained.peakMemory},
            {"notes", trained.notes}};
}

double parseRate(const std::string& text)
{
    double rate = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), rate);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) {
        throw Error(ErrorCode::BadInput, "A learning rate is a number, e.g. 0.001, not \"" + text +
                                             "\"; separate several with single commas.");
    }
    return rate;
}

} // namespace

TrainingSettings TrainingOptions::chosen() const
{
    TrainingSettings result = settings;
    result.optimizer = parseOptimizer(optimizer);
    result.schedule = parseSchedule(schedule);
    result.precision = parsePrecision(precision);
    result.weights = parsePrecision(weights);
    result.clip = clip.value_or(usualClip(result.optimizer));
    result.device = load.device;
    result.threads = load.threads;
    asUsage([&] { result.check(); });
    return result;
}

TrainingSettings TrainingOptions::chosen(const std::vector<double>& learningRates) const
{
    TrainingOptions options = *this;
    for (const double rate : learningRates) {
        options.settings.learningRate = rate;
        options.chosen();
    }
    return chosen();
}

void addRatesOption(CLI::App& app, std::vector<double>& rates, const std::string& byDefault)
{
    const auto read = [&rates](const std::vector<std::string>& given) {
        rates.clear();
        for (const std::string& list : given) {
            for (const std::string& item : CLI::detail::split(list, ','))
                rates.push_back(asUsage([&] { return parseRate(item); }));
        }
    };
    app.add_option_function<std::vector<std::string>>("--lr", read,
                                                      "Learning rates, one checkpoint each, e.g. 0.01,0.001,0.0001")
        ->default_str(byDefault);
}

void addStepOptions(CLI::App& app, TrainingOptions& options)
{
    TrainingSettings& settings = options.settings;
    app.add_option("--batch", settings.batchSize, "Pairs of one step")->capture_default_str();
    app.add_option("--seed", settings.seed,
                   "Of all that is random: the split for validation, the order of pairs, dropout; from scratch the "
                   "first weights too")
        ->check(parsedBy(parseSeed))
        ->capture_default_str();
    app.add_option("--optimizer", options.optimizer, "adam, adamw or adafactor")
        ->check(parsedBy(parseOptimizer))
        ->capture_default_str();
    app.add_option("--schedule", options.schedule, "The learning rate after the warm-up: constant, linear or cosine")
        ->check(parsedBy(parseSchedule))
        ->capture_default_str();
    app.add_flag("--relative", settings.relativeRate,
                 "Multiply each weight's learning rate by the weight's root mean square (Adafactor's scale_parameter)");
    app.add_option("--warm-up", settings.warmUpSteps, "Steps over which the learning rate rises")
        ->capture_default_str();
    app.add_option("--clip", options.clip, "Largest norm of the gradients, 0 for none; 1 by default, 0 with adafactor");
    app.add_option("--weight-decay", settings.weightDecay,
                   "Pull of weights towards 0, times the learning rate; with adam a part of the gradient")
        ->capture_default_str();
    app.add_option("--dropout", settings.dropout, "The configuration's dropout_rate by default");
    app.add_option("--top-k", settings.topK,
                   "Keep only the K largest activations of each feed-forward layer at a token, while training and in "
                   "the checkpoint; 0: as the configuration says")
        ->capture_default_str();
    app.add_option("--label-smoothing", settings.labelSmoothing,
                   "Share of the probability wanted that is spread evenly over the vocabulary")
        ->capture_default_str();
}

void addPairOptions(CLI::App& app, TrainingOptions& options)
{
    TrainingSettings& settings = options.settings;
    app.add_option("--epochs", settings.epochs, "Times that all pairs are trained on")->capture_default_str();
    app.add_option("--validation-share", settings.validationShare, "Share of the pairs kept for validation")
        ->capture_default_str();
    app.add_option("--patience", settings.patience,
                   "Epochs without a better validation loss after which training stops; the best epoch is then the "
                   "result. 0: all epochs, the last is the result")
        ->capture_default_str();
    app.add_option("--freeze", settings.frozen,
                   "Parts that stay as they are: encoder, decoder, embedding, head, enc1 …")
        ->delimiter(',');
    app.add_option("--prefix", settings.sourcePrefix, "What is written before each source text")->capture_default_str();
    app.add_option("--max-source", settings.maximumSourceTokens, "Longer source texts are cut to so many tokens")
        ->capture_default_str();
    app.add_option("--max-target", settings.maximumTargetTokens, "Longer target texts are cut to so many tokens")
        ->capture_default_str();
    app.add_option("--evaluate", settings.evaluationPairs,
                   "Validation pairs for which text is generated and judged after each epoch")
        ->capture_default_str();
}

void addMemoryOptions(CLI::App& app, TrainingOptions& options)
{
    TrainingSettings& settings = options.settings;
    app.add_option("--accumulate", settings.accumulation, "Parts in which a batch is computed, to need less memory")
        ->capture_default_str();
    app.add_flag("--gradient-checkpointing", settings.gradientCheckpointing,
                 "Compute blocks twice instead of keeping their tensors, to need less memory");
    app.add_option("--precision", options.precision, "Matrix products in fp32 or bf16; weights stay in fp32")
        ->check(parsedBy(parsePrecision))
        ->capture_default_str();
    app.add_option("--weights", options.weights, "Store the checkpoint's weights as fp32 or bf16")
        ->check(parsedBy(parsePrecision))
        ->capture_default_str();
    app.add_option("--save-every", options.saveSeconds, "Seconds between saves of the state to go on from")
        ->check(parsedBy(parseZeroOrMore))
        ->capture_default_str();
    addDeviceOptions(app, options.load);
}

TrainingProgressText::TrainingProgressText(Context& context)
    : m_context(context)
{
}

void TrainingProgressText::note(const std::string& checkpoint, const std::string& text)
{
    if (m_noted.insert(text).second) std::cerr << "note: " << printable(checkpoint + ": " + text) << '\n';
}

void TrainingProgressText::tell(const TrainingProgress& progress)
{
    if (!progress.note.empty()) note(progress.checkpoint, progress.note);
    if (progress.before && progress.run == 0 && !m_context.json) {
        std::cerr << "before training: validation loss " << fixed(progress.before->validationLoss.value_or(0), 4)
                  << measuresText(*progress.before) << '\n';
    }
    if (progress.epochEnd && !m_context.json) {
        std::cerr << printable(progress.checkpoint) << ": epoch " << progress.epochEnd->epoch << " of "
                  << progress.epochs << ": " << lossText(*progress.epochEnd) << '\n';
    }
}

void TrainingProgressText::show(const TrainingProgress& progress)
{
    tell(progress);
    m_context.progress({describe(progress), progress.step, progress.steps});
}

void TrainingProgressText::print(const TrainingSummary& summary)
{
    const double rate = summary.seconds > 0 ? static_cast<double>(summary.tokens) / summary.seconds : 0;
    if (m_context.json) {
        Json checkpoints = Json::array();
        for (const TrainedCheckpoint& trained : summary.checkpoints)
            checkpoints.push_back(checkpointJson(trained));
        printJson({{"checkpoints", std::move(checkpoints)},
                   {"tokens", summary.tokens},
                   {"seconds", summary.seconds},
                   {"tokens_per_second", rate}});
        return;
    }
    for (const TrainedCheckpoint& trained : summary.checkpoints) {
        for (const std::string& text : trained.notes)
            note(trained.checkpoint.name, text);
        std::cout << printable(trained.checkpoint.name) << ": " << toString(trained.end) << " after "
                  << trained.history.size() << (trained.history.size() == 1 ? " epoch" : " epochs");
        for (const EpochRecord& record : trained.history) {
            if (record.kept) std::cout << "; epoch " << record.epoch << " is kept: " << lossText(record);
        }
        std::cout << '\n';
        if (!trained.checkpoint.path.empty()) std::cout << "  " << printable(trained.checkpoint.path) << '\n';
    }
    std::cout << grouped(summary.tokens) << " tokens in " << fixed(summary.seconds, 1) << " s (" << fixed(rate, 1)
              << " tokens/s)\n";
}

void requireCheckpoint(const TrainingSummary& summary)
{
    const auto isThere = [](const TrainedCheckpoint& trained) { return !trained.checkpoint.path.empty(); };
    if (std::ranges::any_of(summary.checkpoints, isThere)) return;
    throw Error(ErrorCode::BadInput,
                "No checkpoint was made, because the loss was no longer a number in the first epoch; try a lower "
                "learning rate.");
}

} // namespace sparsight::cli
