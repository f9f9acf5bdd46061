// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sparsight {

/// Text for an element or a quoted attribute of HTML, XML or SVG: on one line, with nothing in it that is markup.
std::string escapeMarkup(std::string_view text);

} // namespace sparsight
