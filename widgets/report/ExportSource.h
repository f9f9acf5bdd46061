// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <QString>
#include <QStringList>
#include <vector>

namespace sparsight {

class ProjectSession;
struct ModelInfo;

/// What leaves the window as a file: what it shows, and what it was made from.
struct ExportSource {
    QString title;
    QString fileName;       ///< as suggested, without an ending
    QStringList provenance; ///< a sentence each; madeBy() is added to them
};

/// A run's names, hashes, choices and versions.
QStringList provenanceOf(const ProjectSession& session, const RunInfo& run);
QStringList provenanceOf(const ProjectSession& session, const std::vector<RunInfo>& runs);
/// Checkpoints by name, folder and hash.
QStringList provenanceOf(const std::vector<CheckpointInfo>& checkpoints);
/// The same of a checkpoint that computes live, with the hash of its weights where the project knows it.
QStringList provenanceOf(const ProjectSession& session, const ModelInfo& model);
/// Which program made the file, and when.
QString madeBy();

} // namespace sparsight
