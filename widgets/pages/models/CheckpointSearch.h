// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/InferenceEngine.h"

#include <QString>

namespace sparsight {

/// The folder that the Models page looks in, as it was chosen last.
QString chosenCheckpointFolder();
void chooseCheckpointFolder(const QString& folder);

/// Looks through the folder, the bundled models and the hub cache; only configurations are read. For another thread.
std::vector<FoundCheckpoint> searchCheckpoints(const EngineServices& services, const QString& folder,
                                               const std::stop_token& stop);

} // namespace sparsight
