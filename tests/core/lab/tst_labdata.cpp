// SPDX-License-Identifier: GPL-3.0-or-later
// The lab's data: random numbers, corruptions and calibration held against NumPy and SciPy (make_lab_goldens.py), our
// shapes and texts, and readers of image files, whole and spoilt.
#include "core/base/Error.h"
#include "core/lab/Calibration.h"
#include "core/lab/GrammarText.h"
#include "core/lab/ImageCorruption.h"
#include "core/lab/ImageFiles.h"
#include "core/lab/PngFile.h"
#include "core/lab/ShapeImages.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <set>

using namespace sparsight;

static const QString labData = SPARSIGHT_TEST_DATA "/lab";

namespace {

nlohmann::json reference()
{
    std::ifstream file((labData + "/reference.json").toStdString());
    return nlohmann::json::parse(file);
}

std::vector<float> drawn(const ImageSource& source, ImageSplit split, std::uint64_t number)
{
    std::vector<float> pixels(source.shape().pixels());
    source.draw(split, number, pixels);
    return pixels;
}

void copyFolder(const QString& from, const QString& to)
{
    QDir().mkpath(to);
    for (const QFileInfo& entry : QDir(from).entryInfoList(QDir::AllEntries | QDir::NoDotAndDotDot)) {
        const QString target = to + '/' + entry.fileName();
        if (entry.isDir())
            copyFolder(entry.filePath(), target);
        else
            QVERIFY(QFile::copy(entry.filePath(), target));
    }
}

} // namespace

class TestLabData : public QObject {
    Q_OBJECT

private slots:
    void randomNumbersAreThoseOfTheReference()
    {
        const auto known = reference();
        const LabRandom random(known["key"].get<std::uint64_t>());
        for (std::uint64_t i = 0; i < 8; ++i) {
            QCOMPARE(double(random.uniform(i)), known["uniform"][i].get<double>());
            QVERIFY(std::abs(double(random.normal(i)) - known["normal"][i].get<double>()) < 1e-5);
        }
        double sum = 0, squares = 0;
        for (std::uint64_t i = 0; i < 100'000; ++i) {
            const double value = random.at(1).normal(i);
            sum += value;
            squares += value * value;
            QVERIFY(random.below(i, 7) < 7);
        }
        QVERIFY(std::abs(sum) < 1500 && std::abs(squares / 1e5 - 1) < 0.02);
    }

    void corruptionsAreThoseOfNumPy()
    {
        const auto known = reference();
        const LabRandom random(known["key"].get<std::uint64_t>());
        std::size_t row = 0;
        for (const ImageCorruption& corruption : imageCorruptions()) {
            for (const double severity : corruption.severities) {
                const auto& wanted = known["corrupted"][row++];
                QCOMPARE(std::string(corruption.id), wanted["id"].get<std::string>());
                QCOMPARE(severity, wanted["severity"].get<double>());
                std::vector<float> pixels = known["pixels"];
                corruption.apply(pixels, severity, random);
                for (std::size_t i = 0; i < pixels.size(); ++i)
                    QVERIFY(std::abs(double(pixels[i]) - wanted["pixels"][i].get<double>()) < 1e-5);
            }
        }
        QCOMPARE(row, known["corrupted"].size());
    }

    void calibrationErrorIsThatOfNumPy()
    {
        const auto known = reference();
        Calibration calibration;
        QCOMPARE(calibration.expectedError(), 0.0);
        for (std::size_t i = 0; i < known["confidence"].size(); ++i)
            calibration.add(known["confidence"][i], known["right"][i]);
        QVERIFY(std::abs(calibration.expectedError() - known["calibration_error"].get<double>()) < 1e-12);
        QVERIFY(calibration.expectedError() > 0.01);
    }

