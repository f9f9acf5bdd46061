// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/Calibration.h"
#include "core/lab/ImageCorruption.h"
#include "core/lab/LabRandom.h"
#include "core/lab/LabTask.h"

#include <algorithm>

namespace sparsight {

namespace {

constexpr float middle = 0.5F, spread = 0.25F; // what pixels are standardised by
constexpr std::uint64_t robustnessBatches = 8; // of each corruption and severity

/// Pixels of no meaning: uniform, with labels of no meaning.
class RandomImages final : public ImageSource {
public:
    RandomImages(std::uint64_t seed, const ImageShape& shape)
        : m_seed(seed)
        , m_shape(shape)
    {
    }

    ImageShape shape() const override { return m_shape; }
    std::uint64_t size(ImageSplit) const override { return 0; }
    int label(ImageSplit split, std::uint64_t number) const override
    {
        return static_cast<int>(
            random(split, number).below(m_shape.pixels(), static_cast<std::uint64_t>(m_shape.classes)));
    }
    void draw(ImageSplit split, std::uint64_t number, std::span<float> pixels) const override
    {
        const LabRandom numbers = random(split, number);
        for (std::size_t i = 0; i < pixels.size(); ++i)
            pixels[i] = numbers.uniform(i);
    }
    std::string identity() const override { return "random"; }

private:
    LabRandom random(ImageSplit split, std::uint64_t number) const
    {
        return LabRandom(m_seed).at(static_cast<std::uint64_t>(split)).at(number);
    }

    std::uint64_t m_seed;
    ImageShape m_shape;
};

struct Batch {
    at::Tensor images; // [batch, channels, height, width]
    at::Tensor labels; // [batch] int64
};

class VisionTask final : public LabTask {
public:
    VisionTask(const LabArm& arm, std::uint64_t seed, std::shared_ptr<const ImageSource> images)
        : m_arm(arm)
        , m_random(seed)
        , m_images(std::move(images))
        , m_shape(m_images->shape())
        , m_model(makeVisionModel(arm.model, m_shape))
    {
        m_model->initialize(purpose(LabPurpose::Weights).bits(0));
    }

    const std::vector<TrainableWeight>& weights() const override { return m_model->weights(); }
    void clearGradients() override { m_model->clearGradients(); }
    const std::vector<std::string>& layers() const override { return m_model->layers(); }

    Outcome step(std::uint64_t step, const LabObserver& observer) const override
    {
        const LabRandom order = purpose(LabPurpose::Order).at(step);
        std::vector<std::uint64_t> numbers;
        for (std::uint64_t i = 0; i < batchSize(); ++i)
            numbers.push_back(isStream() ? step * batchSize() + i : order.below(i, examples()));
        return judge(batch(ImageSplit::Training, numbers, purpose(LabPurpose::Noise).at(step)), observer);
    }

