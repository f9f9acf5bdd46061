// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/TrainerState.h"
#include "tests/core/store/StoreFixture.h"

#include <QTest>
#include <fstream>

using namespace sparsight;
using namespace sparsight::testing;

namespace {

std::optional<TrainerState> read(const std::string& content)
{
    const TemporaryFolder folder;
    std::ofstream(folder / "trainer_state.json") << content;
    return readTrainerState(folder.path());
}

} // namespace

class TestTrainerState : public QObject {
    Q_OBJECT

private slots:
    void readsTheLog()
    {
        const auto state = read(R"({"best_metric": null, "log_history": [
            {"epoch": 0.5, "learning_rate": 0.0001, "loss": 3.1, "step": 10},
            {"epoch": 1.0, "eval_loss": 2.5, "eval_rouge1": 21.5, "eval_rougeL": 0.9, "step": 20},
            {"epoch": 1.5, "learning_rate": 0.0003, "loss": 2.7, "step": 30},
            {"epoch": 2.0, "learning_rate": 0.0, "loss": 2.2, "step": 40},
            {"epoch": 2.0, "eval_loss": 2.25, "eval_rouge1": 25.5, "eval_rouge2": 0.5, "step": 40}]})");
        QVERIFY(state && state->judged);
        QCOMPARE(*state->learningRate, 0.0003);
        QCOMPARE(*state->judged->validationLoss, 2.25);
        QCOMPARE(state->judged->measures.at("rouge1").mean, 0.255);
        QCOMPARE(state->judged->measures.at("rouge2").mean, 0.005); // in percent, as the others of its evaluation
        QVERIFY(!state->judged->measures.contains("rougeL"));       // of an evaluation before
    }
    void sharesAreNoPercents()
    {
        const auto state = read(R"({"log_history": [{"eval_rouge1": 0.25, "eval_rouge2": 0.1}]})");
        QCOMPARE(state->judged->measures.at("rouge1").mean, 0.25);
        QVERIFY(!state->learningRate && !state->judged->validationLoss);
    }
    void withoutATrainerNothingIsKnown()
    {
        const TemporaryFolder folder;
        QVERIFY(!readTrainerState(folder.path()));
        for (const char* content : {"", "[]", "{}", "{\"log_history\": 3", "{\"log_history\": [1, \"a\", null"})
            QVERIFY(!read(content));
        const auto silent = read(R"({"log_history": [1, {"learning_rate": "x", "eval_rouge1": -3}]})");
        QVERIFY(silent && !silent->learningRate && !silent->judged);
    }
};

QTEST_APPLESS_MAIN(TestTrainerState)
#include "tst_trainerstate.moc"
