// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Json.h"

#include "core/store/Notebook.h"

namespace sparsight::cli {

Json noteJson(const NeuronNote& note, const std::string& checkpoint);
Json neuronListJson(const NeuronList& list);

} // namespace sparsight::cli
