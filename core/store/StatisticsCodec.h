// SPDX-License-Identifier: GPL-3.0-or-later
// The file format of statistics: one blob holds those of a group of 64 neurons over a run's complete blocks.
//
// For each neuron of the group, in order:
//   varint     sentences
//   varint     firings
//   f64        sum
//   varint[48] histogram
//   packed     top sentences, see below
// then eight zeros, so that readers may load eight bytes at a time. The maximum is the first top sentence's value.
//
// Packed top sentences:
//   varint    count; nothing follows when it is 0
//   u8        width of a sentence id
//   u8        width of a value; bit 7: a value is negative
//   u8        width of a token
//   varint    least value key (OrderKey.h)
//   bits      count × sentence id, then count × (value key − least), then count × token, each starting on a byte
#pragma once

#include "core/store/NeuronAccumulator.h"

#include <cstdint>
#include <span>
#include <vector>

namespace sparsight {

Bytes encodeStatistics(std::span<const NeuronAccumulator> neurons, ValueFormat format);

/// `count` neurons. Throws Error(Corrupt) for whatever is not such a blob.
std::vector<NeuronAccumulator> decodeStatistics(std::span<const std::byte> blob, std::uint32_t count,
                                                ValueFormat format, bool signedValues);

} // namespace sparsight
