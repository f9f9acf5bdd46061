// SPDX-License-Identifier: GPL-3.0-or-later
// The definitions of docs/definitions.md as plain loops over dense values: slow and easy to check.
#pragma once

#include "DenseRun.h"
#include "core/analysis/kt/KtTable.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace sparsight::testing {

class DenseKt {
public:
    DenseKt(const std::map<std::string, DenseValues>& runs, std::vector<bool> labels)
        : m_runs(runs)
        , m_labels(std::move(labels))
    {
    }

    std::set<std::size_t> captured(const std::string& run, std::size_t neuron, const CaptureRule& rule) const
    {
        using Kind = CaptureRule::Kind;
        const std::vector<double> a = magnitudes(run, neuron);
        const double maximum = *std::max_element(a.begin(), a.end());
        switch (rule.kind) {
        case Kind::Threshold: return where(a, [&](std::size_t s) { return a[s] > rule.value; });
        case Kind::Relative: return where(a, [&](std::size_t s) { return a[s] >= rule.value * maximum; });
        case Kind::Quantile: return where(a, [&](std::size_t s) { return a[s] >= quantile(a, rule.value); });
        case Kind::Top: return top(a, static_cast<std::size_t>(rule.value));
        case Kind::Winner: return where(a, [&](std::size_t s) { return strongest(run, s) == neuron; });
        case Kind::Matched: return top(a, captured(rule.run, neuron, CaptureRule::parse(rule.inner)).size());
        case Kind::Fixed: return captured(rule.run, neuron, CaptureRule::parse(rule.inner));
        }
        return {};
    }

    KtScore score(const std::string& run, std::size_t neuron, const CaptureRule& rule) const
    {
        const std::set<std::size_t> sentences = captured(run, neuron, rule);
        const double n = double(sentences.size()), N = double(m_labels.size());
        const double K = double(std::count(m_labels.begin(), m_labels.end(), true));
        const double k = double(std::count_if(sentences.begin(), sentences.end(), [&](auto s) { return m_labels[s]; }));
        KtScore score;
        score.captured = std::uint32_t(n);
        score.withKeyword = std::uint32_t(k);
        if (n > 0) score.kt = k / n;
        if (n > 0 && K > 0) score.lift = (k / n) / (K / N);
        if (K > 0) score.coverage = k / K;
        if (n + K > 0) score.f1 = 2 * k / (n + K);
        if (n + K - k > 0) score.iou = k / (n + K - k);
        if (n > 0) {
            const double z = 1.959963984540054, share = k / n;
            const double middle = (share + z * z / (2 * n)) / (1 + z * z / n);
            const double half = z / (1 + z * z / n) * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
            score.low = middle - half;
            score.high = middle + half;
        }
        double tail = 0;
        for (double x = k; x <= std::min(n, K); ++x)
            if (n - x <= N - K) tail += std::exp(logChoose(K, x) + logChoose(N - K, n - x) - logChoose(N, n));
        score.p = tail;
        rank(magnitudes(run, neuron), K, score);
        return score;
    }

    /// As the definition says, one q at a time.
    static void adjust(std::vector<KtScore>& scores, std::uint32_t minimumCaptured)
    {
        std::vector<double> p;
        for (const KtScore& score : scores)
            if (score.captured >= minimumCaptured) p.push_back(*score.p);
        for (KtScore& score : scores) {
            if (score.captured < minimumCaptured) continue;
            double q = 1;
            for (const double other : p) {
                if (other < *score.p) continue;
                const auto rank = std::count_if(p.begin(), p.end(), [&](double x) { return x <= other; });
                q = std::min(q, other * double(p.size()) / double(rank));
            }
            score.q = q;
        }
    }

private:
    std::vector<double> magnitudes(const std::string& run, std::size_t neuron) const
    {
        std::vector<double> a;
        for (const auto& row : m_runs.at(run))
            a.push_back(std::fabs(row[neuron]));
        return a;
    }
    template <class Predicate>
    static std::set<std::size_t> where(const std::vector<double>& a, Predicate isCaptured)
    {
        std::set<std::size_t> result;
        for (std::size_t s = 0; s < a.size(); ++s)
            if (a[s] > 0 && isCaptured(s)) result.insert(s);
        return result;
    }
    static std::set<std::size_t> top(const std::vector<double>& a, std::size_t count)
    {
        std::vector<std::size_t> order;
        for (std::size_t s = 0; s < a.size(); ++s)
            if (a[s] > 0) order.push_back(s);
        std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) { return a[x] > a[y]; });
        order.resize(std::min(count, order.size()));
        return {order.begin(), order.end()};
    }
    static double quantile(std::vector<double> a, double q)
    {
        std::sort(a.begin(), a.end());
        const double h = double(a.size() - 1) * q;
        const auto lower = std::size_t(h);
        return a[lower] + (a[std::min(lower + 1, a.size() - 1)] - a[lower]) * (h - double(lower));
    }
    std::size_t strongest(const std::string& run, std::size_t sentence) const
    {
        const auto& row = m_runs.at(run)[sentence];
        return std::size_t(
            std::max_element(row.begin(), row.end(), [](float x, float y) { return std::fabs(x) < std::fabs(y); }) -
            row.begin());
    }
    static double logChoose(double n, double k)
    {
        return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
    }

    void rank(const std::vector<double>& a, double K, KtScore& score) const
    {
        const double N = double(a.size());
        double wins = 0, precision = 0, meanA = 0;
        for (std::size_t i = 0; i < a.size(); ++i) {
            meanA += a[i] / N;
            if (!m_labels[i]) continue;
            double above = 0, labelledAbove = 0; // at the threshold of this sentence's value
            for (std::size_t j = 0; j < a.size(); ++j) {
                if (!m_labels[j]) wins += a[i] > a[j] ? 1 : a[i] == a[j] ? 0.5 : 0;
                above += a[j] >= a[i];
                labelledAbove += a[j] >= a[i] && m_labels[j];
            }
            precision += labelledAbove / above;
        }
        if (K > 0) score.averagePrecision = precision / K;
        if (K > 0 && K < N) score.auroc = wins / (K * (N - K));
        double aa = 0, al = 0;
        for (std::size_t i = 0; i < a.size(); ++i) {
            aa += (a[i] - meanA) * (a[i] - meanA);
            al += (a[i] - meanA) * (m_labels[i] - K / N);
        }
        const bool constant = std::all_of(a.begin(), a.end(), [&](double x) { return x == a.front(); });
        if (!constant && K > 0 && K < N) score.pearson = al / std::sqrt(aa * K * (1 - K / N));
    }

    const std::map<std::string, DenseValues>& m_runs;
    std::vector<bool> m_labels;
};

} // namespace sparsight::testing
