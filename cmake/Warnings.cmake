# SPDX-License-Identifier: GPL-3.0-or-later
# sparsight_warnings(target): the project's warnings; errors where SPARSIGHT_WERROR is on (the presets turn it on).
option(SPARSIGHT_WERROR "Treat warnings as errors" OFF)
function(sparsight_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wnon-virtual-dtor -Woverloaded-virtual
    -Wno-missing-field-initializers)
  if(SPARSIGHT_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()
