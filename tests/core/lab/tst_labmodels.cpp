// SPDX-License-Identifier: GPL-3.0-or-later
// The lab's models held against torch.nn (make_lab_goldens.py): outputs, activations and gradients in fp64.
#include "core/lab/models/VisionModel.h"
#include "core/model/layers/TopK.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

using namespace sparsight;

namespace {

/// Tensors of a safetensors file, fp64 or int64.
class Golden {
public:
    explicit Golden(const std::string& name)
    {
        std::ifstream stream(std::string(SPARSIGHT_TEST_DATA) + "/lab/" + name + ".safetensors", std::ios::binary);
        std::uint64_t size = 0;
        stream.read(reinterpret_cast<char*>(&size), sizeof size);
        std::string header(size, ' ');
        stream.read(header.data(), static_cast<std::streamsize>(size));
        m_header = nlohmann::json::parse(header);
        m_bytes.assign(std::istreambuf_iterator<char>(stream), {});
    }

    at::Tensor at(const std::string& name) const
    {
        const auto& row = m_header.at(name);
        const std::vector<std::int64_t> shape = row.at("shape");
        const auto type = row.at("dtype") == "I64" ? at::kLong : at::kDouble;
        const std::size_t begin = row.at("data_offsets").at(0);
        return at::from_blob(const_cast<char*>(m_bytes.data()) + begin, shape, at::TensorOptions(type)).clone();
    }

    std::size_t weights() const
    {
        std::size_t count = 0;
        for (const auto& [name, row] : m_header.items())
            count += name.starts_with("weight/");
        return count;
    }

private:
    nlohmann::json m_header;
    std::string m_bytes;
};

double difference(const at::Tensor& a, const at::Tensor& b)
{
    return a.sizes() == b.sizes() ? (a - b).abs().max().item<double>() : HUGE_VAL;
}

const ImageShape images{.channels = 2, .height = 8, .width = 8, .classes = 5};

} // namespace

class TestLabModels : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { at::set_num_threads(1); }

    void modelIsThatOfPyTorch_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("topK");
        for (const LabModelKind kind : {LabModelKind::Mlp, LabModelKind::Mixer, LabModelKind::Vit}) {
            for (const int topK : {0, 4}) {
                const char* id = labModelKinds()[static_cast<std::size_t>(kind)].id;
                QTest::addRow("%s %s", id, topK == 0 ? "dense" : "topk") << static_cast<int>(kind) << topK;
            }
        }
    }
    void modelIsThatOfPyTorch()
    {
        QFETCH(int, kind);
        QFETCH(int, topK);
        const Golden golden(labModelKinds()[static_cast<std::size_t>(kind)].id);
        const std::string variant = topK == 0 ? "dense/" : "topk/";
        const auto model = makeVisionModel(
            {.kind = static_cast<LabModelKind>(kind), .width = 32, .dFf = 12, .layers = 2, .topK = topK}, images,
            at::kDouble);
        QCOMPARE(model->weights().size(), golden.weights());
        for (const TrainableWeight& weight : model->weights())
            weight.value().copy_(golden.at("weight/" + weight.name()));

        std::size_t seen = 0;
        const at::Tensor logits = model->logits(golden.at("images"), [&](std::size_t layer, const at::Tensor& before,
                                                                         const at::Tensor& after) {
            QCOMPARE(layer, seen++);
            QVERIFY(difference(after.detach(), golden.at(variant + "activations/" + std::to_string(layer))) < 1e-12);
            QVERIFY(difference(topK == 0 ? at::relu(before) : sparsight::topK(at::relu(before), topK), after) == 0);
        });
        QCOMPARE(seen, model->layers().size());
        QVERIFY(difference(logits.detach(), golden.at(variant + "logits")) < 1e-12);
        const at::Tensor loss = at::cross_entropy_loss(logits, golden.at("labels"));
        QVERIFY(std::abs(loss.item<double>() - golden.at(variant + "loss").item<double>()) < 1e-12);
        loss.backward();
        for (const TrainableWeight& weight : model->weights()) {
            const at::Tensor known = golden.at(variant + "gradient/" + weight.name());
            QVERIFY2(difference(weight.gradient(), known) < 1e-12, weight.name().c_str());
        }
        model->clearGradients();
        QVERIFY(!model->weights().front().gradient().defined());
    }

    void topKPassesGradientsToWhatItKeeps()
    {
        const at::Tensor x = at::tensor({3.0, -5.0, 0.5, 4.0, 0.0, 1.0}, at::kDouble).view({2, 3}).requires_grad_(true);
        const at::Tensor kept = topK(x, 1);
        QVERIFY(kept.equal(at::tensor({0.0, -5.0, 0.0, 4.0, 0.0, 0.0}, at::kDouble).view({2, 3})));
        (kept * kept).sum().backward();
        QVERIFY(x.grad().equal(2 * kept.detach()));
        QVERIFY(topK(x, 0).is_same(x) && topK(x, 3).is_same(x));
    }

    void firstWeightsAreAFunctionOfTheSeed()
    {
        const LabModelShape shape{.kind = LabModelKind::Vit, .width = 32, .dFf = 64, .layers = 1};
        const auto first = makeVisionModel(shape, {}), again = makeVisionModel(shape, {}),
                   other = makeVisionModel(shape, {});
        first->initialize(1);
        again->initialize(1);
        other->initialize(2);
        for (std::size_t i = 0; i < first->weights().size(); ++i) {
            const TrainableWeight& weight = first->weights()[i];
            QVERIFY(weight.value().equal(again->weights()[i].value()));
            if (weight.value().dim() < 2) continue;
            QVERIFY(!weight.value().equal(other->weights()[i].value()));
            const double spread = weight.name() == "position" ? 0.02 : 1 / std::sqrt(double(weight.value().size(1)));
            QVERIFY2(std::abs(weight.value().std().item<double>() / spread - 1) < 0.15, weight.name().c_str());
        }
    }
};

QTEST_APPLESS_MAIN(TestLabModels)
#include "tst_labmodels.moc"
