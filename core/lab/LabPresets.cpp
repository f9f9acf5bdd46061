// SPDX-License-Identifier: GPL-3.0-or-later
// The table of experiments. Sizes and steps are chosen so that a seed takes at most three minutes on one core.
#include "core/lab/LabPreset.h"

namespace sparsight {

namespace {

constexpr double never = 1e-9; // of two numbers of which one must be above the other

LabArm arm(std::string id, std::string title, const LabModelShape& model, const LabData& data, const LabSteps& training)
{
    return {.id = std::move(id), .title = std::move(title), .model = model, .data = data, .training = training};
}

const LabModelShape mlp{.kind = LabModelKind::Mlp, .dFf = 1024};
const LabModelShape mixer{.kind = LabModelKind::Mixer, .width = 48, .dFf = 192, .layers = 2};
const LabModelShape vit{.kind = LabModelKind::Vit, .width = 48, .dFf = 192, .layers = 2};
const LabModelShape t5{.kind = LabModelKind::T5, .width = 64, .dFf = 256, .layers = 2};

/// Moved and noisy at every look, so that it is never learnt by heart.
const LabData images{.kind = LabDataKind::Images, .examples = 4096, .noise = 0.7, .roll = true};
const LabData stream{.kind = LabDataKind::ImageStream, .noise = 0.7, .roll = true};
const LabData text{.kind = LabDataKind::Text};

const LabSteps longSteps{.steps = 3000, .batch = 32};
const LabSteps mlpSteps{.steps = 4000, .batch = 64};
const LabSteps shortSteps{.steps = 2000, .batch = 32};
const LabSteps textSteps{.steps = 3000, .batch = 16};

LabModelShape withDff(LabModelShape shape, int dFf)
{
    shape.dFf = dFf;
    return shape;
}

LabModelShape withLayers(LabModelShape shape, int layers)
{
    shape.layers = layers;
    return shape;
}

LabModelShape withTopK(LabModelShape shape, int k)
{
    shape.topK = k;
    return shape;
}

LabData withRandomLabels(LabData data, double share)
{
    data.randomLabels = share;
    return data;
}

LabData withWrongLabels(LabData data, double share)
{
    data.wrongLabels = share;
    return data;
}

LabCheck halfAtFirst(const std::string& arm)
{
    return {.words = "50 ± 3 % non-zero before training", .left = {arm, "density.start"}, .low = 47, .high = 53};
}

LabCheck atMost(const std::string& arm, double percent)
{
    return {.words = "at most " + std::to_string(static_cast<int>(percent)) + " % after it",
            .left = {arm, "density.end"},
            .high = percent};
}

LabCheck sameHeldOut(const std::string& arm)
{
    return {.words = "training and held-out data within 2 points", .left = {arm, "density.gap"}, .low = -2, .high = 2};
}

LabCheck fallsBy(const std::string& arm, const std::string& title, double points)
{
    return {.words =
                title + " ends at least " + std::to_string(static_cast<int>(points)) + " points below where it began",
            .left = {arm, "density.fall"},
            .low = points};
}

LabCheck below(const std::string& words, const LabNumber& smaller, const LabNumber& larger)
{
    return {.words = words, .left = smaller, .right = larger, .high = -never};
}

LabPreset emergence(std::string id, std::string title, const LabModelShape& model, const LabData& data,
                    const LabSteps& training, double percent)
{
    return {.id = std::move(id),
            .title = "Emergence: " + title,
            .claim = "Activations that are half non-zero at first become sparse by training alone, on training and "
                     "on held-out data alike.",
            .source = "where it shows how prevalent sparsity is: T5, ViT and MLP-Mixer",
            .arms = {arm("model", title, model, data, training)},
            .checks = {halfAtFirst("model"), atMost("model", percent), sameHeldOut("model")}};
}

LabPreset width()
{
    return {.id = "width",
            .title = "Width: d_ff 48, 192, 768 of a ViT",
            .claim = "The wider the layer, the smaller the percentage of neurons that fire, though their number grows.",
            .source = "where it shows that larger models are sparser: over the width",
            .arms = {arm("narrow", "d_ff 48", withDff(vit, 48), images, shortSteps),
                     arm("middle", "d_ff 192", withDff(vit, 192), images, shortSteps),
                     arm("wide", "d_ff 768", withDff(vit, 768), images, shortSteps)},
            .checks = {below("d_ff 192 has a smaller % than 48", {"middle", "density.end"}, {"narrow", "density.end"}),
                       below("768 a smaller % than 192", {"wide", "density.end"}, {"middle", "density.end"}),
                       below("192 a larger count than 48", {"narrow", "count.end"}, {"middle", "count.end"}),
                       below("768 a larger count than 192", {"middle", "count.end"}, {"wide", "count.end"})}};
}

LabPreset depth()
{
    return {.id = "depth",
            .title = "Depth: 1, 2, 4 blocks of a ViT",
            .claim = "The deeper the network, the smaller the percentage of neurons that fire, though their number "
                     "over all layers grows.",
            .source = "where it shows that larger models are sparser: over the depth",
            .arms = {arm("shallow", "1 block", withLayers(vit, 1), images, shortSteps),
                     arm("middle", "2 blocks", withLayers(vit, 2), images, shortSteps),
                     arm("deep", "4 blocks", withLayers(vit, 4), images, shortSteps)},
            .checks = {below("2 blocks have a smaller % than 1", {"middle", "density.end"}, {"shallow", "density.end"}),
                       below("4 a smaller % than 2", {"deep", "density.end"}, {"middle", "density.end"}),
                       below("2 a larger count than 1", {"shallow", "count.all"}, {"middle", "count.all"}),
                       below("4 a larger count than 2", {"middle", "count.all"}, {"deep", "count.all"})}};
}

LabPreset randomLabels()
{
    const LabData fixed{.kind = LabDataKind::Images, .examples = 2048, .noise = 0.3, .roll = true};
    return {.id = "random-labels",
            .title = "Random labels: 50, 70, 100 %",
            .claim = "Sparsity does not come from labels that mean something: it emerges with random ones too.",
            .source = "where it looks for causes: random labels",
            .arms = {arm("half", "50 % random", vit, withRandomLabels(fixed, 0.5), shortSteps),
                     arm("most", "70 % random", vit, withRandomLabels(fixed, 0.7), shortSteps),
                     arm("all", "100 % random", vit, withRandomLabels(fixed, 1.0), shortSteps)},
            .checks = {fallsBy("half", "50 %", 10), fallsBy("most", "70 %", 10), fallsBy("all", "100 %", 10)}};
}

LabPreset randomTargets()
{
    const LabSteps training{.steps = 2000, .batch = 16, .weightDecay = 0};
    return {.id = "random-targets",
            .title = "Random targets of a tiny T5",
            .claim = "A text model grows sparse even where the words that it shall write are random.",
            .source = "where it looks for causes: random labels, here for text",
            .arms = {arm("random", "random words", t5, withRandomLabels(text, 1.0), training)},
            .checks = {fallsBy("random", "the network", 10)}};
}

LabPreset randomInputs()
{
    const LabData noise{.kind = LabDataKind::RandomImages, .examples = 1024};
    LabData many = noise;
    many.examples = 65536; // so many that they are not learnt by heart
    return {.id = "random-inputs",
            .title = "Random inputs: images of uniform pixels",
            .claim = "Sparsity does not come from structure in the data: it emerges with random inputs too.",
            .source = "where it looks for causes: random images",
            .arms = {arm("vit", "ViT", vit, noise, shortSteps), arm("mlp", "MLP", mlp, many, mlpSteps)},
            .checks = {fallsBy("vit", "the ViT", 10), fallsBy("mlp", "the MLP", 10)}};
}

LabPreset infiniteData()
{
    return {.id = "infinite-data",
            .title = "Infinite data: every image is new",
            .claim = "Sparsity does not come from fitting a finite set: it emerges where no example is seen twice.",
            .source = "where it looks for causes: infinite data",
            .arms = {arm("vit", "ViT", vit, stream, shortSteps), arm("mlp", "MLP", mlp, stream, mlpSteps)},
            .checks = {fallsBy("vit", "the ViT", 10), fallsBy("mlp", "the MLP", 10)}};
}

LabPreset labelNoise(const std::string& percent, double share)
{
    // Few and clean images, so that wrong labels can be learnt by heart.
    const LabData noisy = withWrongLabels({.kind = LabDataKind::Images, .examples = 1024, .roll = true}, share);
    return {.id = "label-noise-" + percent,
            .title = "Top-k against label noise: " + percent + " % wrong",
            .claim = "A network that keeps only its k largest activations learns less of labels that are wrong.",
            .source = "where it trains with Top-k: label noise",
            .arms = {arm("dense", "dense", vit, noisy, shortSteps),
                     arm("topk", "Top-k, k = 12 of 192", withTopK(vit, 12), noisy, shortSteps)},
            .checks = {below("Top-k is right more often on held-out data than the dense network",
                             {"dense", "accuracy.heldout"}, {"topk", "accuracy.heldout"})}};
}

LabPreset robustness()
{
    const LabData clean{.kind = LabDataKind::Images, .examples = 2048, .noise = 0.2, .roll = true};
    LabPreset preset{
        .id = "robustness",
        .title = "Corrupted images and calibration, dense and Top-k",
        .claim = "Top-k makes a network more robust to corrupted inputs, and its confidence nearer to its accuracy.",
        .source = "where it trains with Top-k: corrupted inputs and calibration",
        .arms = {arm("dense", "dense", vit, clean, shortSteps),
                 arm("topk", "Top-k, k = 12 of 192", withTopK(vit, 12), clean, shortSteps)},
        .checks = {
            below("Top-k is right more often on corrupted images", {"dense", "accuracy.corrupted"},
                  {"topk", "accuracy.corrupted"}),
            below("its calibration error on clean images is smaller", {"topk", "ece.clean"}, {"dense", "ece.clean"}),
            below("its calibration error on corrupted images is smaller", {"topk", "ece.corrupted"},
                  {"dense", "ece.corrupted"})}};
    for (LabArm& each : preset.arms)
        each.measure = LabMeasure::Robustness;
    return preset;
}

LabPreset theory()
{
    LabArm gradient =
        arm("gradient", "new networks", {.kind = LabModelKind::Mlp, .dFf = 64}, stream, {.steps = 400, .batch = 256});
    gradient.measure = LabMeasure::Theory;
    return {
        .id = "theory",
        .title = "Theory: the gradient at initialisation",
        .claim =
            "At random initialisation the gradient pushes positive pre-activations down: E[∂ℓ/∂p] > 0 where p > 0.",
        .source = "its theorem on the gradient at initialisation",
        .arms = {gradient},
        .checks = {
            {.words = "the Monte Carlo mean over the closed form has slope 1 ± 0.05",
             .left = {"gradient", "gradient.slope"},
             .low = 0.95,
             .high = 1.05},
            {.words = "at least 90 % of the means are above 0", .left = {"gradient", "gradient.positive"}, .low = 90},
            {.words = "no gradient where p ≤ 0", .left = {"gradient", "gradient.inactive"}, .low = 0, .high = 0},
            {.words = "the mean for the cross-entropy is above 0 by two standard errors",
             .left = {"gradient", "gradient.entropy.low"},
             .low = never}}};
}

LabPreset dynamics()
{
    const LabSteps decaying = mlpSteps;
    const LabSteps plain{.steps = 4000, .batch = 64, .weightDecay = 0};
    const LabData few{.kind = LabDataKind::Images, .examples = 512};
    return {
        .id = "dynamics",
        .title = "Training dynamics: finite data and a stream",
        .claim = "Sparsity grows as long as there is something to learn; where a network interpolates its data, "
                 "the trend stops or turns.",
        .source = "where it shows the percentage over the steps of a training",
        .arms = {arm("finite", "512 images, no weight decay", mlp, few, plain),
                 arm("stream", "new images in each step", mlp, stream, decaying)},
        .checks = {
            {.words = "the finite run knows its data (at least 99 % right)",
             .left = {"finite", "accuracy.end"},
             .low = 99},
            {.words = "its percentage falls by less than half a point in the second half, or rises",
             .left = {"finite", "density.late"},
             .low = -0.5},
            {.words = "the stream's falls by half a point or more", .left = {"stream", "density.late"}, .high = -0.5}}};
}

std::vector<LabPreset> makePresets()
{
    return {emergence("emergence-mlp", "two-layer MLP, d_ff 1024", mlp, images, mlpSteps, 15),
            emergence("emergence-vit", "ViT, d_ff 768", withDff(vit, 768), images, shortSteps, 30),
            emergence("emergence-mixer", "MLP-Mixer, d_ff 192", mixer, images, longSteps, 30),
            emergence("emergence-t5", "tiny T5, d_ff 256", t5, text, textSteps, 30),
            width(),
            depth(),
            randomLabels(),
            randomTargets(),
            randomInputs(),
            infiniteData(),
            labelNoise("40", 0.4),
            labelNoise("80", 0.8),
            robustness(),
            theory(),
            dynamics()};
}

} // namespace

const std::vector<LabPreset>& labPresets()
{
    static const std::vector<LabPreset> presets = makePresets();
    return presets;
}

} // namespace sparsight
