// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/ModelFamily.h"

#include <algorithm>
#include <array>

namespace sparsight {

static constexpr ConfigDefaults t5Defaults{32128, 512, 64, 2048, 6, 8, "relu"};
static constexpr ConfigDefaults multilingualDefaults{250112, 512, 64, 1024, 8, 6, "gated-gelu"};

static constexpr std::array families{
    ModelFamily{"t5", "T5, T5 v1.1, Flan-T5", false, OutputScaling::ByConfig, t5Defaults},
    ModelFamily{"mt5", "mT5", false, OutputScaling::Never, multilingualDefaults},
    ModelFamily{"umt5", "umT5", true, OutputScaling::Always, multilingualDefaults},
};

std::span<const ModelFamily> modelFamilies() noexcept
{
    return families;
}

const ModelFamily* findModelFamily(std::string_view modelType) noexcept
{
    const auto row = std::ranges::find(families, modelType, &ModelFamily::id);
    return row == families.end() ? nullptr : &*row;
}

} // namespace sparsight
