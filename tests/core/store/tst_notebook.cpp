// SPDX-License-Identifier: GPL-3.0-or-later
#include "StoreFixture.h"

#include "core/store/Notebook.h"

#include <QtTest>

using namespace sparsight;
using namespace sparsight::testing;

namespace {

const NeuronName light{{Stack::Encoder, 6}, NeuronId(2384)};
const NeuronName first{{Stack::Encoder, 6}, NeuronId(0)};
const NeuronName decoder{{Stack::Decoder, 1}, NeuronId(7)};
const NeuronName tenth{{Stack::Encoder, 10}, NeuronId(1)};

} // namespace

class TestNotebook : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<TemporaryFolder>();
        m_project = std::make_unique<Project>(Project::create(*m_folder / "p.sparsight"));
        m_base = addCheckpoint("base");
        m_tuned = addCheckpoint("tuned");
    }
    void cleanup()
    {
        m_project.reset();
        m_folder.reset();
    }

    void notesAreOfACheckpointsNeuron()
    {
        Notebook book(*m_project);
        book.putNote({m_tuned, light, "Licht, 光"});
        book.putNote({m_base, tenth, "ten"});
        book.putNote({m_base, light, "light"});
        book.putNote({m_base, light, "fires on <b>light</b>\nand lasers"});
        const std::vector<NeuronNote> expected{{m_base, light, "fires on <b>light</b>\nand lasers"},
                                               {m_base, tenth, "ten"},
                                               {m_tuned, light, "Licht, 光"}};
        QVERIFY(book.notes() == expected);
        QVERIFY(Notebook(reopened()).notes() == expected);
    }

    void aBlankNoteIsRemoved()
    {
        Notebook book(*m_project);
        book.putNote({m_base, light, "light"});
        book.putNote({m_base, light, " \n\t"});
        QVERIFY(book.notes().empty());
        book.putNote({m_base, light, ""}); // there is none
        QVERIFY(book.notes().empty());
    }

    void aNoteNeedsACheckpointOfTheProject()
    {
        Notebook book(*m_project);
        errorOf([&] { book.putNote({CheckpointId(99), light, "x"}); });
        QVERIFY(book.notes().empty());
    }

    void listsKeepTheirOrderAndNamesAreFolded()
    {
        Notebook book(*m_project);
        book.putList({"Über", {light, decoder, light, first}});
        book.putList({"alpha", {}});
        QVERIFY((book.lists() == std::vector<NeuronList>{{"alpha", {}}, {"Über", {light, decoder, first}}}));
        book.putList({"ÜBER", {first}});
        QVERIFY((book.list("über") == NeuronList{"ÜBER", {first}}));
        QCOMPARE(book.lists().size(), std::size_t(2));
        QCOMPARE(Notebook(reopened()).lists().size(), std::size_t(2));
    }

    void listsAreRenamedAndRemoved()
    {
        Notebook book(*m_project);
        book.putList({"a", {light}});
        book.putList({"b", {first}});
        const Error taken = errorOf([&] { book.renameList("a", "B"); });
        QCOMPARE(taken.code(), ErrorCode::BadInput);
        QVERIFY(QByteArray(taken.what()).contains("already"));
        book.renameList("a", "A"); // only its case
        book.renameList("a", "c");
        QVERIFY((book.list("c") == NeuronList{"c", {light}}));
        book.removeList("C");
        QVERIFY((book.lists() == std::vector<NeuronList>{{"b", {first}}}));
        const Error missing = errorOf([&] { book.removeList("c"); });
        QCOMPARE(missing.code(), ErrorCode::NotFound);
        QVERIFY(QByteArray(missing.what()).contains("\"b\""));
        QCOMPARE(errorOf([&] { book.renameList("c", "d"); }).code(), ErrorCode::NotFound);
        QCOMPARE(errorOf([&] { book.putList({" ", {}}); }).code(), ErrorCode::BadInput);
        QCOMPARE(errorOf([&] { book.renameList("b", ""); }).code(), ErrorCode::BadInput);
    }

    void readOnlyChangesNothing()
    {
        Notebook(*m_project).putList({"a", {light}});
        const Project reader = reopened();
        Notebook book(reader);
        errorOf([&] { book.removeList("a"); });
        errorOf([&] { book.putNote({m_base, light, "x"}); });
        QCOMPARE(book.lists().size(), std::size_t(1));
        QVERIFY(book.notes().empty());
    }

private:
    CheckpointId addCheckpoint(const std::string& name)
    {
        return m_project->putCheckpoint({.name = name, .path = "/" + name, .weightsSha256 = name, .family = "t5"});
    }
    Project reopened() const { return m_project->reopen(Project::Mode::ReadOnly); }

    std::unique_ptr<TemporaryFolder> m_folder;
    std::unique_ptr<Project> m_project;
    CheckpointId m_base, m_tuned;
};

QTEST_APPLESS_MAIN(TestNotebook)
#include "tst_notebook.moc"
