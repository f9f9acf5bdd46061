// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/census/Census.h"

#include <QAbstractTableModel>
#include <QString>
#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace sparsight {

/// The classes in the order in which they are shown, and as people call them.
inline constexpr std::array shownClasses{NeuronClass::Never, NeuronClass::Always, NeuronClass::Topic,
                                         NeuronClass::General, NeuronClass::Rest};
QString classTitle(NeuronClass kind);
QString classMeaning(NeuronClass kind, const CensusSettings& settings); ///< for tool tips

/// A layer of a run; without a census while it is computed, or when it cannot be.
struct CensusRow {
    RunInfo run;
    LayerId layer;
    std::shared_ptr<const Census> census;
    QString error;
    QString source = {}; ///< run, checkpoint and data set, for tool tips
};

/// "STEM 854, Colours 1,066": a census' topics, or its labels, with how many sentences each has; many are cut short.
QString groupsText(const Census& census, bool topics);
/// Which topics and labels the classes are judged by, and which halves: a line.
QString basisText(const Census& census);

/// A row a layer of a run: how many neurons of each class; the last row is the published census, to compare with.
class CensusTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Run, Layer, Shares, FirstClass };
    /// The share of each class in the order of shownClasses, as a QVariantList; invalid where unknown.
    static constexpr int SharesRole = Qt::UserRole + 100;
    /// The tool tip as plain text.
    static constexpr int PlainHintRole = Qt::UserRole + 101;

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<CensusRow> rows);
    void setCensus(std::size_t row, std::shared_ptr<const Census> census, const QString& error = {});
    void setSettings(const CensusSettings& settings); ///< that the tool tips speak of
    const std::vector<CensusRow>& rows() const { return m_rows; }
    static int columnOf(NeuronClass kind) { return FirstClass + int(kind); }

    /// A run's row in words: its name, and the layer.
    QString rowTitle(int row) const;
    std::uint32_t neurons(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    bool isPublished(int row) const { return row == int(m_rows.size()); }
    std::optional<std::uint32_t> count(int row, NeuronClass kind) const;
    std::optional<double> share(int row, NeuronClass kind) const;
    QString title(int row) const;
    QString layerName(int row) const;
    QVariantList shares(int row) const;
    QString hint(int row, int column) const;
    QString classHint(int row, NeuronClass kind) const;
    QString countText(int row, NeuronClass kind) const; ///< "Never fires: 1,093 of 3,072 neurons = 35.6 %"
    QVariant classData(int row, NeuronClass kind, int role) const;

    std::vector<CensusRow> m_rows;
    CensusSettings m_settings;
};

} // namespace sparsight
