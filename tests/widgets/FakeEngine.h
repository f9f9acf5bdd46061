// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "FakeTrainer.h"
#include "core/training/Services.h"

#include <atomic>
#include <chrono>
#include <memory>

namespace sparsight {

/// What a test sets, and what it may look at afterwards. Shared with the engine, which lives on another thread.
struct FakeEngineControl {
    std::atomic<int> liveDelayMs{0};    ///< of each live sentence
    std::atomic<int> captureDelayMs{0}; ///< of each batch of a capture
    std::atomic<int> loadDelayMs{0};
    std::atomic<bool> failLive{false}; ///< the next live sentence is an Error
    std::atomic<int> liveRuns{0};      ///< live sentences that were begun
    std::atomic<int> batches{0};       ///< batches of captures that were computed
};

/// An engine without a model: words are tokens, and a neuron's activation is a hash of word, layer and neuron, non-zero
/// for about one in twenty. Deterministic on every machine. Captures are written through the real RunWriter. In a
/// folder whose name contains "louder", even neurons are twice as strong; one with "wide" has more of them.
class FakeEngine : public InferenceEngine {
public:
    static constexpr int encoderLayers = 6, decoderLayers = 2, neurons = 192;

    FakeEngine(std::filesystem::path directory, std::shared_ptr<FakeEngineControl> control);

    const ModelInfo& info() const override { return m_info; }
    std::string weightsSha256(const std::stop_token& stop, const ProgressCallback& progress) override;
    std::vector<Token> tokenize(const std::string& text) const override;
    LiveResult run(const LiveRequest& request, const std::stop_token& stop) override;
    ActivationsResult activations(const ActivationsRequest& request, const std::stop_token& stop) override;
    std::vector<GeneratedText> generate(std::span<const std::string> texts, const GenerateOptions& options,
                                        const std::vector<Intervention>& interventions, const std::stop_token& stop,
                                        const ProgressCallback& progress) override;
    NeuronWriting writing(LayerId layer, NeuronId neuron, std::size_t count) override;
    SweepSummary sweep(const SweepRequest& request, const SweepVisitor& visitor, const std::stop_token& stop,
                       const ProgressCallback& progress) override;
    OutputWeights outputWeights(LayerId layer) const override;
    CaptureSummary capture(Project& project, const CaptureRequest& request, const std::stop_token& stop,
                           const ProgressCallback& progress) override;

    static float activation(const Token& token, LayerId layer, NeuronId neuron);
    /// A checkpoint with "tuned" in its name differs: the first 16 neurons stand in pairs for each other, number 20
    /// never fires, and the last 32 fire three times as strongly.
    float activationHere(const Token& token, LayerId layer, NeuronId neuron) const;

private:
    static void intervene(LayerActivations& layer, const std::vector<Intervention>& interventions);
    LayerActivations layerActivations(const std::vector<Token>& tokens, LayerId layer) const;
    RunId findOrCreateRun(Project& project, const CaptureRequest& request, bool& resumed);

    ModelInfo m_info;
    std::shared_ptr<FakeEngineControl> m_control;
};

/// Services whose engine is a FakeEngine. A directory whose name contains "broken" is refused; find() reports the
/// folders below, those with "broken" in their name as refused.
EngineServices fakeEngineServices(const std::shared_ptr<FakeEngineControl>& control);
/// With the trainer of FakeTrainer.h.
Services fakeServices(const std::shared_ptr<FakeEngineControl>& control,
                      const std::shared_ptr<FakeTrainerControl>& training = std::make_shared<FakeTrainerControl>());
std::string fakeWeightsSha256(const std::string& checkpointName);

/// A project in `file` with a data set "sentences" of `count` labelled sentences and the topics STEM and colours.
void makeTestProject(const std::filesystem::path& file, int count);
/// A complete run of layer enc6 of the data set "sentences", by a FakeEngine with the checkpoint of that folder.
RunId captureTestRun(const std::filesystem::path& file, const std::string& name,
                     const std::filesystem::path& checkpoint = "/models/fake");
/// The same, cancelled in the middle.
void captureTestRunHalfway(const std::filesystem::path& file, const std::string& name);

} // namespace sparsight
