// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <filesystem>
#include <vector>

namespace sparsight {

/// Also where one of the paths goes through a link, or is written otherwise.
bool isSameFolder(const std::filesystem::path& a, const std::filesystem::path& b);

struct NamedFolder {
    QString name;
    std::filesystem::path folder;
};
/// The names, and behind those that occur more than once as much of the folder as tells them apart: "base (old/base)".
QStringList toldApart(const std::vector<NamedFolder>& folders);

} // namespace sparsight