    void shapesAreAFunctionOfSeedAndNumber()
    {
        const ShapeImages shapes(3), same(3), other(4);
        const auto first = drawn(shapes, ImageSplit::Training, 5);
        QCOMPARE(first, drawn(same, ImageSplit::Training, 5));
        QVERIFY(first != drawn(other, ImageSplit::Training, 5));
        QVERIFY(first != drawn(shapes, ImageSplit::HeldOut, 5));
        QVERIFY(first != drawn(shapes, ImageSplit::Training, 6));
        std::vector<int> counts(shapeNames().size());
        for (std::uint64_t i = 0; i < 2000; ++i) {
            ++counts.at(std::size_t(shapes.label(ImageSplit::Training, i)));
            const auto pixels = drawn(shapes, ImageSplit::Training, i);
            const auto [low, high] = std::ranges::minmax(pixels);
            QVERIFY(low >= 0 && high <= 1 && high - low > 0.3); // there is something to see
        }
        for (const int count : counts)
            QVERIFY(count > 140 && count < 260);
    }

    void textsKeepToATopic()
    {
        const GrammarText texts(3);
        const auto text = texts.text(0, 7, 47);
        QCOMPARE(text.size(), std::size_t(48));
        QCOMPARE(text.back(), GrammarText::end);
        QCOMPARE(text, GrammarText(3).text(0, 7, 47));
        QVERIFY(text != texts.text(1, 7, 47) && text != texts.text(0, 8, 47) && text != GrammarText(4).text(0, 7, 47));
        const auto sentinels = GrammarText::sentinelIds();
        QCOMPARE(sentinels.front(), GrammarText::vocabulary - 1);
        std::set<std::int32_t> words;
        for (std::uint64_t i = 0; i < 400; ++i) {
            const auto one = texts.text(0, i, 47);
            const auto [low, high] = std::ranges::minmax(std::vector(one.begin(), one.end() - 1));
            QVERIFY(low >= GrammarText::firstWord && high < sentinels.back());
            words.insert(one.begin(), one.end());
            // Words of topics lie behind the shared ones; a text has those of one topic.
            std::set<std::int32_t> topics;
            for (const std::int32_t word : one) {
                if (word >= 18) topics.insert((word - 18) / 50);
            }
            QCOMPARE(topics.size(), std::size_t(1));
        }
        QVERIFY(words.size() > 400);
    }

