// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Compiles a loop for the wider vectors of newer processors as well; which one runs is decided when the program
/// starts. Sums keep their order within one processor only.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) &&               \
    !defined(__SANITIZE_THREAD__)
#define SPARSIGHT_VECTOR_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define SPARSIGHT_VECTOR_CLONES
#endif
