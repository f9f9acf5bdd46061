// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/statistics/PairedBootstrap.h"

#include "core/analysis/statistics/CounterRandom.h"
#include "core/analysis/statistics/Percentile.h"
#include "core/base/Progress.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace sparsight {

void BootstrapSettings::check() const
{
    constexpr std::uint32_t most = 100'000;
    if (draws > 0 && draws <= most) return;
    throw Error(ErrorCode::BadInput,
                "A bootstrap needs from 1 to " + std::to_string(most) + " draws, not " + std::to_string(draws) + ".");
}

DrawTable drawClusters(std::uint32_t clusters, std::uint64_t seed, std::uint32_t first, std::uint32_t last,
                       const std::stop_token& stop)
{
    DrawTable table(clusters, last - first);
    for (std::uint32_t draw = first; draw < last; ++draw) {
        throwIfStopped(stop);
        const CounterRandom random(seed, draw);
        for (std::uint32_t i = 0; i < clusters; ++i)
            table.add(random.below(clusters, i), draw - first);
    }
    return table;
}

void PairedCounts::clear()
{
    for (auto& clusters : m_clusters)
        clusters.clear();
}

void PairedCounts::add(const PairedSentence& sentence)
{
    const unsigned bits = unsigned(sentence.capturedFirst) | unsigned(sentence.keywordFirst) << 1 |
                          unsigned(sentence.capturedSecond) << 2 | unsigned(sentence.keywordSecond) << 3;
    m_clusters[bits].push_back(sentence.cluster);
}

void PairedCounts::changes(const DrawTable& table, std::span<double> out) const
{
    for (std::size_t block = 0; block < table.blocks(); ++block) {
        std::array<DrawTable::Sums, 4> counts{}; // n and k of the first run, n and k of the second
        for (unsigned bits = 1; bits < m_clusters.size(); ++bits) {
            if (m_clusters[bits].empty()) continue;
            DrawTable::Sums sums{};
            table.sum(block, m_clusters[bits], sums);
            for (unsigned bit = 0; bit < counts.size(); ++bit) {
                if ((bits >> bit & 1) == 0) continue;
                for (std::size_t i = 0; i < sums.size(); ++i)
                    counts[bit][i] += sums[i];
            }
        }
        const std::size_t begin = block * DrawTable::blockSize;
        for (std::size_t i = 0; begin + i < std::min<std::size_t>(table.draws(), begin + DrawTable::blockSize); ++i) {
            const double n = counts[0][i], k = counts[1][i], laterN = counts[2][i], laterK = counts[3][i];
            out[begin + i] = n > 0 && laterN > 0 ? laterK / laterN - k / n : std::numeric_limits<double>::quiet_NaN();
        }
    }
}

std::optional<BootstrapInterval> percentileInterval(std::span<double> draws)
{
    const auto undefined = std::ranges::partition(draws, [](double change) { return !std::isnan(change); });
    const auto defined = draws.first(draws.size() - undefined.size());
    if (defined.empty()) return std::nullopt;
    std::ranges::sort(defined);
    return BootstrapInterval{.interval = {percentileOf(defined, 0.025), percentileOf(defined, 0.975)},
                             .undefined = static_cast<std::uint32_t>(undefined.size())};
}

} // namespace sparsight
