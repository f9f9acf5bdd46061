// SPDX-License-Identifier: GPL-3.0-or-later
// Against the whole table of lengths, filled in and walked back cell by cell.
#include "core/analysis/rouge/CommonSubsequence.h"
#include "core/base/Error.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace sparsight;

namespace {

using Tokens = std::vector<RougeText::Token>;

struct Table {
    Table(const Tokens& rows, const Tokens& columns)
        : lengths(rows.size() + 1, std::vector<int>(columns.size() + 1))
        , marks(rows.size())
    {
        for (std::size_t i = 1; i <= rows.size(); ++i) {
            for (std::size_t j = 1; j <= columns.size(); ++j) {
                lengths[i][j] = rows[i - 1] == columns[j - 1] ? lengths[i - 1][j - 1] + 1
                                                              : std::max(lengths[i - 1][j], lengths[i][j - 1]);
            }
        }
        for (std::size_t i = rows.size(), j = columns.size(); i > 0 && j > 0;) {
            if (rows[i - 1] == columns[j - 1]) {
                marks[--i] = true;
                --j;
            } else if (lengths[i][j - 1] > lengths[i - 1][j]) {
                --j;
            } else {
                --i;
            }
        }
    }
    std::size_t length() const { return static_cast<std::size_t>(lengths.back().back()); }

    std::vector<std::vector<int>> lengths;
    std::vector<bool> marks;
};

Tokens randomTokens(std::mt19937& random, std::size_t length, unsigned alphabet)
{
    Tokens tokens(length);
    std::ranges::generate(tokens, [&] { return static_cast<RougeText::Token>(random() % alphabet); });
    return tokens;
}

} // namespace

class TestCommonSubsequence : public QObject {
    Q_OBJECT

private slots:
    void equalsTheTable_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("alphabet");
        for (const int alphabet : {1, 2, 5, 40, 1000}) {
            for (const auto& [rows, columns] :
                 {std::pair{0, 0}, {0, 7}, {7, 0}, {1, 1}, {5, 9}, {63, 64}, {64, 65}, {65, 63}, {200, 129}, {30, 700}})
                QTest::addRow("%d x %d of %d", rows, columns, alphabet) << rows << columns << alphabet;
        }
        // Tables that are not kept whole; the last has a prime number of rows.
        QTest::newRow("wide") << 70 << 64'100 << 9;
        QTest::newRow("large") << 2000 << 2200 << 30;
        QTest::newRow("tall") << 5003 << 900 << 300;
    }
    void equalsTheTable()
    {
        QFETCH(int, rows);
        QFETCH(int, columns);
        QFETCH(int, alphabet);
        std::mt19937 random(7);
        for (int draw = 0; draw < (rows * columns < 100'000 ? 20 : 1); ++draw) {
            const Tokens a = randomTokens(random, std::size_t(rows), unsigned(alphabet));
            const Tokens b = randomTokens(random, std::size_t(columns), unsigned(alphabet));
            const Table table(a, b);
            const CommonSubsequence common(b);
            QCOMPARE(common.length(a), table.length());
            std::vector<bool> marks(a.size());
            common.mark(a, marks);
            QVERIFY(marks == table.marks);
        }
    }

    void marksAreAdded()
    {
        std::vector<bool> marks(4);
        CommonSubsequence(Tokens{1, 3}).mark(Tokens{1, 2, 3, 4}, marks);
        CommonSubsequence(Tokens{4, 2}).mark(Tokens{1, 2, 3, 4}, marks);
        QVERIFY((marks == std::vector<bool>{true, false, true, true}) ||
                (marks == std::vector<bool>{true, true, true, false}));
    }

    void lengthOfTwoThousandTokens()
    {
        std::mt19937 random(11);
        const Tokens a = randomTokens(random, 2000, 400), b = randomTokens(random, 2000, 400);
        std::size_t length = 0;
        QBENCHMARK
        {
            length = CommonSubsequence(b).length(a);
        }
        QCOMPARE(length, Table(a, b).length());
    }

    void stops()
    {
        std::stop_source stop;
        stop.request_stop();
        const Tokens tokens(10, 1);
        std::vector<bool> marks(tokens.size());
        const CommonSubsequence common(tokens);
        QVERIFY_EXCEPTION_THROWN(common.length(tokens, stop.get_token()), Error);
        QVERIFY_EXCEPTION_THROWN(common.mark(tokens, marks, stop.get_token()), Error);
    }
};

QTEST_APPLESS_MAIN(TestCommonSubsequence)
#include "tst_commonsubsequence.moc"
