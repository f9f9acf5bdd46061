// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Project.h"

#include <filesystem>
#include <optional>
#include <system_error>

namespace sparsight::cli {

/// The project to put something into. One that was made for it goes away again unless it is kept.
class TargetProject {
public:
    explicit TargetProject(const std::filesystem::path& file)
        : m_file(file)
        , m_isNew(!std::filesystem::exists(file))
        , m_project(m_isNew ? Project::create(file) : Project::open(file, Project::Mode::ReadWrite))
    {
    }
    ~TargetProject()
    {
        if (!m_isNew || m_kept) return;
        m_project.reset();
        std::error_code ignored;
        std::filesystem::remove(m_file, ignored);
    }
    TargetProject(const TargetProject&) = delete;
    TargetProject& operator=(const TargetProject&) = delete;

    Project& project() { return *m_project; }
    void keep() { m_kept = true; }

private:
    std::filesystem::path m_file;
    bool m_isNew;
    bool m_kept = false;
    std::optional<Project> m_project;
};

} // namespace sparsight::cli
