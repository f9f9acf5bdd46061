// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/Services.h"

#include <QString>

namespace sparsight {

/// The module beside the application, or where it is installed.
QString engineModuleFile();

/// Services that load the module, and with it LibTorch, when one of them is first called, on the thread that calls: the
/// window is painted by then. Every call throws Error when it cannot be loaded.
Services deferredServices(const QString& moduleFile);

} // namespace sparsight
