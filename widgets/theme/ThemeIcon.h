// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

namespace sparsight {

/// An icon of the family in resources/icons (24-pixel SVG, 1.5-pixel stroke), drawn in the palette's text colour of the
/// moment: an icon that is in use changes with the theme. Checked states take the accent, disabled ones the disabled
/// text.
QIcon themeIcon(const QString& name);

} // namespace sparsight
