// SPDX-License-Identifier: GPL-3.0-or-later
// The lab's experiments as data: what each claims and where the publication says so, what is trained, and what has to
// come out for the claim to hold. No torch here: window and command line show them.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

enum class LabModelKind : std::uint8_t { Mlp, Mixer, Vit, T5 };
enum class LabDataKind : std::uint8_t { Images, ImageStream, RandomImages, Text };

/// A row a kind, in the enumeration's order.
struct LabKind {
    const char* id;
    const char* title;
};
std::span<const LabKind> labModelKinds();
std::span<const LabKind> labDataKinds();

struct LabModelShape {
    LabModelKind kind = LabModelKind::Mlp;
    int width = 0; ///< d_model; the MLP has none
    int dFf = 0;
    int layers = 1; ///< of each stack
    int topK = 0;   ///< activations that are kept of each token's; 0: all
};

struct LabData {
    LabDataKind kind = LabDataKind::Images;
    int examples = 0;        ///< of the training set, where it is finite
    double wrongLabels = 0;  ///< share of training labels that are another class
    double randomLabels = 0; ///< share of training labels (of text, of target words) drawn from all of them
    double noise = 0;        ///< σ of the noise on standardised training images, drawn anew each time
    bool roll = false;       ///< training images move by up to a pixel, drawn anew each time
};

struct LabSteps {
    int steps = 1000;
    int batch = 64;
    double learningRate = 3e-3;
    double weightDecay = 0.1; ///< decoupled
};

/// What is measured beside the curves.
enum class LabMeasure : std::uint8_t { Training, Robustness, Theory };

/// One training, or one calculation, of an experiment. All arms of a seed see the same data.
struct LabArm {
    std::string id, title;
    LabModelShape model;
    LabData data;
    LabSteps training;
    LabMeasure measure = LabMeasure::Training;
};

/// A number that an arm has: see labNumbers().
struct LabNumber {
    std::string arm, name;
};

/// low ≤ left − right ≤ high, where right is 0 if it is not there. Held against each seed's numbers by themselves.
struct LabCheck {
    std::string words;
    LabNumber left;
    std::optional<LabNumber> right;
    double low = -std::numeric_limits<double>::infinity(), high = std::numeric_limits<double>::infinity();
};

struct LabPreset {
    std::string id, title;
    std::string claim;  ///< in a sentence
    std::string source; ///< where the publication says so
    std::vector<LabArm> arms;
    std::vector<LabCheck> checks; ///< of a seed: all have to hold
    double share = 0.8;           ///< of the seeds, for which they have to
};

/// What the names of numbers mean.
struct LabNumberMeaning {
    const char* name;
    const char* meaning;
};
std::span<const LabNumberMeaning> labNumbers();

/// All experiments, in the order they are shown.
const std::vector<LabPreset>& labPresets();
/// Throws Error(NotFound) naming those that there are.
const LabPreset& labPreset(std::string_view id);

/// The criterion in one sentence.
std::string criterionOf(const LabPreset& preset);
/// Everything that decides the numbers, as JSON: equal text, same result. `images` is ImageSource::identity().
std::string settingsOf(const LabPreset& preset, const std::string& images);

} // namespace sparsight