    Outcome look(ImageSplit split, std::uint64_t number, const LabObserver& observer) const override
    {
        const LabRandom noise =
            purpose(LabPurpose::Noise).at(1'000'000'000 + static_cast<std::uint64_t>(split)).at(number);
        return judge(batch(split, row(split, number), noise), observer);
    }

    void measure(LabArmResult& result) const override
    {
        if (m_arm.measure != LabMeasure::Robustness) return;
        const Calibration clean = calibration(nullptr, 0);
        Calibration all;
        double accuracy = 0;
        for (const ImageCorruption& corruption : imageCorruptions()) {
            LabSeries series{.id = std::string("accuracy.") + corruption.id,
                             .title = corruption.title,
                             .xTitle = "severity",
                             .yTitle = "% right"};
            for (const double severity : corruption.severities) {
                const Calibration one = calibration(&corruption, severity, &all);
                series.x.push_back(static_cast<double>(series.x.size() + 1));
                series.y.push_back(100 * one.accuracy());
                accuracy += 100 * one.accuracy() / 15;
            }
            result.series.push_back(std::move(series));
        }
        result.numbers["accuracy.corrupted"] = accuracy;
        result.numbers["ece.clean"] = 100 * clean.expectedError();
        result.numbers["ece.corrupted"] = 100 * all.expectedError();
        result.series.push_back(reliability("reliability.clean", "clean images", clean));
        result.series.push_back(reliability("reliability.corrupted", "corrupted images", all));
    }

private:
    LabRandom purpose(LabPurpose purpose) const { return m_random.at(static_cast<std::uint64_t>(purpose)); }
    bool isStream() const { return m_arm.data.kind == LabDataKind::ImageStream; }
    std::uint64_t batchSize() const { return static_cast<std::uint64_t>(m_arm.training.batch); }
    std::uint64_t examples() const { return static_cast<std::uint64_t>(std::max(1, m_arm.data.examples)); }

    /// The numbers of a batch to judge by.
    std::vector<std::uint64_t> row(ImageSplit split, std::uint64_t batch) const
    {
        std::vector<std::uint64_t> numbers;
        for (std::uint64_t i = 0; i < batchSize(); ++i) {
            const std::uint64_t number = batch * batchSize() + i;
            numbers.push_back(split == ImageSplit::Training && !isStream() ? number % examples() : number);
        }
        return numbers;
    }

    /// The image itself, from 0 to 1. A source that ends begins again.
    void draw(ImageSplit split, std::uint64_t number, std::span<float> pixels) const
    {
        m_images->draw(split, inSource(split, number), pixels);
    }
    std::uint64_t inSource(ImageSplit split, std::uint64_t number) const
    {
        const std::uint64_t size = m_images->size(split);
        return size == 0 ? number : number % size;
    }

    std::int64_t label(ImageSplit split, std::uint64_t number) const
    {
        const int right = m_images->label(split, inSource(split, number));
        if (split == ImageSplit::HeldOut) return right;
        const LabRandom random = purpose(LabPurpose::Labels).at(number);
        const auto classes = static_cast<std::uint64_t>(m_shape.classes);
        if (static_cast<double>(random.uniform(0)) < m_arm.data.wrongLabels)
            return static_cast<std::int64_t>((static_cast<std::uint64_t>(right) + 1 + random.below(1, classes - 1)) %
                                             classes);
        if (static_cast<double>(random.uniform(2)) < m_arm.data.randomLabels)
            return static_cast<std::int64_t>(random.below(3, classes));
        return right;
    }

    Batch emptyBatch() const
    {
        return {at::empty({m_arm.training.batch, m_shape.channels, m_shape.height, m_shape.width}, at::kFloat),
                at::empty({m_arm.training.batch}, at::kLong)};
    }

    /// As training sees it: standardised, moved, with noise.
    Batch batch(ImageSplit split, const std::vector<std::uint64_t>& numbers, const LabRandom& random) const
    {
        Batch result = emptyBatch();
        std::vector<float> pixels(m_shape.pixels());
        float* next = result.images.data_ptr<float>();
        for (std::size_t i = 0; i < numbers.size(); ++i, next += pixels.size()) {
            draw(split, numbers[i], pixels);
            augment(pixels, {next, pixels.size()}, random.at(i));
            result.labels.data_ptr<std::int64_t>()[i] = label(split, numbers[i]);
        }
        return result;
    }

    void augment(std::span<const float> from, std::span<float> to, const LabRandom& random) const
    {
        const int height = m_shape.height, width = m_shape.width;
        const std::uint64_t count = from.size();
        const int down =
            m_arm.data.roll ? static_cast<int>(random.below(count, 3)) : 0; // by 0, 1 or −1, round the edge
        const int right = m_arm.data.roll ? static_cast<int>(random.below(count + 1, 3)) : 0;
        const auto noise = static_cast<float>(m_arm.data.noise);
        std::size_t place = 0;
        for (int channel = 0; channel < m_shape.channels; ++channel) {
            for (int y = 0; y < height; ++y) {
                const int row = (channel * height + (y + down * (height - 1)) % height) * width;
                for (int x = 0; x < width; ++x, ++place) {
                    const float value = from[static_cast<std::size_t>(row + (x + right * (width - 1)) % width)];
                    to[place] = (value - middle) / spread + (noise > 0 ? noise * random.normal(place) : 0.0F);
                }
            }
        }
    }

    Outcome judge(const Batch& batch, const LabObserver& observer) const
    {
        const at::Tensor logits = m_model->logits(batch.images, observer);
        const at::Tensor right = logits.detach().argmax(1).eq(batch.labels);
        return {at::cross_entropy_loss(logits, batch.labels), 100.0 * right.to(at::kDouble).mean().item<double>()};
    }

    /// Of held-out images, corrupted unless there is none, without the noise of training; added to `all` as well.
    Calibration calibration(const ImageCorruption* corruption, double severity, Calibration* all = nullptr) const
    {
        const at::NoGradGuard off;
        Calibration result;
        for (std::uint64_t number = 0; number < robustnessBatches; ++number) {
            const Batch batch = corrupted(number, corruption, severity);
            const auto [confidence, chosen] = at::softmax(m_model->logits(batch.images, {}), 1).max(1);
            for (std::int64_t i = 0; i < confidence.size(0); ++i) {
                const bool right = chosen[i].item<std::int64_t>() == batch.labels[i].item<std::int64_t>();
                result.add(confidence[i].item<double>(), right);
                if (all) all->add(confidence[i].item<double>(), right);
            }
        }
        return result;
    }

    Batch corrupted(std::uint64_t number, const ImageCorruption* corruption, double severity) const
    {
        Batch result = emptyBatch();
        const std::size_t pixels = m_shape.pixels();
        std::span<float> next{result.images.data_ptr<float>(), pixels};
        for (const std::uint64_t image : row(ImageSplit::HeldOut, number)) {
            draw(ImageSplit::HeldOut, image, next);
            if (corruption) {
                const auto which = static_cast<std::uint64_t>(corruption - imageCorruptions().data());
                corruption->apply(next, severity, purpose(LabPurpose::Corruption).at(which).at(image));
            }
            for (float& pixel : next)
                pixel = (pixel - middle) / spread;
            result.labels.data_ptr<std::int64_t>()[image % batchSize()] = label(ImageSplit::HeldOut, image);
            next = {next.data() + pixels, pixels};
        }
        return result;
    }

    static LabSeries reliability(const char* id, const char* title, const Calibration& calibration)
    {
        LabSeries series{.id = id, .title = title, .xTitle = "mean confidence of a bin, %", .yTitle = "% right"};
        for (const Calibration::Bin& bin : calibration.all()) {
            if (bin.count == 0) continue;
            series.x.push_back(100 * bin.confidence / static_cast<double>(bin.count));
            series.y.push_back(100 * static_cast<double>(bin.correct) / static_cast<double>(bin.count));
        }
        return series;
    }

    LabArm m_arm;
    LabRandom m_random;
    std::shared_ptr<const ImageSource> m_images;
    ImageShape m_shape;
    std::unique_ptr<VisionModel> m_model;
};

} // namespace

std::unique_ptr<LabTask> makeVisionTask(const LabArm& arm, std::uint64_t seed,
                                        std::shared_ptr<const ImageSource> images)
{
    if (arm.data.kind == LabDataKind::RandomImages) {
        const std::uint64_t key = LabRandom(seed).at(static_cast<std::uint64_t>(LabPurpose::Data)).bits(1);
        images = std::make_shared<RandomImages>(key, images->shape());
    }
    return std::make_unique<VisionTask>(arm, seed, std::move(images));
}

} // namespace sparsight
