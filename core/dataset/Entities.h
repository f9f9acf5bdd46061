// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sparsight {

/// Text in which entities were escaped once more than needed, as in "&amp;lt;" of an XML file, which reads "&lt;": the
/// usual names (lt, gt, amp, quot, apos, nbsp and those of typographic marks) and numbers become their characters, as
/// often as the text holds some, at most three times. Anything else stays as it is.
std::string decodeEntities(std::string_view utf8);

} // namespace sparsight