    void readsImageFiles_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QList<int>>("shape"); // channels, height, width, classes
        QTest::addColumn<QList<int>>("training");
        QTest::addColumn<QList<int>>("heldOut");
        QTest::newRow("MNIST") << "mnist" << QList{1, 8, 8, 10} << QList{9, 8, 7, 6, 5, 4} << QList{9, 8, 7};
        QTest::newRow("CIFAR-10") << "cifar10" << QList{3, 32, 32, 10} << QList{0, 1, 9} << QList{3};
        QTest::newRow("CIFAR-100") << "cifar100" << QList{3, 32, 32, 100} << QList{99, 98} << QList{42};
        QTest::newRow("PNG") << "png" << QList{3, 32, 32, 2} << QList{0, 0, 1} << QList{0, 1};
    }
    void readsImageFiles()
    {
        QFETCH(QString, folder);
        QFETCH(QList<int>, shape);
        const auto images = readImageFiles((labData + '/' + folder).toStdString(), {});
        const ImageShape found = images->shape();
        QCOMPARE((QList{found.channels, found.height, found.width, found.classes}), shape);
        QFETCH(QList<int>, training);
        QFETCH(QList<int>, heldOut);
        for (const ImageSplit split : {ImageSplit::Training, ImageSplit::HeldOut}) {
            const QList<int>& labels = split == ImageSplit::Training ? training : heldOut;
            QCOMPARE(images->size(split), std::uint64_t(labels.size()));
            for (int i = 0; i < labels.size(); ++i)
                QCOMPARE(images->label(split, std::uint64_t(i)), labels[i]);
        }
        QVERIFY(images->identity() == readImageFiles((labData + '/' + folder).toStdString(), {})->identity());
    }

    void pixelsAreInTheirPlaces()
    {
        const auto mnist = readImageFiles((labData + "/mnist").toStdString(), {});
        QCOMPARE(drawn(*mnist, ImageSplit::Training, 1)[2], 66.0F / 255); // image 1 · 64 + pixel 2
        const auto cifar = readImageFiles((labData + "/cifar10").toStdString(), {});
        const auto second = drawn(*cifar, ImageSplit::Training, 1);
        QCOMPARE(second[0], 10.0F / 255);
        QCOMPARE(second[1024], 11.0F / 255); // green
        QCOMPARE(second[3071], 12.0F / 255); // blue
        const auto red = readPngSquare((labData + "/png/train/red/1.png").toStdString(), 32);
        QCOMPARE(red.size(), std::size_t(3 * 32 * 32));
        QCOMPARE(int(red[0]), 255);
        QCOMPARE(int(red[1024]), 0);
        QCOMPARE(int(red[31]), 0); // the right half is black
        QCOMPARE(int(readPngSquare((labData + "/png/train/white/1.png").toStdString(), 32)[2048]),
                 255); // grey to colour
    }

    void refusesSpoiltFiles_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("cutAt"); // bytes that are kept; negative: the file is taken away
        QTest::addColumn<int>("changedAt");
        QTest::addColumn<QString>("word");
        const auto row = [](const char* name, const char* folder, const char* file, int cut, int changed,
                            const char* word) { QTest::newRow(name) << folder << file << cut << changed << word; };
        row("idx cut in its header", "mnist", "train-images-idx3-ubyte", 10, -1, "idx");
        row("idx cut in its pixels", "mnist", "train-images-idx3-ubyte", 300, -1, "bytes behind its header");
        row("idx of another type", "mnist", "train-images-idx3-ubyte", 1000, 2, "idx");
        row("idx with a huge size", "mnist", "train-images-idx3-ubyte", 1000, 4, "bytes behind its header");
        row("idx without labels", "mnist", "train-labels-idx1-ubyte", -1, -1, "train-labels");
        row("idx with a label too many", "mnist", "train-labels-idx1-ubyte", 1000, 13, "class 251");
        row("CIFAR cut", "cifar10", "data_batch_2.bin", 3000, -1, "3000 bytes");
        row("CIFAR empty", "cifar10", "test_batch.bin", 0, -1, "0 bytes");
        row("CIFAR with a class too many", "cifar100", "train.bin", 10000, 1, "class 156");
        row("PNG cut", "png", "train/red/1.png", 100, -1, "1.png");
        row("PNG that is none", "png", "train/red/1.png", 1000, 0, "PNG");
        row("PNG with a huge side", "png", "train/red/1.png", 1000, 16, "1.png");
    }
    void refusesSpoiltFiles()
    {
        QFETCH(QString, folder);
        QFETCH(QString, file);
        QFETCH(int, cutAt);
        QFETCH(int, changedAt);
        QFETCH(QString, word);
        const QTemporaryDir copy;
        copyFolder(labData + '/' + folder, copy.path());
        QFile spoilt(copy.filePath(file));
        QVERIFY(spoilt.open(QIODevice::ReadOnly));
        QByteArray bytes = spoilt.readAll().left(std::max(cutAt, 0));
        spoilt.close();
        if (changedAt >= 0) bytes[changedAt] = char(bytes[changedAt] ^ 0xff);
        QVERIFY(spoilt.remove());
        if (cutAt >= 0) {
            QVERIFY(spoilt.open(QIODevice::WriteOnly));
            spoilt.write(bytes);
            spoilt.close();
        }
        try {
            readImageFiles(copy.path().toStdString(), {});
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains(word), error.what());
            QVERIFY2(QString(error.what()).endsWith('.'), error.what());
            return;
        }
        QFAIL("it was read");
    }

    void refusesAFolderWithoutImages()
    {
        const QTemporaryDir empty;
        try {
            readImageFiles(empty.path().toStdString(), {});
        } catch (const Error& error) {
            QVERIFY(error.code() == ErrorCode::NotFound);
            QVERIFY(QString(error.what()).contains("train-images-idx3-ubyte"));
            return;
        }
        QFAIL("it was read");
    }
};

QTEST_APPLESS_MAIN(TestLabData)
#include "tst_labdata.moc"
