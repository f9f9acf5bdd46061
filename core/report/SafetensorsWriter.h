// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/AtomicFile.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace sparsight {

/// A tensor of a safetensors file to be written.
struct TensorSpec {
    enum class Type { BF16, F32, I64 }; ///< by size

    std::string name;
    Type type = Type::F32;
    std::vector<std::uint64_t> shape;
};

/// Writes a safetensors file as its values arrive, so that a tensor may be larger than memory. The file appears when
/// everything was written (finish); until then its old content stays. All functions throw Error(Io, DiskFull …).
class SafetensorsWriter {
public:
    /// Values are appended in the order of `tensors`; larger types come first, so that every tensor is aligned.
    SafetensorsWriter(const std::filesystem::path& file, std::vector<TensorSpec> tensors,
                      const std::map<std::string, std::string>& metadata = {});

    void append(std::span<const float> values);
    void append(std::span<const std::int64_t> values);
    /// The bits of BF16 values.
    void append(std::span<const std::uint16_t> values);
    /// Every value of every tensor must have been appended.
    void finish();

private:
    void append(TensorSpec::Type type, std::span<const std::byte> bytes);

    std::vector<TensorSpec> m_tensors;
    AtomicFile m_file;
    std::size_t m_current = 0;   // index of the tensor being written
    std::uint64_t m_missing = 0; // its bytes still to come
};

} // namespace sparsight
