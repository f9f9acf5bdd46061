// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/BitCounts.h"

#include <bit>

// Processors count bits in one instruction since long, but a program for all of them must ask for it.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) &&               \
    !defined(__SANITIZE_THREAD__)
#define SPARSIGHT_POPCOUNT_CLONES __attribute__((target_clones("popcnt", "default")))
#else
#define SPARSIGHT_POPCOUNT_CLONES
#endif

namespace sparsight {

SPARSIGHT_POPCOUNT_CLONES
void addBitCounts(std::span<const std::uint64_t> bits, std::span<const std::uint64_t> sets,
                  std::span<std::uint32_t> counts)
{
    const std::uint64_t* const words = bits.data();
    const std::size_t size = bits.size();
    std::uint64_t all = 0;
    for (std::size_t word = 0; word < size; ++word)
        all += static_cast<std::uint64_t>(std::popcount(words[word]));
    counts[0] += static_cast<std::uint32_t>(all);
    for (std::size_t set = 1; set < counts.size(); ++set) {
        const std::uint64_t* const members = sets.data() + (set - 1) * size;
        std::uint64_t both = 0;
        for (std::size_t word = 0; word < size; ++word)
            both += static_cast<std::uint64_t>(std::popcount(words[word] & members[word]));
        counts[set] += static_cast<std::uint32_t>(both);
    }
}

} // namespace sparsight
