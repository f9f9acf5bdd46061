// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/LabExperiment.h"

#include "core/base/Progress.h"
#include "core/lab/GradientTheory.h"
#include "core/lab/ImageFiles.h"
#include "core/lab/LabFolder.h"
#include "core/lab/LabRandom.h"
#include "core/lab/LabTask.h"
#include "core/lab/ShapeImages.h"
#include "core/model/TorchError.h"
#include "core/training/Optimizer.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <ctime>
#include <mutex>
#include <numeric>
#include <thread>

namespace sparsight {

namespace {

constexpr int curvePoints = 40;
constexpr std::uint64_t pointBatches = 2, lastBatches = 8; // that a point is judged by, and the end
constexpr double clip = 1.0;

/// Counts the non-zero activations of layers.
class DensityMeter {
public:
    explicit DensityMeter(std::size_t layers)
        : m_fired(layers)
        , m_all(layers)
    {
    }

    LabObserver observer()
    {
        return [this](std::size_t layer, const at::Tensor&, const at::Tensor& activations) {
            m_fired[layer] += activations.detach().count_nonzero().item<double>();
            m_all[layer] += static_cast<double>(activations.numel());
        };
    }
    std::vector<double> percents() const
    {
        std::vector<double> result;
        for (std::size_t i = 0; i < m_all.size(); ++i)
            result.push_back(m_all[i] > 0 ? 100 * m_fired[i] / m_all[i] : 0);
        return result;
    }

private:
    std::vector<double> m_fired, m_all;
};

struct View {
    double loss = 0;
    std::optional<double> accuracy;
    std::vector<double> density;
};

View viewOf(const LabTask& task, ImageSplit split, std::uint64_t batches)
{
    const at::NoGradGuard off;
    DensityMeter meter(task.layers().size());
    View view;
    for (std::uint64_t batch = 0; batch < batches; ++batch) {
        const LabTask::Outcome outcome = task.look(split, batch, meter.observer());
        view.loss += outcome.loss.item<double>() / static_cast<double>(batches);
        if (outcome.accuracy)
            view.accuracy = view.accuracy.value_or(0) + *outcome.accuracy / static_cast<double>(batches);
    }
    view.density = meter.percents();
    return view;
}

double mean(const std::vector<double>& values)
{
    return values.empty() ? 0 : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// The mean over three neighbours, so that one point's noise decides nothing.
double smoothed(const std::vector<LabPoint>& curve, std::size_t index)
{
    const std::size_t first = index == 0 ? 0 : index - 1, last = std::min(index + 1, curve.size() - 1);
    double sum = 0;
    for (std::size_t i = first; i <= last; ++i)
        sum += curve[i].meanDensity();
    return sum / static_cast<double>(last - first + 1);
}

void setNumbers(LabArmResult& result, const LabTask& task)
{
    const View training = viewOf(task, ImageSplit::Training, lastBatches);
    const View heldOut = viewOf(task, ImageSplit::HeldOut, lastBatches);
    auto& numbers = result.numbers;
    const double end = mean(training.density), start = result.curve.front().meanDensity();
    numbers["density.start"] = start;
    numbers["density.end"] = end;
    numbers["density.heldout"] = mean(heldOut.density);
    numbers["density.gap"] = mean(heldOut.density) - end;
    numbers["density.fall"] = start - end;
    numbers["density.late"] =
        smoothed(result.curve, result.curve.size() - 1) - smoothed(result.curve, result.curve.size() / 2);
    double lowest = start;
    for (std::size_t i = 0; i < result.curve.size(); ++i)
        lowest = std::min(lowest, smoothed(result.curve, i));
    numbers["density.lowest"] = lowest;
    numbers["loss.end"] = training.loss;
    numbers["loss.heldout"] = heldOut.loss;
    if (training.accuracy) numbers["accuracy.end"] = *training.accuracy;
    if (heldOut.accuracy) numbers["accuracy.heldout"] = *heldOut.accuracy;
    std::vector<double> counts(task.layers().size());
    DensityMeter unused(counts.size());
    const at::NoGradGuard off;
    task.look(ImageSplit::Training, 0, [&](std::size_t layer, const at::Tensor&, const at::Tensor& activations) {
        counts[layer] = training.density[layer] / 100 * static_cast<double>(activations.size(1));
    });
    numbers["count.all"] = std::accumulate(counts.begin(), counts.end(), 0.0);
    numbers["count.end"] = mean(counts);
}

class ArmTraining {
public:
    ArmTraining(const LabArm& arm, LabTask& task, const LabStepCallback& told)
        : m_arm(arm)
        , m_task(task)
        , m_told(told)
        , m_optimizer(makeOptimizer(OptimizerKind::AdamW, arm.training.weightDecay, false, task.weights()))
    {
        m_result.arm = arm.id;
        m_result.layers = task.layers();
    }

    LabArmResult run(const std::stop_token& stop)
    {
        const int steps = m_arm.training.steps, every = std::max(1, steps / curvePoints);
        addPoint(0);
        for (int step = 1; step <= steps; ++step) {
            throwIfStopped(stop);
            train(static_cast<std::uint64_t>(step - 1));
            if (step % every == 0 || step == steps)
                addPoint(step);
            else
                m_told(m_arm, step, nullptr);
        }
        setNumbers(m_result, m_task);
        m_task.measure(m_result);
        return std::move(m_result);
    }

private:
    void train(std::uint64_t step)
    {
        m_task.clearGradients();
        const LabTask::Outcome outcome = m_task.step(step, {});
        outcome.loss.backward();
        clipGradients(m_task.weights(), clip);
        m_optimizer->step(m_arm.training.learningRate);
        m_loss += outcome.loss.item<double>();
        if (outcome.accuracy) m_accuracy = m_accuracy.value_or(0) + *outcome.accuracy;
        ++m_since;
    }

    void addPoint(int step)
    {
        const View training = viewOf(m_task, ImageSplit::Training, pointBatches);
        const View heldOut = viewOf(m_task, ImageSplit::HeldOut, pointBatches);
        LabPoint point{.step = step,
                       .loss = training.loss,
                       .accuracy = training.accuracy,
                       .heldOutLoss = heldOut.loss,
                       .heldOutAccuracy = heldOut.accuracy,
                       .density = training.density,
                       .heldOutDensity = heldOut.density};
        if (m_since > 0) { // before the first step there is nothing but the model itself
            point.loss = m_loss / m_since;
            if (m_accuracy) point.accuracy = *m_accuracy / m_since;
        }
        m_loss = m_since = 0;
        m_accuracy.reset();
        m_result.curve.push_back(std::move(point));
        m_told(m_arm, step, &m_result.curve.back());
    }

    const LabArm& m_arm;
    LabTask& m_task;
    const LabStepCallback& m_told;
    std::unique_ptr<Optimizer> m_optimizer;
    LabArmResult m_result;
    double m_loss = 0, m_since = 0; // since the last point
    std::optional<double> m_accuracy;
};

double processorSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

LabArmResult runArm(const LabArm& arm, std::uint64_t seed, const std::shared_ptr<const ImageSource>& images,
                    const std::stop_token& stop, const LabStepCallback& told)
{
    if (arm.measure == LabMeasure::Theory) {
        LabArmResult result = measureGradients(arm, seed, *images, stop);
        told(arm, arm.training.steps, nullptr);
        return result;
    }
    const std::unique_ptr<LabTask> task =
        arm.data.kind == LabDataKind::Text ? makeTextTask(arm, seed) : makeVisionTask(arm, seed, images);
    return ArmTraining(arm, *task, told).run(stop);
}

/// Seeds side by side on threads of their own; results in the order of the presets.
class LabJob {
public:
    LabJob(std::vector<LabPreset> presets, const LabRequest& request, const std::stop_token& stop,
           const LabCallback& progress)
        : m_presets(std::move(presets))
        , m_request(request)
        , m_images(request.images.empty() ? nullptr : readImageFiles(request.images, stop))
        , m_folder(LabFolder::make(request.output)) // when nothing else can be refused
        , m_progress(progress)
        , m_outer(stop)
    {
        for (LabPreset& preset : m_presets) {
            for (LabArm& arm : preset.arms)
                arm.training.steps = std::max(1, static_cast<int>(std::lround(arm.training.steps * request.effort)));
        }
    }

    std::vector<LabOutcome> run()
    {
        findResults();
        const std::stop_callback forward(m_outer, [this] { m_stop.request_stop(); });
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < threadCount(); ++i)
                threads.emplace_back([this] { work(); });
        }
        if (m_failure) std::rethrow_exception(m_failure);
        std::vector<LabOutcome> outcomes;
        for (std::size_t i = 0; i < m_presets.size(); ++i) {
            LabOutcome outcome{.preset = m_presets[i].id};
            for (Run& run : m_runs) {
                if (run.preset == i) outcome.seeds.push_back(std::move(*run.result));
            }
            outcome.verdict = judge(m_presets[i], outcome.seeds);
            outcomes.push_back(std::move(outcome));
        }
        return outcomes;
    }

private:
    struct Run {
        std::size_t preset;
        std::uint64_t seed;
        std::optional<LabSeedResult> result;
    };

