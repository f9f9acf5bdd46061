// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Device.h"

#include "core/base/Error.h"
#include "core/model/TorchError.h"

#include <ATen/Context.h>
#include <ATen/DeviceAccelerator.h>
#include <torch/version.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <string_view>
#include <thread>
#include <vector>

namespace sparsight {

namespace {

/// The value behind the first "key…:" of a text file of the system, or "".
std::string systemField(const std::filesystem::path& file, std::string_view key)
{
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        const auto colon = line.find(':');
        if (!line.starts_with(key) || colon == std::string::npos) continue;
        const auto begin = line.find_first_not_of(" \t", colon + 1);
        return begin == std::string::npos ? "" : line.substr(begin);
    }
    return "";
}

/// The driver's names of the GPUs. The runtime's own would need headers of the CUDA toolkit.
std::vector<std::string> driverNames()
{
    std::error_code ignored;
    std::vector<std::filesystem::path> folders;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/driver/nvidia/gpus", ignored)) {
        folders.push_back(entry.path()); // named by bus address, the driver's order
    }
    std::ranges::sort(folders);
    std::vector<std::string> names;
    for (const auto& folder : folders)
        names.push_back(systemField(folder / "information", "Model"));
    return names;
}

std::string gpuName(int index)
{
    const std::vector<std::string> names = driverNames();
    const bool allAlike = std::ranges::adjacent_find(names, std::not_equal_to{}) == names.end();
    if (names.empty() || names[0].empty() || !allAlike) return "NVIDIA GPU " + std::to_string(index);
    return names[0];
}

} // namespace

at::Device chooseDevice(const std::string& name)
{
    const int gpus = guarded([] { return static_cast<int>(torch::cuda::device_count()); });
    if (name == "cpu" || (name == "auto" && gpus == 0)) return at::kCPU;
    if (name == "auto") return at::Device(at::kCUDA, 0);
    constexpr std::string_view prefix = "cuda:";
    int index = name == "cuda" ? 0 : -1;
    if (name.starts_with(prefix)) {
        const auto [end, error] = std::from_chars(name.data() + prefix.size(), name.data() + name.size(), index);
        if (error != std::errc() || end != name.data() + name.size()) index = -1;
    }
    if (index < 0) {
        throw Error(ErrorCode::BadInput, "There is no device \"" + name + "\"; use auto, cpu or cuda:N, e.g. cuda:0.");
    }
    if (index >= gpus) {
        throw Error(ErrorCode::BadInput,
                    "There is no device \"" + name + "\": " +
                        (gpus == 0 ? "no GPU can be used here; use cpu."
                                   : "the GPUs are cuda:0 to cuda:" + std::to_string(gpus - 1) + "."));
    }
    return at::Device(at::kCUDA, static_cast<c10::DeviceIndex>(index));
}

std::string deviceName(at::Device device)
{
    if (device.is_cuda()) return gpuName(device.index());
    const std::string processor = systemField("/proc/cpuinfo", "model name");
    return processor.empty() ? "CPU" : processor;
}

at::ScalarType scalarType(Precision precision)
{
    switch (precision) {
    case Precision::Bf16: return at::kBFloat16;
    case Precision::Fp16: return at::kHalf;
    case Precision::Fp32: break;
    }
    return at::kFloat;
}

void setUpTorch(int threads)
{
    const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    at::set_num_threads(threads > 0 ? threads : cores);
    at::globalContext().setFloat32MatmulPrecision("highest");
}

int threadsInUse()
{
    return at::get_num_threads();
}

void freeCaches(at::Device device)
{
    if (device.is_cuda()) guarded([] { at::accelerator::emptyCache(); });
}

std::string torchVersion()
{
    return std::to_string(TORCH_VERSION_MAJOR) + "." + std::to_string(TORCH_VERSION_MINOR) + "." +
           std::to_string(TORCH_VERSION_PATCH);
}

} // namespace sparsight
