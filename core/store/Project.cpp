// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Project.h"

#include "core/store/Database.h"
#include "core/store/Statement.h"

namespace sparsight {

Project Project::create(const std::filesystem::path& file)
{
    Database::create(file);
    return open(file, Mode::ReadWrite);
}

Project Project::open(const std::filesystem::path& file, Mode mode)
{
    return Project(std::make_unique<Database>(file, mode));
}

Project Project::reopen(Mode mode) const
{
    return open(file(), mode);
}

Project::Project(std::unique_ptr<Database> database)
    : m_database(std::move(database))
{
}

Project::~Project() = default;
Project::Project(Project&&) noexcept = default;
Project& Project::operator=(Project&&) noexcept = default;

const std::filesystem::path& Project::file() const noexcept
{
    return m_database->file();
}

bool Project::isReadOnly() const noexcept
{
    return m_database->isReadOnly();
}

bool Project::wasClosedCleanly() const noexcept
{
    return m_database->wasClosedCleanly();
}

void Project::checkIntegrity(const std::stop_token& stop) const
{
    m_database->checkIntegrity(stop);
}

std::string Project::uuid() const
{
    Statement row(m_database->connection(), "SELECT uuid FROM project");
    return row.step() ? std::string(row.text(0)) : std::string();
}

Database& Project::database() const noexcept
{
    return *m_database;
}

} // namespace sparsight
