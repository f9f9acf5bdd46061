// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/CheckpointDirectory.h"

#include "core/base/Error.h"
#include "core/base/File.h"
#include "core/model/Json.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <tuple>
#include <utility>

namespace sparsight {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view repositoryPrefix = "models--";

[[noreturn]] void refuse(ErrorCode code, const fs::path& path, const std::string& rest)
{
    throw Error(code, path.string() + " " + rest, {.file = path.string()});
}

bool isDirectory(const fs::path& path)
{
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

/// "org/name" for "models--org--name".
std::string repositoryName(const fs::path& repository)
{
    const std::string name = repository.filename().string().substr(repositoryPrefix.size());
    const auto separator = name.find("--");
    if (separator == std::string::npos) return name;
    return name.substr(0, separator) + "/" + name.substr(separator + 2);
}

bool isPlainName(std::string_view name)
{
    return !name.empty() && name != "." && name != ".." && name.find('/') == std::string_view::npos &&
           name.find('\\') == std::string_view::npos && name.find('\0') == std::string_view::npos;
}

/// The snapshot that refs/main names; unset when there is no such ref.
std::optional<fs::path> mainSnapshot(const fs::path& repository)
{
    constexpr std::uint64_t largestRef = 1024;
    const fs::path ref = repository / "refs" / "main";
    std::error_code ignored;
    if (!fs::is_regular_file(fs::symlink_status(ref, ignored))) return std::nullopt;
    std::string revision = readTextFile(ref, largestRef);
    revision.erase(revision.find_last_not_of(" \r\n") + 1);
    if (!isPlainName(revision))
        refuse(ErrorCode::BadInput, ref, "does not name a snapshot; download the checkpoint again.");
    const fs::path snapshot = repository / "snapshots" / revision;
    if (!isDirectory(snapshot)) return std::nullopt;
    return snapshot;
}

std::optional<fs::path> newestSnapshot(const fs::path& repository)
{
    std::optional<fs::path> newest;
    fs::file_time_type newestTime;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(repository / "snapshots", error)) {
        const auto time = fs::last_write_time(entry.path(), error);
        if (error || !entry.is_directory(error)) continue;
        const bool better = !newest || time > newestTime || (time == newestTime && entry.path() > *newest);
        if (better) std::tie(newest, newestTime) = std::pair(entry.path(), time);
    }
    return newest;
}

/// Where the links of a directory that is part of the hub cache must stay: its models--org--name folder.
std::optional<fs::path> repositoryOf(const fs::path& snapshot)
{
    const fs::path repository = snapshot.parent_path().parent_path();
    if (snapshot.parent_path().filename() != "snapshots" || !CheckpointDirectory::isHubRepository(repository))
        return std::nullopt;
    return repository;
}

bool isBelow(const fs::path& path, const fs::path& folder)
{
    return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
}

/// The snapshot that a person means who names a repository of the hub cache.
fs::path chosenSnapshot(const fs::path& repository)
{
    auto snapshot = mainSnapshot(repository);
    if (!snapshot) snapshot = newestSnapshot(repository);
    if (!snapshot) refuse(ErrorCode::NotFound, repository, "has no snapshot; download the checkpoint again.");
    std::error_code error;
    const fs::path folder = fs::canonical(*snapshot, error);
    if (error || repositoryOf(folder) != repository)
        refuse(ErrorCode::BadInput, *snapshot,
               "leads out of its hub folder and was not opened; choose the snapshot it leads to.");
    return folder;
}

struct Advice {
    std::string_view file, sentence;
};

/// What people have instead of weights that can be read, and what to do about it.
constexpr std::array weightAdvice{
    Advice{"adapter_model.safetensors",
           "holds a LoRA adapter, not a model; merge it into its base model and save that."},
    Advice{"adapter_model.bin", "holds a LoRA adapter, not a model; merge it into its base model and save that."},
    Advice{"tf_model.h5",
           "has TensorFlow weights only; load it in Python with from_tf=True and save it as safetensors."},
    Advice{"model.ckpt.index", "has TensorFlow weights only; convert it to PyTorch and save it as safetensors."},
    Advice{"flax_model.msgpack",
           "has Flax weights only; load it in Python with from_flax=True and save it as safetensors."},
    Advice{"flax_model.msgpack.index.json",
           "has Flax weights only; load it in Python with from_flax=True and save it as safetensors."},
};

struct KnownWeights {
    WeightFormat format;
    std::string_view file;
    bool index;
};

/// In the order in which transformers looks for them.
constexpr std::array knownWeights{
    KnownWeights{WeightFormat::Safetensors, "model.safetensors", false},
    KnownWeights{WeightFormat::Safetensors, "model.safetensors.index.json", true},
    KnownWeights{WeightFormat::PyTorch, "pytorch_model.bin", false},
    KnownWeights{WeightFormat::PyTorch, "pytorch_model.bin.index.json", true},
};

std::optional<fs::path> environmentPath(const char* variable)
{
    const char* value = std::getenv(variable);
    if (!value || !*value) return std::nullopt;
    return fs::path(value);
}

} // namespace

