// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/statistics/LogisticRegression.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace sparsight {

namespace {

/// log(1 + exp(x)) without overflow.
double softplus(double x)
{
    return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
}

/// Parameters are the weights, then the intercept.
class Problem {
public:
    Problem(std::span<const double> rows, const std::vector<bool>& labels, std::size_t features)
        : m_rows(rows)
        , m_labels(labels)
        , m_features(features)
    {
        const auto positive = static_cast<std::size_t>(std::ranges::count(labels, true));
        if (rows.size() != labels.size() * features || positive == 0 || positive == labels.size())
            throw std::invalid_argument("logistic regression needs a row a label, and both labels");
        const auto all = static_cast<double>(labels.size());
        m_classWeight = {all / (2 * static_cast<double>(labels.size() - positive)),
                         all / (2 * static_cast<double>(positive))};
    }
    std::size_t size() const { return m_features + 1; }

    double loss(const std::vector<double>& parameters) const
    {
        double sum = 0;
        for (std::size_t f = 0; f < m_features; ++f)
            sum += parameters[f] * parameters[f] / 2;
        for (std::size_t i = 0; i < m_labels.size(); ++i) {
            const double logit = logitOf(parameters, i);
            sum += m_classWeight[m_labels[i]] * softplus(m_labels[i] ? -logit : logit);
        }
        return sum;
    }
    /// Gradient, and the lower half of the Hessian row by row.
    void derive(const std::vector<double>& parameters, std::vector<double>& gradient,
                std::vector<double>& hessian) const
    {
        const std::size_t n = size();
        gradient.assign(n, 0);
        hessian.assign(n * n, 0);
        for (std::size_t f = 0; f < m_features; ++f) {
            gradient[f] = parameters[f];
            hessian[f * n + f] = 1;
        }
        std::vector<double> x(n, 1);
        for (std::size_t i = 0; i < m_labels.size(); ++i) {
            for (std::size_t f = 0; f < m_features; ++f)
                x[f] = m_rows[i * m_features + f];
            const double p = 1 / (1 + std::exp(-logitOf(parameters, i))), c = m_classWeight[m_labels[i]];
            const double slope = c * (p - (m_labels[i] ? 1 : 0)), curvature = c * p * (1 - p);
            for (std::size_t a = 0; a < n; ++a) {
                gradient[a] += slope * x[a];
                for (std::size_t b = 0; b <= a; ++b)
                    hessian[a * n + b] += curvature * x[a] * x[b];
            }
        }
    }

private:
    double logitOf(const std::vector<double>& parameters, std::size_t row) const
    {
        double sum = parameters[m_features];
        for (std::size_t f = 0; f < m_features; ++f)
            sum += parameters[f] * m_rows[row * m_features + f];
        return sum;
    }

    std::span<const double> m_rows;
    const std::vector<bool>& m_labels;
    std::size_t m_features;
    std::array<double, 2> m_classWeight{}; ///< of rows without and with the label
};

/// Solves H x = g for a positive definite H of which the lower half is given; Cholesky's factor replaces it.
std::vector<double> solve(std::vector<double>& h, std::vector<double> g)
{
    const std::size_t n = g.size();
    for (std::size_t a = 0; a < n; ++a) {
        for (std::size_t b = 0; b <= a; ++b) {
            double sum = h[a * n + b];
            for (std::size_t k = 0; k < b; ++k)
                sum -= h[a * n + k] * h[b * n + k];
            h[a * n + b] = a == b ? std::sqrt(std::max(sum, 1e-12)) : sum / h[b * n + b];
        }
    }
    for (std::size_t a = 0; a < n; ++a) {
        for (std::size_t k = 0; k < a; ++k)
            g[a] -= h[a * n + k] * g[k];
        g[a] /= h[a * n + a];
    }
    for (std::size_t a = n; a-- > 0;) {
        for (std::size_t k = a + 1; k < n; ++k)
            g[a] -= h[k * n + a] * g[k];
        g[a] /= h[a * n + a];
    }
    return g;
}

} // namespace

double LogisticModel::logit(std::span<const double> features) const
{
    double sum = intercept;
    for (std::size_t f = 0; f < weights.size(); ++f)
        sum += weights[f] * features[f];
    return sum;
}

LogisticModel fitLogistic(std::span<const double> rows, const std::vector<bool>& labels, std::size_t features)
{
    constexpr int mostSteps = 100;
    constexpr double smallStep = 1e-11;
    const Problem problem(rows, labels, features);
    std::vector<double> parameters(problem.size()), gradient, hessian;
    double loss = problem.loss(parameters);
    for (int step = 0; step < mostSteps; ++step) {
        problem.derive(parameters, gradient, hessian);
        const std::vector<double> direction = solve(hessian, gradient);
        // The loss is convex: a whole step may go too far at first, a fraction of it does not.
        double length = 1, largest = 0, next = 0;
        std::vector<double> tried(parameters.size());
        do {
            largest = 0;
            for (std::size_t f = 0; f < parameters.size(); ++f) {
                tried[f] = parameters[f] - length * direction[f];
                largest = std::max(largest, std::abs(length * direction[f]));
            }
            next = problem.loss(tried);
            length /= 2;
        } while (next > loss && largest > smallStep);
        parameters = tried;
        loss = next;
        if (largest <= smallStep) break;
    }
    const double intercept = parameters.back();
    parameters.pop_back();
    return {.intercept = intercept, .weights = std::move(parameters)};
}

} // namespace sparsight
