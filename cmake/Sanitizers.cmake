# SPDX-License-Identifier: GPL-3.0-or-later
# SPARSIGHT_SANITIZE = address (with undefined behaviour) or thread, for every target of the build.
set(SPARSIGHT_SANITIZE "" CACHE STRING "Sanitizer: empty, address or thread")
if(SPARSIGHT_SANITIZE STREQUAL "address")
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
elseif(SPARSIGHT_SANITIZE STREQUAL "thread")
  # LibTorch's headers have fences, which the sanitizer does not follow, and GCC warns of.
  add_compile_options(-fsanitize=thread -fno-omit-frame-pointer $<$<CXX_COMPILER_ID:GNU>:-Wno-tsan>)
  add_link_options(-fsanitize=thread)
endif()
