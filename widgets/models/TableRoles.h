// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace sparsight {

/// What the models of tables offer beside Qt's roles.
enum TableRole {
    /// What is sorted and filtered by: a double in the unit that is shown (percent, not share), or text. Invalid where
    /// undefined, which sorts last either way.
    ValueRole = Qt::UserRole + 1,
    /// What is copied and exported; the ValueRole where a model has nothing else to say. A QVariantList, also in the
    /// header, becomes as many columns.
    ExportRole,
    NeuronRole,  ///< index of the row's neuron, int
    KtRole,      ///< KtCell
    ChangeRole,  ///< ChangeCell
    WordsRole,   ///< std::vector<ShadedWord>
    MaximumRole, ///< double, the value that the strongest shade or bar stands for
    // In headerData
    NumericRole ///< bool: the column's filter field takes > < a..b
};

} // namespace sparsight
