// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Folders.h"

#include <algorithm>
#include <system_error>

namespace sparsight {

bool isSameFolder(const std::filesystem::path& a, const std::filesystem::path& b)
{
    std::error_code ignored; // one that is not there is no other's
    return a == b || std::filesystem::equivalent(a, b, ignored);
}

namespace {

/// The last `parts` of a path.
QString ending(const std::filesystem::path& folder, int parts)
{
    std::filesystem::path text;
    std::filesystem::path rest = folder.has_filename() ? folder : folder.parent_path();
    for (int i = 0; i < parts && rest.has_filename(); ++i) {
        text = text.empty() ? rest.filename() : rest.filename() / text;
        rest = rest.parent_path();
    }
    return QString::fromStdU16String(text.u16string());
}

constexpr int mostParts = 32;

} // namespace

QStringList toldApart(const std::vector<NamedFolder>& folders)
{
    QStringList titles;
    for (const NamedFolder& one : folders) {
        std::vector<const NamedFolder*> namesakes;
        for (const NamedFolder& other : folders)
            if (&other != &one && other.name == one.name) namesakes.push_back(&other);
        int parts = 2;
        const auto isTheirs = [&](const NamedFolder* other) {
            return ending(other->folder, parts) == ending(one.folder, parts);
        };
        while (parts < mostParts && std::ranges::any_of(namesakes, isTheirs))
            ++parts;
        titles << (namesakes.empty() ? one.name : QStringLiteral("%1 (%2)").arg(one.name, ending(one.folder, parts)));
    }
    return titles;
}

} // namespace sparsight
