// SPDX-License-Identifier: GPL-3.0-or-later
// The demo project, as the window and the command line make it: the bundled sentences and topics, captured with the
// bundled checkpoint. No torch here: the engine comes in through its face.
#pragma once

#include "core/capture/InferenceEngine.h"

#include <filesystem>
#include <stop_token>
#include <string_view>

namespace sparsight {

inline constexpr std::string_view demoDatasetName = "demo";
inline constexpr std::string_view demoRunName = "base";

/// The bundled checkpoint's directory.
std::filesystem::path demoCheckpoint();

/// Opens the demo project, making it first when the file is not there; adds the data set and the topics that it lacks,
/// and changes nothing that is there. Takes well under a second. Throws Error.
Project openDemoProject(const std::filesystem::path& file);

/// What is captured for the demo: enc6 of its data set.
CaptureRequest demoCapture(const Project& project);

/// Captures the demo data set with the bundled checkpoint (enc6), or goes on with a capture that was cut off. Returns
/// at once, with no sentences, when it is complete. Throws Error, Cancelled included.
CaptureSummary captureDemo(Project& project, const EngineServices& engine, const std::stop_token& stop,
                           const ProgressCallback& progress);

} // namespace sparsight
