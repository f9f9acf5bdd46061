// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <optional>

namespace sparsight {

/// A change as a cell draws it.
struct ChangeCell {
    std::optional<double> value;
    std::optional<double> low, high; ///< its interval, where it has one
    double maximum = 1;              ///< the change that fills the cell's half
    bool isClear = true;             ///< false: greyed, e.g. because the interval holds 0
};

} // namespace sparsight

Q_DECLARE_METATYPE(sparsight::ChangeCell)
