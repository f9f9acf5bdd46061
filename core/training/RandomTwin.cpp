// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/RandomTwin.h"

#include "core/base/AtomicDirectory.h"
#include "core/base/Error.h"
#include "core/training/TrainableT5.h"
#include "core/training/TrainingParent.h"
#include "core/training/TrainingState.h"

namespace sparsight {

namespace fs = std::filesystem;

void makeRandomTwin(const RandomTwinRequest& request, const std::stop_token& stop, const ProgressCallback& progress)
{
    std::error_code ignored;
    const bool free = !fs::exists(request.output, ignored) ||
                      (fs::is_directory(request.output, ignored) && fs::is_empty(request.output, ignored));
    if (!free) {
        throw Error(ErrorCode::BadInput, "\"" + request.output.string() +
                                             "\" is there already; name a folder that is not, or an empty one.");
    }
    const TrainingParent parent(request.checkpoint, stop, progress);
    TrainableT5 model(parent.config, parent.ownHead, at::kCPU, at::kFloat);
    model.initialize(request.seed);
    throwIfStopped(stop);
    AtomicDirectory folder(request.output);
    writeCheckpointFiles(folder.path(), model, Precision::Fp32, parent.directory);
    folder.commit();
}

} // namespace sparsight