bool CheckpointDirectory::isHubRepository(const fs::path& folder)
{
    return folder.filename().string().starts_with(repositoryPrefix) && isDirectory(folder / "snapshots");
}

CheckpointDirectory::CheckpointDirectory(const fs::path& given)
{
    if (given.empty()) throw Error(ErrorCode::BadInput, "No checkpoint was named; choose its folder.");
    std::error_code error;
    fs::path folder = fs::canonical(given, error);
    if (error.value() == ENOENT) {
        throw Error(ErrorCode::NotFound,
                    "There is no folder " + given.string() + "; choose the folder of a Hugging Face checkpoint.",
                    {.file = given.string()});
    }
    if (error) throw systemError("open", given, error.value());
    // A person may point at one of the files. The folder is that of the name, not of what it links to.
    if (fs::is_regular_file(folder, error)) folder = fs::canonical(fs::absolute(given).parent_path(), error);
    if (!isDirectory(folder)) refuse(ErrorCode::BadInput, given, "is not a folder; choose the folder of a checkpoint.");
    if (isHubRepository(folder)) folder = chosenSnapshot(folder);
    m_path = folder;
    const auto repository = repositoryOf(folder);
    m_inHubCache = repository.has_value();
    m_boundary = repository.value_or(folder);
    m_name = repository ? repositoryName(*repository) : folder.filename().string();
}

std::optional<fs::path> CheckpointDirectory::find(std::string_view name) const
{
    if (!isPlainName(name)) {
        throw Error(
            ErrorCode::BadInput,
            excerpt(nlohmann::json(name)) + " in " + m_path.string() +
                " is not the plain name of a file beside it, so it was not opened; use another copy of the checkpoint.",
            {.file = m_path.string(), .item = std::string(name)});
    }
    const fs::path path = m_path / name;
    std::error_code error;
    const auto status = fs::symlink_status(path, error);
    if (status.type() == fs::file_type::not_found) return std::nullopt;
    if (error) throw systemError("open", path, error.value());
    const fs::path target = fs::canonical(path, error);
    if (error)
        refuse(ErrorCode::BadInput, path, "is a link that leads nowhere; the download is incomplete, fetch it again.");
    if (!isBelow(target, m_boundary))
        refuse(ErrorCode::BadInput, path,
               "is a link out of " + m_boundary.string() + " and was not opened; put the file itself there.");
    if (!fs::is_regular_file(target, error))
        refuse(ErrorCode::BadInput, path, "is not a regular file and was not opened; put the file itself there.");
    return path;
}

fs::path CheckpointDirectory::file(std::string_view name) const
{
    if (const auto path = find(name)) return *path;
    throw Error(ErrorCode::NotFound,
                m_path.string() + " has no " + std::string(name) + "; choose the folder of a Hugging Face checkpoint.",
                {.file = (m_path / name).string()});
}

WeightFiles CheckpointDirectory::weightFiles() const
{
    for (const KnownWeights& known : knownWeights) {
        if (!find(known.file)) continue;
        WeightFiles files{.format = known.format};
        (known.index ? files.index : files.single) = known.file;
        return files;
    }
    for (const Advice& advice : weightAdvice)
        if (find(advice.file)) refuse(ErrorCode::Unsupported, m_path, std::string(advice.sentence));
    refuse(ErrorCode::NotFound, m_path,
           "has no weights (model.safetensors or pytorch_model.bin); copy them there from where the checkpoint came "
           "from.");
}

fs::path CheckpointDirectory::tokenizerModel() const
{
    if (const auto path = find("spiece.model")) return *path;
    if (find("tokenizer.json")) {
        refuse(ErrorCode::Unsupported, m_path,
               "has tokenizer.json but no spiece.model, which this program needs; take spiece.model from the original "
               "model.");
    }
    refuse(ErrorCode::NotFound, m_path,
           "has no spiece.model, the tokeniser's vocabulary; copy it there from where the checkpoint came from.");
}

fs::path hubCacheDirectory()
{
    for (const char* variable : {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"})
        if (const auto path = environmentPath(variable)) return *path;
    if (const auto home = environmentPath("HF_HOME")) return *home / "hub";
    if (const auto cache = environmentPath("XDG_CACHE_HOME")) return *cache / "huggingface" / "hub";
    return environmentPath("HOME").value_or("/") / ".cache" / "huggingface" / "hub";
}

} // namespace sparsight
