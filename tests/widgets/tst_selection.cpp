// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/Selection.h"

#include <QSignalSpy>
#include <QTest>

using namespace sparsight;

namespace {
constexpr LayerId enc6{Stack::Encoder, 6};
constexpr LayerId enc2{Stack::Encoder, 2};
} // namespace

class TestSelection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void startsWithoutHistory()
    {
        const Selection selection;
        QVERIFY(!selection.canGoBack());
        QVERIFY(!selection.canGoForward());
        QCOMPARE(selection.focus(), Focus{});
    }

    void goesThroughItsHistory()
    {
        Selection selection;
        selection.selectNeuron(enc6, NeuronId(1));
        selection.selectNeuron(enc6, NeuronId(2));
        selection.selectNeuron(enc2, NeuronId(3));
        selection.back();
        selection.back();
        QCOMPARE(selection.focus().neuron, NeuronId(1));
        selection.forward();
        QCOMPARE(selection.focus().neuron, NeuronId(2));
        QVERIFY(selection.canGoForward());
    }

    void aNewStepCutsWhatLayAhead()
    {
        Selection selection;
        selection.selectNeuron(enc6, NeuronId(1));
        selection.selectNeuron(enc6, NeuronId(2));
        selection.back();
        selection.selectNeuron(enc6, NeuronId(9));
        QVERIFY(!selection.canGoForward());
        selection.back();
        QCOMPARE(selection.focus().neuron, NeuronId(1));
    }

    void sentenceAndTokenAreNoSteps()
    {
        Selection selection;
        selection.selectNeuron(enc6, NeuronId(1));
        selection.setSentence(SentenceId(5));
        selection.setToken(3);
        selection.setTopic(QStringLiteral("STEM"));
        selection.back();
        QCOMPARE(selection.focus(), Focus{});
        selection.forward();
        QCOMPARE(selection.focus().sentence, SentenceId(5)); // what was seen there is seen again
    }

    void anotherLayerKeepsNoNeuronAndAnotherRunNoSentence()
    {
        Selection selection;
        selection.selectNeuron(enc6, NeuronId(1));
        selection.setSentence(SentenceId(5));
        selection.setLayer(enc2);
        QVERIFY(!selection.focus().neuron);
        selection.setRun(RunId(7));
        QVERIFY(!selection.focus().sentence);
    }

    void goesBackToThePageOneCameFrom()
    {
        Selection selection;
        selection.setPage(QStringLiteral("kt")); // the first is no step
        QVERIFY(!selection.canGoBack());
        selection.selectNeuron(enc6, NeuronId(1));
        QVERIFY(selection.canGoBackHere());
        selection.setPage(QStringLiteral("neurons"));
        QVERIFY(selection.canGoBack() && !selection.canGoBackHere());
        selection.back();
        QCOMPARE(selection.focus().page, QStringLiteral("kt"));
        QCOMPARE(selection.focus().neuron, NeuronId(1));
        selection.reset({});
        QCOMPARE(selection.focus().page, QStringLiteral("kt"));
        QVERIFY(!selection.canGoBack());
    }

    void equalFocusIsSilent()
    {
        Selection selection;
        selection.selectNeuron(enc6, NeuronId(1));
        const QSignalSpy changed(&selection, &Selection::changed);
        selection.selectNeuron(enc6, NeuronId(1));
        selection.setToken(std::nullopt);
        QCOMPARE(changed.count(), 0);
        selection.clearNeuron();
        QCOMPARE(changed.count(), 1);
    }

    void hoverIsNoSelection()
    {
        Selection selection;
        const QSignalSpy hover(&selection, &Selection::hoverChanged);
        const QSignalSpy changed(&selection, &Selection::changed);
        selection.hoverNeuron(NeuronId(4));
        selection.hoverNeuron(NeuronId(4));
        selection.hoverNeuron(std::nullopt);
        QCOMPARE(hover.count(), 2);
        QCOMPARE(changed.count(), 0);
    }

    void theHistoryIsBounded()
    {
        Selection selection;
        for (std::uint32_t n = 0; n < 500; ++n)
            selection.selectNeuron(enc6, NeuronId(n));
        int steps = 0;
        for (; selection.canGoBack(); ++steps)
            selection.back();
        QCOMPARE(steps, 199);
        QCOMPARE(selection.focus().neuron, NeuronId(300));
    }
};

QTEST_GUILESS_MAIN(TestSelection)
#include "tst_selection.moc"
