// SPDX-License-Identifier: GPL-3.0-or-later
// Products that skip zeros: activations · woᵀ for the neurons that fire and no others. No torch: plain rows in fp32.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <vector>

namespace sparsight {

/// What the products are computed with.
enum class VectorUnit : std::uint8_t { Plain, Avx2, Avx512 };
VectorUnit widestVectorUnit(); ///< of this processor

/// The non-zero entries of rows, row behind row, columns ascending; up to a budget.
class SparseRows {
public:
    /// Room for so many entries of rows of `width` columns.
    SparseRows(std::size_t width, std::size_t budget, VectorUnit unit = widestVectorUnit());

    /// Adds a row [width]; false, and nothing is to be used any more, once the rows have more entries than the budget.
    bool add(const float* row);

    struct Row {
        std::span<const std::uint32_t> columns;
        std::span<const float> values;
    };
    std::size_t size() const { return m_ends.size() - 1; } ///< rows
    std::size_t entries() const { return m_ends.back(); }
    Row operator[](std::size_t row) const;

private:
    VectorUnit m_unit;
    std::size_t m_width, m_budget;
    std::unique_ptr<std::uint32_t[]> m_columns; // a row is written before it is counted, in whole vectors
    std::unique_ptr<float[]> m_values;
    std::vector<std::size_t> m_ends{0}; // [rows + 1]
};

/// A matrix [rows, columns] in panels of 64 columns, each panel row-major and without gaps: a panel of 3072 rows is
/// 768 kB, which stays in a core's second-level cache and on few pages while every row of x goes over it. Twice as fast
/// as the matrix row by row, whose panels would lie on every page of it.
class ColumnPanels {
public:
    static constexpr std::size_t width = 64;

    ColumnPanels(std::size_t rows, std::size_t columns);

    std::size_t rows() const { return m_rows; }
    std::size_t columns() const { return m_columns; }
    std::size_t count() const { return (m_columns + width - 1) / width; }
    const float* panel(std::size_t index) const { return m_data.get() + index * m_rows * width; } // [rows, width]
    /// Fills a panel with columns of the transpose: transposed [columns, rows], row-major with a row stride.
    void fill(std::size_t panel, const float* transposed, std::size_t stride);

private:
    static constexpr std::align_val_t alignment{64}; // a vector that crosses cache lines is read at half the speed
    struct Delete {
        void operator()(float* data) const { ::operator delete[](data, alignment); }
    };

    std::size_t m_rows, m_columns;
    std::unique_ptr<float[], Delete> m_data; // [panels, rows, width], 0 behind the last column
};

/// out [rows of x, columns], row stride outStride, += x · matrix in the columns of panels first … end − 1. An element's
/// sum begins with what is in out and goes on by column of x, so it does not depend on the other rows.
void addProduct(const SparseRows& x, const ColumnPanels& matrix, std::size_t first, std::size_t end, float* out,
                std::size_t outStride, VectorUnit unit = widestVectorUnit());

} // namespace sparsight