    std::shared_ptr<const ImageSource> imagesFor(std::uint64_t seed) const
    {
        if (m_images) return m_images;
        return std::make_shared<ShapeImages>(LabRandom(seed).at(static_cast<std::uint64_t>(LabPurpose::Data)).bits(0));
    }

    std::string settings(const LabPreset& preset) const { return settingsOf(preset, imagesFor(0)->identity()); }

    int threadCount() const
    {
        const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
        const int wanted = m_request.threads > 0 ? m_request.threads : cores;
        return std::max(1, std::min(wanted, static_cast<int>(m_pending.size())));
    }

    void findResults()
    {
        for (std::size_t i = 0; i < m_presets.size(); ++i) {
            for (int number = 0; number < m_request.seeds; ++number) {
                Run run{i, static_cast<std::uint64_t>(m_request.firstSeed + number), {}};
                run.result = m_folder.find(m_presets[i], run.seed, settings(m_presets[i]));
                m_runs.push_back(std::move(run));
            }
        }
        for (std::size_t i = 0; i < m_runs.size(); ++i) {
            if (m_runs[i].result) {
                ++m_complete;
                tell({.completed = &*m_runs[i].result}, m_runs[i]);
                continue;
            }
            LabFolder::make(m_folder.path() / m_presets[m_runs[i].preset].id); // fails now, not after the first seed
            m_pending.push_back(i);
            for (const LabArm& arm : m_presets[m_runs[i].preset].arms)
                m_allSteps += static_cast<double>(arm.training.steps);
        }
    }

