// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/GuardedMapping.h"

#include "core/base/Error.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <mutex>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sparsight {

namespace {

/// What the signal handler may look at: lock-free atomics only. A slot is free while `begin` is 0.
struct Slot {
    std::atomic<std::uintptr_t> begin{0}, end{0};
    std::atomic<bool> hit{false};
};

constexpr std::size_t mostMappings = 4096;
std::array<Slot, mostMappings> slots;
std::uintptr_t pageSize = 4096;
struct sigaction previousAction {};

void passOn(int signal, siginfo_t* info, void* context)
{
    if (previousAction.sa_flags & SA_SIGINFO) {
        previousAction.sa_sigaction(signal, info, context);
    } else if (previousAction.sa_handler != SIG_DFL && previousAction.sa_handler != SIG_IGN) {
        previousAction.sa_handler(signal);
    } else {
        ::signal(signal, SIG_DFL); // the faulting access is made again and ends the process as it would have
    }
}

void onBusError(int signal, siginfo_t* info, void* context)
{
    const auto address = reinterpret_cast<std::uintptr_t>(info->si_addr);
    for (Slot& slot : slots) {
        const std::uintptr_t begin = slot.begin.load();
        if (begin == 0 || address < begin || address >= slot.end.load()) continue;
        void* page = reinterpret_cast<void*>(address / pageSize * pageSize);
        slot.hit.store(true);
        if (::mmap(page, pageSize, PROT_READ, MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED) return;
    }
    passOn(signal, info, context);
}

void installHandlerOnce()
{
    static std::once_flag once;
    std::call_once(once, [] {
        pageSize = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
        struct sigaction action {};
        action.sa_sigaction = onBusError;
        action.sa_flags = SA_SIGINFO;
        sigemptyset(&action.sa_mask);
        ::sigaction(SIGBUS, &action, &previousAction);
    });
}

/// Enters a mapping into the table. Returns mostMappings when the table is full.
std::size_t claimSlot(std::uintptr_t begin, std::uintptr_t end)
{
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    std::size_t index = 0;
    while (index < mostMappings && slots[index].begin.load() != 0)
        ++index;
    if (index == mostMappings) return index;
    slots[index].hit.store(false);
    slots[index].end.store(end);
    slots[index].begin.store(begin);
    return index;
}

} // namespace

GuardedMapping::GuardedMapping(InputFile file)
    : m_file(std::move(file))
{
    if (m_file.size() == 0) return;
    installHandlerOnce();
    struct stat status {};
    if (::fstat(m_file.descriptor(), &status) != 0) throw systemError("read", m_file.path(), errno);
    m_modifiedSeconds = status.st_mtim.tv_sec;
    m_modifiedNanoseconds = status.st_mtim.tv_nsec;
    void* address = ::mmap(nullptr, m_file.size(), PROT_READ, MAP_PRIVATE, m_file.descriptor(), 0);
    if (address == MAP_FAILED) throw systemError("map", m_file.path(), errno);
    m_bytes = {static_cast<const std::byte*>(address), m_file.size()};
    const auto begin = reinterpret_cast<std::uintptr_t>(address);
    m_slot = claimSlot(begin, begin + m_file.size());
    if (m_slot == mostMappings) {
        ::munmap(address, m_file.size());
        throw Error(ErrorCode::Unsupported, "More than " + std::to_string(mostMappings) +
                                                " weight files are open at once; unload a checkpoint first.");
    }
}

GuardedMapping::~GuardedMapping()
{
    if (m_bytes.empty()) return;
    slots[m_slot].begin.store(0);
    ::munmap(const_cast<std::byte*>(m_bytes.data()), m_bytes.size());
}

bool GuardedMapping::changed() const noexcept
{
    if (m_bytes.empty()) return false;
    struct stat status {};
    if (::fstat(m_file.descriptor(), &status) != 0) return true;
    return slots[m_slot].hit.load() || static_cast<std::uint64_t>(status.st_size) != m_file.size() ||
           status.st_mtim.tv_sec != m_modifiedSeconds || status.st_mtim.tv_nsec != m_modifiedNanoseconds;
}

} // namespace sparsight
