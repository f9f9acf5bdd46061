// SPDX-License-Identifier: GPL-3.0-or-later
#include "FakeEngine.h"
#include "widgets/jobs/SideRunner.h"

#include <QElapsedTimer>
#include <QTest>
#include <algorithm>
#include <thread>

using namespace sparsight;

namespace {

CheckpointInfo checkpoint(const std::string& name, const std::string& sha256 = {})
{
    CheckpointInfo info;
    info.name = name;
    info.path = "/models/" + name;
    info.weightsSha256 = sha256;
    return info;
}

LiveSide side(const std::string& name, const std::string& text)
{
    LiveRequest request;
    request.text = text;
    request.layer = {Stack::Encoder, 6};
    return {checkpoint(name), request};
}

/// Counts the engines of each checkpoint that live, and how many threads are inside each at once.
struct Census {
    std::atomic<int> living{0}, loads{0}, inside{0}, worst{0};
    std::atomic<bool> foreign{false}; ///< used or destroyed on another thread than it was used before
};

class WatchedEngine : public FakeEngine {
public:
    WatchedEngine(const std::filesystem::path& directory, const std::shared_ptr<FakeEngineControl>& control,
                  std::shared_ptr<Census> census)
        : FakeEngine(directory, control)
        , m_census(std::move(census))
    {
        ++m_census->living;
    }
    ~WatchedEngine() override
    {
        note();
        --m_census->living;
    }
    LiveResult run(const LiveRequest& request, const std::stop_token& stop) override
    {
        note();
        m_census->worst = std::max(m_census->worst.load(), ++m_census->inside);
        struct Leave {
            std::atomic<int>& inside;
            ~Leave() { --inside; }
        } const leave{m_census->inside};
        return FakeEngine::run(request, stop);
    }

private:
    void note()
    {
        if (m_user != std::thread::id() && m_user != std::this_thread::get_id()) m_census->foreign = true;
        m_user = std::this_thread::get_id();
    }

    std::shared_ptr<Census> m_census;
    std::thread::id m_user;
};

} // namespace

/// Several checkpoints beside each other, with engines that need no model.
class TestSideRunner : public QObject {
    Q_OBJECT

    std::shared_ptr<FakeEngineControl> m_control;
    std::shared_ptr<Census> m_census;
    std::unique_ptr<SideRunner> m_runner;
    std::vector<SideDesk::Answer> m_answers;

    std::vector<SideDesk::Answer> answersTo(quint64 tag) const
    {
        std::vector<SideDesk::Answer> answers;
        std::ranges::copy_if(m_answers, std::back_inserter(answers),
                             [tag](const SideDesk::Answer& answer) { return answer.tag == tag; });
        std::ranges::sort(answers, {}, &SideDesk::Answer::side);
        return answers;
    }

    static float largest(const LiveResult& result, std::uint32_t neuron)
    {
        float value = 0;
        for (std::uint32_t t = 0; t < result.activations.tokens; ++t)
            value = std::max(value, result.activations.at(t, NeuronId(neuron)));
        return value;
    }

private Q_SLOTS:
    void init()
    {
        m_control = std::make_shared<FakeEngineControl>();
        m_census = std::make_shared<Census>();
        m_answers.clear();
        const EngineFactory refusing = fakeEngineServices(m_control).load; // for its delay and its refusals
        m_runner = std::make_unique<SideRunner>(
            [control = m_control, census = m_census, refusing](const std::filesystem::path& directory,
                                                               const LoadOptions& options, const std::stop_token& stop,
                                                               const ProgressCallback& progress) {
                ++census->loads;
                refusing(directory, options, stop, progress);
                return std::unique_ptr<InferenceEngine>(std::make_unique<WatchedEngine>(directory, control, census));
            },
            nullptr);
        connect(m_runner.get(), &SideRunner::answered, this,
                [this](const SideDesk::Answer& answer) { m_answers.push_back(answer); });
    }

    void cleanup()
    {
        m_runner.reset();
        QCOMPARE(m_census->living.load(), 0);
        QVERIFY(m_census->worst.load() <= 1);
    }

    void everySideIsAnsweredOnce()
    {
        m_runner->keep({checkpoint("fake"), checkpoint("louder")});
        const quint64 tag = m_runner->run({side("fake", "a red kite"), side("louder", "a red kite")});
        QVERIFY(m_runner->isBusy());
        QTRY_VERIFY(!m_runner->isBusy());
        const auto answers = answersTo(tag);
        QCOMPARE(answers.size(), std::size_t(2));
        QVERIFY(answers[0].result && answers[1].result);
        QCOMPARE(answers[1].model->name, std::string("louder"));
        bool anyFires = false;
        for (std::uint32_t n = 0; n < 192; ++n) {
            QCOMPARE(largest(*answers[1].result, n), (n % 2 == 0 ? 2 : 1) * largest(*answers[0].result, n));
            anyFires |= n % 2 == 0 && largest(*answers[0].result, n) > 0;
        }
        QVERIFY(anyFires);
        QCOMPARE(m_answers.size(), std::size_t(2));
    }

    void twoSentencesShareAnEngine()
    {
        m_runner->keep({checkpoint("fake")});
        const quint64 tag = m_runner->run({side("fake", "a red kite"), side("fake", "a green kite indeed")});
        QTRY_VERIFY(!m_runner->isBusy());
        QCOMPARE(m_census->loads.load(), 1);
        QCOMPARE(answersTo(tag)[0].result->tokens.size(), std::size_t(4));
        QCOMPARE(answersTo(tag)[1].result->tokens.size(), std::size_t(5));
    }

