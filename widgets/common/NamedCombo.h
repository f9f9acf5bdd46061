// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QComboBox;
class QLabel;
class QString;

namespace sparsight {

/// A choice as wide as its longest entry, up to a limit. The name is spoken, and stands in its caption.
QComboBox* namedCombo(const QString& name, const QString& hint);
QLabel* captionOf(QComboBox* combo);

} // namespace sparsight
