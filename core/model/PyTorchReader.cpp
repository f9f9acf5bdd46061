// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/PyTorchReader.h"

#include "core/base/Error.h"
#include "core/model/PickleMachine.h"
#include "core/model/ZipDirectory.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <string>

namespace sparsight {

namespace {

constexpr std::uint64_t largestPickle = 16 << 20;
using Records = std::map<std::string, ZipRecord>;

[[noreturn]] void unsupported(const InputFile& file, const std::string& what)
{
    throw Error(ErrorCode::Unsupported,
                file.path().string() + " " + what + "; load it in Python and save it again as safetensors.",
                {.file = file.path().string()});
}

[[noreturn]] void corrupt(const InputFile& file, const std::string& tensor, const std::string& reason)
{
    throw Error(ErrorCode::Corrupt,
                file.path().string() + ": tensor " + tensor + " " + reason +
                    "; download the file again, or save it again as safetensors.",
                {.file = file.path().string(), .item = tensor});
}

void requireZip(const InputFile& file)
{
    if (isZip(file)) return;
    // torch.save before version 1.6: a pickle of the number 0x1950a86a20f9469cfc6c comes first.
    constexpr std::array<unsigned char, 14> legacy{0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c,
                                                   0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19};
    std::array<std::byte, legacy.size()> start{};
    if (file.size() >= start.size()) file.read(0, start);
    const bool isLegacy =
        std::ranges::equal(start, legacy, {}, [](std::byte b) { return std::to_integer<unsigned char>(b); });
    unsupported(file, isLegacy ? "is in the legacy format of torch.save" : "is not a file of torch.save");
}

/// A record whose bytes can be used as they lie there; nullptr when there is none of this name.
const ZipRecord* storedRecord(const InputFile& file, const Records& records, const std::string& name)
{
    const auto found = records.find(name);
    if (found == records.end()) return nullptr;
    if (!found->second.stored)
        unsupported(file, "holds the record " + name + " compressed or encrypted, which torch.save never does");
    return &found->second;
}

/// The folder inside the zip that holds data.pkl, with its slash. torch.save names it after the file.
std::string archiveFolder(const InputFile& file, const Records& records)
{
    constexpr std::string_view pickleName = "data.pkl";
    for (const auto& [name, record] : records) {
        if (!name.ends_with(pickleName)) continue;
        const std::string folder = name.substr(0, name.size() - pickleName.size());
        if (folder.empty() || folder.find('/') != folder.size() - 1) continue;
        const auto code = records.lower_bound(folder + "code/");
        const bool script = records.contains(folder + "constants.pkl") ||
                            (code != records.end() && code->first.starts_with(folder + "code/"));
        if (script) unsupported(file, "is a TorchScript program, not a file of weights");
        return folder;
    }
    unsupported(file, "is a zip file without data.pkl");
}

void checkByteOrder(const InputFile& file, const Records& records, const std::string& folder)
{
    const ZipRecord* record = storedRecord(file, records, folder + "byteorder");
    if (!record) return; // written since torch 2.1
    constexpr std::string_view little = "little";
    std::string order(std::min<std::uint64_t>(record->size, little.size() + 1), '\0');
    file.read(record->offset, std::as_writable_bytes(std::span(order)));
    if (order != little) unsupported(file, "was saved on a machine of another byte order");
}

std::vector<PickledTensor> readPickle(const InputFile& file, const ZipRecord& record)
{
    if (record.size > largestPickle) unsupported(file, "has a table of tensors over 16 MB");
    std::vector<std::byte> pickle(record.size);
    file.read(record.offset, pickle);
    return readPickledTensors(pickle, file.path().string());
}

/// Elements from the first to behind the last one that a view touches; 0 for an empty view.
std::uint64_t extent(const InputFile& file, const PickledTensor& tensor)
{
    std::uint64_t elements = 1, last = 0;
    bool overflow = false;
    for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
        if (tensor.shape[i] == 0) return 0;
        std::uint64_t reach = 0;
        overflow |= __builtin_mul_overflow(elements, tensor.shape[i], &elements);
        overflow |= __builtin_mul_overflow(tensor.shape[i] - 1, static_cast<std::uint64_t>(tensor.stride[i]), &reach);
        overflow |= __builtin_add_overflow(last, reach, &last);
    }
    // A view that repeats elements could pretend to be of any size.
    if (overflow || elements > tensor.storageElements || last >= tensor.storageElements)
        corrupt(file, tensor.name,
                "does not fit into its storage of " + std::to_string(tensor.storageElements) + " elements");
    return last + 1;
}

TensorEntry entryOf(const InputFile& file, const Records& records, const std::string& folder,
                    const PickledTensor& tensor)
{
    const ZipRecord* record = storedRecord(file, records, folder + "data/" + tensor.storage);
    if (!record) corrupt(file, tensor.name, "has no data in the file");
    const std::uint64_t item = itemSize(tensor.dtype);
    if (tensor.storageElements > std::numeric_limits<std::uint64_t>::max() / item ||
        tensor.storageElements * item != record->size) {
        corrupt(file, tensor.name,
                "claims " + std::to_string(tensor.storageElements) + " elements of " +
                    std::string(toString(tensor.dtype)) + ", but its record has " + std::to_string(record->size) +
                    " bytes");
    }
    const std::uint64_t elements = extent(file, tensor);
    if (tensor.offset > tensor.storageElements || elements > tensor.storageElements - tensor.offset)
        corrupt(file, tensor.name,
                "reaches behind its storage of " + std::to_string(tensor.storageElements) + " elements");
    return {.name = tensor.name,
            .dtype = tensor.dtype,
            .shape = tensor.shape,
            .stride = tensor.stride,
            .offset = record->offset + tensor.offset * item,
            .length = elements * item};
}

} // namespace

std::vector<TensorEntry> readPyTorchTable(const InputFile& file)
{
    requireZip(file);
    const Records records = readZipDirectory(file);
    const std::string folder = archiveFolder(file, records);
    checkByteOrder(file, records, folder);
    std::vector<TensorEntry> entries;
    for (const PickledTensor& tensor : readPickle(file, *storedRecord(file, records, folder + "data.pkl")))
        entries.push_back(entryOf(file, records, folder, tensor));
    return entries;
}

} // namespace sparsight
