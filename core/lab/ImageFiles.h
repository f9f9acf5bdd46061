// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/ImageSource.h"

#include <filesystem>
#include <memory>
#include <stop_token>

namespace sparsight {

/// The images of a folder in one of the layouts that are commonly published, told by the files in it:
/// - MNIST: train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte
/// - CIFAR-10, binary: data_batch_1.bin … data_batch_5.bin, test_batch.bin
/// - CIFAR-100, binary: train.bin, test.bin (fine labels)
/// - PNG files: train/CLASS/*.png and val/CLASS/*.png; without val, each fifth image of a class is held out. The middle
///   square is scaled to 32 × 32 pixels, in colour.
///
/// Files are untrusted: sizes are checked before anything is allocated. Throws Error naming the file and the reason.
std::shared_ptr<const ImageSource> readImageFiles(const std::filesystem::path& folder, const std::stop_token& stop);

} // namespace sparsight
