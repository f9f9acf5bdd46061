// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/GradientTheory.h"

#include "core/base/Progress.h"
#include "core/lab/LabRandom.h"
#include "core/lab/LabTask.h"

#include <cmath>

namespace sparsight {

namespace {

at::Tensor normals(std::vector<std::int64_t> shape, double deviation, const LabRandom& random)
{
    const at::Tensor result = at::empty(shape, at::kFloat);
    float* data = result.data_ptr<float>();
    for (std::int64_t i = 0; i < result.numel(); ++i)
        data[i] = static_cast<float>(deviation) * random.normal(static_cast<std::uint64_t>(i));
    return result;
}

/// Standardised, [count, pixels].
at::Tensor imagesFrom(const ImageSource& source, std::uint64_t first, std::int64_t count, at::Tensor& labels)
{
    const auto pixels = static_cast<std::int64_t>(source.shape().pixels());
    const at::Tensor images = at::empty({count, pixels}, at::kFloat);
    labels = at::empty({count}, at::kLong);
    const std::uint64_t size = source.size(ImageSplit::Training);
    for (std::int64_t i = 0; i < count; ++i) {
        const std::uint64_t number = first + static_cast<std::uint64_t>(i),
                            inSource = size == 0 ? number : number % size;
        source.draw(ImageSplit::Training, inSource,
                    {images.data_ptr<float>() + i * pixels, static_cast<std::size_t>(pixels)});
        labels.data_ptr<std::int64_t>()[i] = source.label(ImageSplit::Training, inSource);
    }
    return (images - 0.5) / 0.25;
}

/// ∂ℓ/∂p of the summed squared error for many V at once. p [width] → mean [width]
at::Tensor squaredErrorGradient(const at::Tensor& p, const at::Tensor& wanted, std::int64_t draws, double deviation,
                                const LabRandom& random)
{
    const std::int64_t width = p.size(0), outputs = wanted.size(0);
    const at::Tensor leaf = p.expand({draws, width}).clone().requires_grad_(true);
    const at::Tensor v = normals({draws, outputs, width}, deviation, random);
    const at::Tensor output = at::bmm(v, at::relu(leaf).unsqueeze(2)).squeeze(2); // [draws, outputs]
    (output - wanted).square().sum().backward();
    return leaf.grad().to(at::kDouble).mean(0);
}

} // namespace

LabArmResult measureGradients(const LabArm& arm, std::uint64_t seed, const ImageSource& images,
                              const std::stop_token& stop)
{
    const LabRandom random = LabRandom(seed).at(static_cast<std::uint64_t>(LabPurpose::Theory));
    const std::int64_t width = arm.model.dFf, draws = arm.training.batch, rounds = arm.training.steps;
    const std::int64_t outputs = images.shape().classes, pixels = static_cast<std::int64_t>(images.shape().pixels());
    const double deviation = 1.0 / std::sqrt(static_cast<double>(width));
    const double inputDeviation = 1.0 / std::sqrt(static_cast<double>(pixels));

    at::Tensor label;
    const at::Tensor image = imagesFrom(images, 0, 1, label)[0];
    const at::Tensor p = at::mv(normals({width, pixels}, inputDeviation, random.at(0)), image);
    const at::Tensor wanted = at::one_hot(label, outputs)[0].to(at::kFloat);
    at::Tensor mean = at::zeros({width}, at::kDouble);
    std::vector<double> entropy; // a mean a network
    for (std::int64_t round = 0; round < rounds; ++round) {
        throwIfStopped(stop);
        const LabRandom here = random.at(static_cast<std::uint64_t>(round) + 1);
        mean += squaredErrorGradient(p, wanted, draws, deviation, here.at(0)) / static_cast<double>(rounds);
        at::Tensor labels;
        const at::Tensor batch = imagesFrom(images, static_cast<std::uint64_t>(round * draws), draws, labels);
        const at::Tensor before =
            at::mm(batch, normals({pixels, width}, inputDeviation, here.at(1))).requires_grad_(true); // [draws, width]
        const at::Tensor logits = at::mm(at::relu(before), normals({width, outputs}, deviation, here.at(2)));
        at::cross_entropy_loss(logits, labels, {}, at::Reduction::Sum).backward();
        entropy.push_back(before.grad().masked_select(before > 0).to(at::kDouble).mean().item<double>());
    }

    LabArmResult result{.arm = arm.id};
    LabSeries series{.id = "gradient", .title = "mean of ∂ℓ/∂p", .xTitle = "2Kσ²·p", .yTitle = "mean over draws of V"};
    double xx = 0, xy = 0, positive = 0, inactive = 0;
    for (std::int64_t i = 0; i < width; ++i) {
        const double value = p[i].item<double>(), sampled = mean[i].item<double>();
        if (value <= 0) {
            inactive = std::max(inactive, std::abs(sampled));
            continue;
        }
        const double closed = 2 * static_cast<double>(outputs) * deviation * deviation * value;
        series.x.push_back(closed);
        series.y.push_back(sampled);
        xx += closed * closed;
        xy += closed * sampled;
        positive += sampled > 0 ? 1 : 0;
    }
    double sum = 0, squares = 0;
    for (const double value : entropy)
        sum += value;
    const double average = sum / static_cast<double>(entropy.size());
    for (const double value : entropy)
        squares += (value - average) * (value - average);
    const auto networks = static_cast<double>(entropy.size());
    const double error = std::sqrt(squares / std::max(1.0, networks - 1) / networks);
    result.numbers = {
        {"gradient.slope", xx > 0 ? xy / xx : 0},
        {"gradient.positive", series.x.empty() ? 0 : 100 * positive / static_cast<double>(series.x.size())},
        {"gradient.inactive", inactive},
        {"gradient.entropy", average},
        {"gradient.entropy.error", error},
        {"gradient.entropy.low", average - 2 * error}};
    result.series.push_back(std::move(series));
    return result;
}

} // namespace sparsight
