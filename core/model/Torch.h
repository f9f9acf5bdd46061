// SPDX-License-Identifier: GPL-3.0-or-later
// The part of LibTorch that the engine uses; precompiled, and included nowhere outside core_engine.
#pragma once

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>
#include <torch/cuda.h>
#include <torch/types.h>
