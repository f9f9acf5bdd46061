// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/layers/SparseProduct.h"

#include <algorithm>
#include <array>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace sparsight {

namespace {

constexpr std::size_t lanes = 16; // of the widest vectors

/// One row of x times a panel, added to out[width].
using AddRow = void(const std::uint32_t* columns, const float* values, std::size_t entries, const float* panel,
                    float* out);

void addRowPlainly(const std::uint32_t* columns, const float* values, std::size_t entries, const float* panel,
                   float* out)
{
    for (std::size_t i = 0; i < entries; ++i) {
        const float* row = panel + std::size_t(columns[i]) * ColumnPanels::width;
        for (std::size_t c = 0; c < ColumnPanels::width; ++c)
            out[c] += values[i] * row[c];
    }
}

#if defined(__x86_64__)
// The sums of a whole panel's row stay in registers, which no compiler makes of the loops above.
__attribute__((target("avx512f"))) void addRowAvx512(const std::uint32_t* columns, const float* values,
                                                     std::size_t entries, const float* panel, float* out)
{
    __m512 a = _mm512_loadu_ps(out), b = _mm512_loadu_ps(out + 16), c = _mm512_loadu_ps(out + 32),
           d = _mm512_loadu_ps(out + 48);
    for (std::size_t i = 0; i < entries; ++i) {
        const float* row = panel + std::size_t(columns[i]) * ColumnPanels::width;
        const __m512 value = _mm512_set1_ps(values[i]);
        a = _mm512_fmadd_ps(value, _mm512_loadu_ps(row), a);
        b = _mm512_fmadd_ps(value, _mm512_loadu_ps(row + 16), b);
        c = _mm512_fmadd_ps(value, _mm512_loadu_ps(row + 32), c);
        d = _mm512_fmadd_ps(value, _mm512_loadu_ps(row + 48), d);
    }
    _mm512_storeu_ps(out, a), _mm512_storeu_ps(out + 16, b);
    _mm512_storeu_ps(out + 32, c), _mm512_storeu_ps(out + 48, d);
}

__attribute__((target("avx2,fma"))) void addRowAvx2(const std::uint32_t* columns, const float* values,
                                                    std::size_t entries, const float* panel, float* out)
{
    constexpr std::size_t vectors = ColumnPanels::width / 8;
    __m256 sum[vectors];
#pragma GCC unroll 8
    for (std::size_t v = 0; v < vectors; ++v)
        sum[v] = _mm256_loadu_ps(out + 8 * v);
    for (std::size_t i = 0; i < entries; ++i) {
        const float* row = panel + std::size_t(columns[i]) * ColumnPanels::width;
        const __m256 value = _mm256_set1_ps(values[i]);
#pragma GCC unroll 8
        for (std::size_t v = 0; v < vectors; ++v)
            sum[v] = _mm256_fmadd_ps(value, _mm256_loadu_ps(row + 8 * v), sum[v]);
    }
#pragma GCC unroll 8
    for (std::size_t v = 0; v < vectors; ++v)
        _mm256_storeu_ps(out + 8 * v, sum[v]);
}
#endif

/// Writes the non-zero entries of row[begin …] behind each other; what is no number counts as one. Returns how many.
std::size_t compressFrom(std::size_t begin, const float* row, std::size_t width, std::uint32_t* columns, float* values)
{
    std::size_t found = 0;
    for (std::size_t i = begin; i < width; ++i) {
        columns[found] = static_cast<std::uint32_t>(i);
        values[found] = row[i];
        found += row[i] != 0.0F ? 1 : 0;
    }
    return found;
}

std::size_t compressPlainly(const float* row, std::size_t width, std::uint32_t* columns, float* values)
{
    return compressFrom(0, row, width, columns, values);
}

#if defined(__x86_64__)
/// The same; one instruction moves the lanes that are wanted together. Writes up to 15 entries behind the last.
__attribute__((target("avx512f,popcnt"))) std::size_t compressAvx512(const float* row, std::size_t width,
                                                                     std::uint32_t* columns, float* values)
{
    std::size_t found = 0, i = 0;
    __m512i index = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    for (; i + lanes <= width; i += lanes) {
        const __m512 value = _mm512_loadu_ps(row + i);
        const __mmask16 kept = _mm512_cmp_ps_mask(value, _mm512_setzero_ps(), _CMP_NEQ_UQ);
        _mm512_storeu_si512(columns + found, _mm512_maskz_compress_epi32(kept, index));
        _mm512_storeu_ps(values + found, _mm512_maskz_compress_ps(kept, value));
        found += static_cast<std::size_t>(__builtin_popcount(kept));
        index = _mm512_add_epi32(index, _mm512_set1_epi32(lanes));
    }
    return found + compressFrom(i, row, width, columns + found, values + found);
}
#endif

/// What this processor computes with.
struct Kernels {
    std::size_t (*compress)(const float* row, std::size_t width, std::uint32_t* columns, float* values);
    AddRow* addRow;
};

Kernels kernelsFor(VectorUnit unit)
{
#if defined(__x86_64__)
    if (unit == VectorUnit::Avx512) return {compressAvx512, addRowAvx512};
    if (unit == VectorUnit::Avx2) return {compressPlainly, addRowAvx2};
#endif
    return {compressPlainly, addRowPlainly};
}

} // namespace

