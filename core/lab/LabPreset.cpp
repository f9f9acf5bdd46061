// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/LabPreset.h"

#include "core/base/Error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace sparsight {

namespace {

constexpr std::array<LabKind, 4> modelKinds{{
    {"mlp", "two-layer MLP"},
    {"mixer", "MLP-Mixer"},
    {"vit", "ViT"},
    {"t5", "tiny T5"},
}};

constexpr std::array<LabKind, 4> dataKinds{{
    {"images", "a finite set of images"},
    {"image-stream", "new images in each step"},
    {"random-images", "a finite set of images of uniform pixels"},
    {"text", "topic texts from a grammar, new in each step"},
}};

constexpr std::array<LabNumberMeaning, 22> numbers{{
    {"density.start", "% of non-zero activations before the first step, mean over layers"},
    {"density.end", "% of non-zero activations on training data after the last step, mean over layers"},
    {"density.heldout", "the same on held-out data"},
    {"density.gap", "density.heldout − density.end"},
    {"density.fall", "density.start − density.end"},
    {"density.late", "change of the % over the second half of the training"},
    {"density.lowest", "the lowest % of the curve, smoothed over three points"},
    {"count.end", "non-zero activations of a token after the last step, mean over layers"},
    {"count.all", "the same, sum over layers"},
    {"loss.end", "mean loss on training data after the last step"},
    {"loss.heldout", "mean loss on held-out data, whose labels are right"},
    {"accuracy.end", "% right on training data, with its own labels"},
    {"accuracy.heldout", "% right on held-out data, whose labels are right"},
    {"accuracy.corrupted", "% right, mean over three corruptions at five severities each"},
    {"ece.clean", "expected calibration error in points, 15 equal-width bins, on clean held-out data"},
    {"ece.corrupted", "the same over all corrupted images"},
    {"gradient.slope", "slope of the Monte Carlo mean of ∂ℓ/∂p over the closed form 2Kσ²·p, where p > 0"},
    {"gradient.positive", "% of positive pre-activations whose Monte Carlo mean of ∂ℓ/∂p is above 0"},
    {"gradient.inactive", "largest |∂ℓ/∂p| where p ≤ 0"},
    {"gradient.entropy", "mean of ∂ℓ/∂p over positive pre-activations for the cross-entropy of a new classifier"},
    {"gradient.entropy.error", "the standard error of that mean over independent networks"},
    {"gradient.entropy.low", "gradient.entropy − 2 gradient.entropy.error"},
}};

using Json = nlohmann::ordered_json;

Json armJson(const LabArm& arm)
{
    const LabModelShape& model = arm.model;
    const LabData& data = arm.data;
    const LabSteps& training = arm.training;
    return {{"id", arm.id},
            {"model", labModelKinds()[static_cast<std::size_t>(model.kind)].id},
            {"width", model.width},
            {"d_ff", model.dFf},
            {"layers", model.layers},
            {"top_k", model.topK},
            {"data", labDataKinds()[static_cast<std::size_t>(data.kind)].id},
            {"examples", data.examples},
            {"wrong_labels", data.wrongLabels},
            {"random_labels", data.randomLabels},
            {"noise", data.noise},
            {"roll", data.roll},
            {"steps", training.steps},
            {"batch", training.batch},
            {"learning_rate", training.learningRate},
            {"weight_decay", training.weightDecay},
            {"measure", static_cast<int>(arm.measure)}};
}

} // namespace

std::span<const LabKind> labModelKinds()
{
    return modelKinds;
}

std::span<const LabKind> labDataKinds()
{
    return dataKinds;
}

std::span<const LabNumberMeaning> labNumbers()
{
    return numbers;
}

const LabPreset& labPreset(std::string_view id)
{
    std::string known;
    for (const LabPreset& preset : labPresets()) {
        if (preset.id == id) return preset;
        known += (known.empty() ? "" : ", ") + preset.id;
    }
    throw Error(ErrorCode::NotFound,
                "There is no experiment \"" + std::string(id) + "\" in the lab; there are " + known + ".");
}

std::string criterionOf(const LabPreset& preset)
{
    std::string text;
    for (const LabCheck& check : preset.checks)
        text += (text.empty() ? "" : "; ") + check.words;
    return text + "; in at least " + std::to_string(std::lround(preset.share * 5)) + " of 5 seeds";
}

std::string settingsOf(const LabPreset& preset, const std::string& images)
{
    Json arms = Json::array();
    for (const LabArm& arm : preset.arms)
        arms.push_back(armJson(arm));
    return Json{{"version", 1}, {"preset", preset.id}, {"images", images}, {"arms", std::move(arms)}}.dump();
}

} // namespace sparsight