    void onlyTheNewestSentenceIsComputed()
    {
        m_runner->keep({checkpoint("fake"), checkpoint("louder")});
        m_control->liveDelayMs = 20;
        quint64 tag = 0;
        for (int i = 0; i < 30; ++i) {
            tag = m_runner->run({side("fake", "word " + std::to_string(i)), side("louder", "word")});
            QTest::qWait(1);
        }
        QTRY_VERIFY(!m_runner->isBusy());
        QTest::qWait(60); // nothing older arrives later
        QCOMPARE(answersTo(tag).size(), std::size_t(2));
        QVERIFY(m_control->liveRuns < 60);
        QVERIFY(std::ranges::is_sorted(m_answers, {}, &SideDesk::Answer::tag));
    }

    void aSideThatIsThereDoesNotWaitForOneThatIsLoaded()
    {
        m_runner->keep({checkpoint("fake")});
        m_runner->run({side("fake", "a")});
        QTRY_VERIFY(!m_runner->isBusy());
        m_control->loadDelayMs = 300;
        m_runner->keep({checkpoint("fake"), checkpoint("louder")});
        for (const char* text : {"a red", "a red kite"}) {
            const quint64 tag = m_runner->run({side("louder", text), side("fake", text)});
            QTRY_COMPARE(answersTo(tag).size(), std::size_t(1));
            QCOMPARE(answersTo(tag)[0].side, std::size_t(1));
        }
        QTRY_VERIFY(!m_runner->isBusy()); // and then the other one has come as well
        QCOMPARE(m_answers.back().side, std::size_t(0));
        QCOMPARE(m_answers.back().result->tokens.size(), std::size_t(4));
        QCOMPARE(m_census->loads.load(), 2);
    }

    void theErrorOfASideIsItsOwn()
    {
        m_runner->keep({checkpoint("broken"), checkpoint("fake", fakeWeightsSha256("fake")),
                        checkpoint("louder", fakeWeightsSha256("as it was"))});
        const auto run = [this](const char* text) {
            LiveSide known = side("fake", text), changed = side("louder", text);
            known.checkpoint.weightsSha256 = fakeWeightsSha256("fake");
            changed.checkpoint.weightsSha256 = fakeWeightsSha256("as it was");
            return m_runner->run({side("broken", text), known, changed});
        };
        for (const char* text : {"a red kite", "a green kite"}) { // refused once, and told to every sentence
            const quint64 tag = run(text);
            QTRY_VERIFY(!m_runner->isBusy());
            const auto answers = answersTo(tag);
            QCOMPARE(answers.size(), std::size_t(3));
            QVERIFY(!answers[0].result && answers[0].error.contains(QLatin1String("model.safetensors ends")));
            QVERIFY(answers[1].result && answers[1].error.isEmpty());
            QVERIFY(!answers[2].result && answers[2].error.contains(QLatin1String("no longer those of \"louder\"")));
        }
        QCOMPARE(m_census->loads.load(), 3);
    }

    void anErrorWhileComputingIsThatSidesAlone()
    {
        m_runner->keep({checkpoint("fake"), checkpoint("louder")});
        m_control->failLive = true; // the side that comes first
        const quint64 tag = m_runner->run({side("fake", "a"), side("louder", "a")});
        QTRY_VERIFY(!m_runner->isBusy());
        const auto answers = answersTo(tag);
        QCOMPARE(int(answers[0].result != nullptr) + int(answers[1].result != nullptr), 1);
        QCOMPARE(int(answers[0].error.isEmpty()) + int(answers[1].error.isEmpty()), 1);
    }

    void whatIsNotKeptIsDropped()
    {
        m_runner->keep({checkpoint("fake"), checkpoint("louder")});
        m_runner->run({side("fake", "a"), side("louder", "a")});
        QTRY_VERIFY(!m_runner->isBusy());
        QCOMPARE(m_census->living.load(), 2);
        m_control->liveDelayMs = 50;
        m_runner->run({side("fake", "a"), side("louder", "a")});
        m_runner->keep({checkpoint("fake")}); // while it computes
        QVERIFY(!m_runner->isBusy());
        QTRY_COMPARE(m_census->living.load(), 1);
        m_runner->keep({});
        QTRY_COMPARE(m_census->living.load(), 0);
        QVERIFY(!m_census->foreign); // each died where it was used
    }

    void oneThatIsBeingLoadedIsGivenUp()
    {
        m_control->loadDelayMs = 5000;
        m_runner->keep({checkpoint("fake")});
        QTRY_COMPARE(m_census->loads.load(), 1);
        m_control->loadDelayMs = 0;
        m_runner->keep({checkpoint("louder")});
        const quint64 tag = m_runner->run({side("louder", "a")});
        QTRY_COMPARE_WITH_TIMEOUT(answersTo(tag).size(), std::size_t(1), 2000); // not after five seconds
        QCOMPARE(m_census->living.load(), 1);
    }

    void closesWhileAllIsBusy()
    {
        m_control->liveDelayMs = 5000;
        m_runner->keep({checkpoint("fake"), checkpoint("louder")});
        m_runner->run({side("fake", "a"), side("louder", "a")});
        QTRY_COMPARE(m_control->liveRuns.load(), 1);
        QElapsedTimer timer;
        timer.start();
        m_runner.reset();
        QVERIFY(timer.elapsed() < 2000);
    }
};

QTEST_GUILESS_MAIN(TestSideRunner)
#include "tst_siderunner.moc"
