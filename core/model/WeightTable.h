// SPDX-License-Identifier: GPL-3.0-or-later
// The tensors of a checkpoint as plain rows over mapped files, whatever the format: safetensors (single or sharded)
// and pytorch_model.bin. Nothing here knows torch. Everything in a row was checked against the file's size when the
// table was opened: the view [offset, offset + length) lies inside the file, and shape, stride and dtype agree with it.
#pragma once

#include "core/base/Progress.h"
#include "core/model/DType.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

class CheckpointDirectory;
class GuardedMapping;

struct TensorEntry {
    std::string name;
    DType dtype = DType::F32;
    std::vector<std::uint64_t> shape; ///< empty for a scalar
    std::vector<std::int64_t> stride; ///< elements, never negative; row-major unless the .bin holds a view
    std::uint32_t file = 0;           ///< index in WeightTable::files()
    std::uint64_t offset = 0;         ///< of the first element, bytes from the start of the file
    std::uint64_t length = 0;         ///< bytes from the first element to behind the last one the view touches

    std::uint64_t elements() const noexcept; ///< product of the shape; cannot overflow in a checked row
    bool isContiguous() const noexcept;      ///< row-major without gaps
};

/// "[512, 64]"
std::string shapeText(std::span<const std::uint64_t> shape);
/// Strides of a row-major tensor without gaps, in elements.
std::vector<std::int64_t> rowMajorStride(std::span<const std::uint64_t> shape);

/// All tensors of a checkpoint. Reading is thread-safe. Entries may share storage (tied weights of a .bin).
class WeightTable {
public:
    WeightTable(WeightTable&&) noexcept;
    WeightTable& operator=(WeightTable&&) noexcept;
    ~WeightTable();

    const std::vector<TensorEntry>& entries() const noexcept { return m_entries; } ///< sorted by name
    const TensorEntry* find(std::string_view name) const noexcept;                 ///< nullptr when there is none
    /// Like find(). Throws Error(Corrupt) naming the tensor.
    const TensorEntry& at(std::string_view name) const;

    /// The mapped bytes of an entry of this table, valid as long as the table lives. They may be unaligned for the
    /// dtype: see isAligned(). Strides of a view apply within them.
    std::span<const std::byte> bytes(const TensorEntry& entry) const noexcept;
    bool isAligned(const TensorEntry& entry) const noexcept;
    /// Whether two entries hold the same numbers in the same form. Where they do not share storage, reads them up to
    /// the first difference.
    bool areEqual(const TensorEntry& a, const TensorEntry& b) const noexcept;

    const std::vector<std::filesystem::path>& files() const noexcept { return m_files; }
    const std::string& description() const noexcept { return m_description; } ///< e.g. "safetensors, 2 shards, bf16"
    std::uint64_t elements() const;           ///< of all entries, a shared view counted once
    std::uint64_t fileBytes() const noexcept; ///< of all files together

    /// Throws Error(Corrupt) when a file was changed or cut short after it was opened. A read behind the new end then
    /// gave zeros instead of ending the process: call this after using bytes() for a result that matters.
    void throwIfChanged() const;

    /// SHA-256 over names, dtypes, shapes and contents in the order of names: the same for every sharding and format.
    /// Copies of `shared.weight` under the other names of the embeddings, which some formats leave out, do not count.
    /// Progress counts bytes.
    std::string sha256(const std::stop_token& stop, const ProgressCallback& progress) const;

private:
    friend WeightTable openWeights(const CheckpointDirectory& directory);

    WeightTable(std::string_view format, std::vector<std::unique_ptr<GuardedMapping>> files,
                std::vector<TensorEntry> entries);

    std::vector<std::filesystem::path> m_files;
    std::vector<TensorEntry> m_entries;
    std::vector<std::unique_ptr<GuardedMapping>> m_mappings; // one a file
    std::string m_description;
};

/// Reads and checks the tables of all weight files, then maps them. Fast: no tensor data is read.
WeightTable openWeights(const CheckpointDirectory& directory);

} // namespace sparsight
