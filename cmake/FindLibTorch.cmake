# SPDX-License-Identifier: GPL-3.0-or-later
#
# LibTorch without its own CMake package: TorchConfig.cmake of a CUDA build insists on the CUDA toolkit, which users
# of the pip wheel do not have. The libraries are imported by name instead, which works with
#   - the CPU wheel and the CUDA wheel   (LIBTORCH = …/site-packages/torch)
#   - the LibTorch zip                   (LIBTORCH = the unpacked `libtorch` folder)
#
# Looks at, in this order: the cache variable LIBTORCH, the environment variable LIBTORCH, <source>/.venv.
# Defines LibTorch::LibTorch, LibTorch_FOUND, LibTorch_VERSION and LibTorch_CUDA (TRUE for a CUDA build).
# Public headers that need the CUDA toolkit (c10/cuda) must not be included; torch::cuda is enough.

set(_libtorch_hints "")
if(LIBTORCH)
  list(APPEND _libtorch_hints "${LIBTORCH}")
endif()
if(DEFINED ENV{LIBTORCH})
  list(APPEND _libtorch_hints "$ENV{LIBTORCH}")
endif()
file(GLOB _libtorch_venv "${CMAKE_SOURCE_DIR}/.venv/lib*/python3*/site-packages/torch")
list(APPEND _libtorch_hints ${_libtorch_venv})

find_path(LibTorch_ROOT NAMES include/torch/csrc/api/include/torch/torch.h HINTS ${_libtorch_hints} NO_DEFAULT_PATH)

if(LibTorch_ROOT)
  foreach(_lib torch torch_cpu c10 torch_cuda c10_cuda)
    find_library(LibTorch_${_lib}_LIBRARY ${_lib} HINTS "${LibTorch_ROOT}/lib" NO_DEFAULT_PATH)
    mark_as_advanced(LibTorch_${_lib}_LIBRARY)
  endforeach()
  if(EXISTS "${LibTorch_ROOT}/include/torch/headeronly/version.h")
    set(_libtorch_version_header "${LibTorch_ROOT}/include/torch/headeronly/version.h")
  else()
    set(_libtorch_version_header "${LibTorch_ROOT}/include/torch/csrc/api/include/torch/version.h")
  endif()
  if(EXISTS "${_libtorch_version_header}")
    file(STRINGS "${_libtorch_version_header}" _libtorch_version_line REGEX "define TORCH_VERSION +\"")
    string(REGEX MATCH "[0-9]+\\.[0-9]+\\.[0-9]+" LibTorch_VERSION "${_libtorch_version_line}")
  endif()
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibTorch
  REQUIRED_VARS LibTorch_ROOT LibTorch_torch_LIBRARY LibTorch_torch_cpu_LIBRARY LibTorch_c10_LIBRARY
  VERSION_VAR LibTorch_VERSION
  REASON_FAILURE_MESSAGE "run ./run setup, or set LIBTORCH to a torch folder (the wheel's or the LibTorch zip's)")

if(LibTorch_FOUND AND NOT TARGET LibTorch::LibTorch)
  set(LibTorch_CUDA FALSE)
  foreach(_lib torch_cpu c10 torch torch_cuda c10_cuda)
    if(LibTorch_${_lib}_LIBRARY)
      add_library(LibTorch::${_lib} SHARED IMPORTED)
      set_target_properties(LibTorch::${_lib} PROPERTIES IMPORTED_LOCATION "${LibTorch_${_lib}_LIBRARY}")
    endif()
  endforeach()
  if(LibTorch_torch_cuda_LIBRARY)
    set(LibTorch_CUDA TRUE)
  endif()

  add_library(LibTorch::LibTorch INTERFACE IMPORTED)
  # -idirafter: the wheel ships fmt headers of its own, which must not hide the system's.
  target_compile_options(LibTorch::LibTorch INTERFACE
    "SHELL:-idirafter ${LibTorch_ROOT}/include"
    "SHELL:-idirafter ${LibTorch_ROOT}/include/torch/csrc/api/include")
  target_compile_definitions(LibTorch::LibTorch INTERFACE _GLIBCXX_USE_CXX11_ABI=1)
  # The operators register themselves from static initialisers: the linker must not drop a library that looks unused.
  set(_libtorch_link "-Wl,--no-as-needed")
  foreach(_lib torch torch_cpu c10 torch_cuda c10_cuda)
    if(TARGET LibTorch::${_lib})
      string(APPEND _libtorch_link ",${LibTorch_${_lib}_LIBRARY}")
    endif()
  endforeach()
  target_link_libraries(LibTorch::LibTorch INTERFACE "${_libtorch_link},--as-needed")
  target_link_options(LibTorch::LibTorch INTERFACE "-Wl,-rpath,${LibTorch_ROOT}/lib")
endif()