    void work()
    {
        at::set_num_threads(1);
        while (true) {
            const std::size_t next = m_next++;
            if (next >= m_pending.size()) return;
            try {
                compute(m_runs[m_pending[next]]);
            } catch (...) {
                const std::lock_guard lock(m_mutex);
                if (!m_failure) m_failure = std::current_exception();
                m_stop.request_stop();
                return;
            }
        }
    }

    void compute(Run& run)
    {
        const LabPreset& preset = m_presets[run.preset];
        int before = 0;
        const auto told = [&](const LabArm& arm, int step, const LabPoint* point) {
            const std::lock_guard lock(m_mutex);
            m_steps += step >= before ? step - before : step;
            before = step;
            tell({.arm = arm.id, .step = step, .steps = arm.training.steps, .point = point}, run);
        };
        LabSeedResult result = runLabSeed(preset, run.seed, imagesFor(run.seed), m_stop.get_token(), told);
        result.settings = settings(preset);
        m_folder.write(result);
        const std::lock_guard lock(m_mutex);
        run.result = std::move(result);
        ++m_complete;
        tell({.completed = &*run.result}, run);
    }

    void tell(LabProgress progress, const Run& run)
    {
        if (!m_progress) return;
        progress.preset = m_presets[run.preset].id;
        progress.seed = run.seed;
        progress.run = m_complete;
        progress.runs = m_runs.size();
        progress.done = m_allSteps > 0 ? std::min(1.0, m_steps / m_allSteps) : 0;
        m_progress(progress);
    }

    std::vector<LabPreset> m_presets;
    LabRequest m_request;
    std::shared_ptr<const ImageSource> m_images; // null: our shapes, which each seed has its own of
    LabFolder m_folder;
    const LabCallback& m_progress;
    std::stop_token m_outer;
    std::vector<Run> m_runs;
    std::vector<std::size_t> m_pending; // of m_runs

    std::stop_source m_stop; // of all threads
    std::atomic<std::size_t> m_next = 0;
    std::mutex m_mutex; // guards what follows, results, and the callback
    std::size_t m_complete = 0;
    double m_steps = 0, m_allSteps = 0;
    std::exception_ptr m_failure;
};

} // namespace

LabSeedResult runLabSeed(const LabPreset& preset, std::uint64_t seed, std::shared_ptr<const ImageSource> images,
                         const std::stop_token& stop, const LabStepCallback& told)
{
    return guarded([&] {
        at::set_num_threads(1);
        const double before = processorSeconds();
        LabSeedResult result{.preset = preset.id, .seed = seed, .settings = settingsOf(preset, images->identity())};
        for (const LabArm& arm : preset.arms)
            result.arms.push_back(runArm(arm, seed, images, stop, told));
        result.seconds = processorSeconds() - before;
        return result;
    });
}

std::vector<LabOutcome> runLab(std::vector<LabPreset> presets, const LabRequest& request, const std::stop_token& stop,
                               const LabCallback& progress)
{
    return LabJob(std::move(presets), request, stop, progress).run();
}

LabServices labServices()
{
    return {.run = [](const LabRequest& request, const std::stop_token& stop, const LabCallback& progress) {
        std::vector<LabPreset> presets;
        for (const std::string& id : request.presets)
            presets.push_back(labPreset(id));
        return runLab(request.presets.empty() ? labPresets() : std::move(presets), request, stop, progress);
    }};
}

} // namespace sparsight