VectorUnit widestVectorUnit()
{
#if defined(__x86_64__)
    static const VectorUnit widest = __builtin_cpu_supports("avx512f") ? VectorUnit::Avx512
                                     : __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")
                                         ? VectorUnit::Avx2
                                         : VectorUnit::Plain;
    return widest;
#else
    return VectorUnit::Plain;
#endif
}

SparseRows::SparseRows(std::size_t width, std::size_t budget, VectorUnit unit)
    : m_unit(unit)
    , m_width(width)
    , m_budget(budget)
    , m_columns(std::make_unique_for_overwrite<std::uint32_t[]>(budget + width + lanes))
    , m_values(std::make_unique_for_overwrite<float[]>(budget + width + lanes))
{
}

bool SparseRows::add(const float* row)
{
    const std::size_t before = m_ends.back();
    if (before > m_budget) return false;
    const auto compress = kernelsFor(m_unit).compress;
    m_ends.push_back(before + compress(row, m_width, m_columns.get() + before, m_values.get() + before));
    return m_ends.back() <= m_budget;
}

SparseRows::Row SparseRows::operator[](std::size_t row) const
{
    const std::size_t begin = m_ends[row], count = m_ends[row + 1] - begin;
    return {{m_columns.get() + begin, count}, {m_values.get() + begin, count}};
}

ColumnPanels::ColumnPanels(std::size_t rows, std::size_t columns)
    : m_rows(rows)
    , m_columns(columns)
    , m_data(new (alignment) float[count() * rows * width])
{
}

void ColumnPanels::fill(std::size_t panel, const float* transposed, std::size_t stride)
{
    float* data = m_data.get() + panel * m_rows * width;
    const std::size_t first = panel * width, used = std::min(width, m_columns - first);
    if (used < width) std::fill_n(data, m_rows * width, 0.0F);
    for (std::size_t block = 0; block < m_rows; block += lanes) { // of one cache line in each row that is read
        const std::size_t end = std::min(m_rows, block + lanes);
        for (std::size_t c = 0; c < used; ++c) {
            const float* from = transposed + (first + c) * stride;
            for (std::size_t r = block; r < end; ++r)
                data[r * width + c] = from[r];
        }
    }
}

void addProduct(const SparseRows& x, const ColumnPanels& matrix, std::size_t first, std::size_t end, float* out,
                std::size_t outStride, VectorUnit unit)
{
    AddRow* const addRow = kernelsFor(unit).addRow;
    for (std::size_t panel = first; panel < end; ++panel) {
        const std::size_t column = panel * ColumnPanels::width;
        const std::size_t used = std::min(ColumnPanels::width, matrix.columns() - column);
        for (std::size_t r = 0; r < x.size(); ++r) {
            const SparseRows::Row row = x[r];
            const auto add = [&](float* to) {
                addRow(row.columns.data(), row.values.data(), row.values.size(), matrix.panel(panel), to);
            };
            float* to = out + r * outStride + column;
            if (used == ColumnPanels::width) {
                add(to);
            } else {
                std::array<float, ColumnPanels::width> whole{};
                std::copy_n(to, used, whole.begin());
                add(whole.data());
                std::copy_n(whole.begin(), used, to);
            }
        }
    }
}

} // namespace sparsight
