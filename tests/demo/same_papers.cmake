# SPDX-License-Identifier: GPL-3.0-or-later
#
# cmake -DPYTHON=… -DSCRIPT=… -DEXPECTED=… -DWRITTEN=… -P same_papers.cmake
# Fails unless SCRIPT writes the files of EXPECTED, byte for byte and no others.
execute_process(COMMAND "${PYTHON}" -B "${SCRIPT}" --output "${WRITTEN}" COMMAND_ERROR_IS_FATAL ANY)
set(_written "${WRITTEN}/top1000_complete")
file(GLOB_RECURSE _names RELATIVE "${EXPECTED}" "${EXPECTED}/*")
file(GLOB_RECURSE _written_names RELATIVE "${_written}" "${_written}/*")
list(LENGTH _names _count)
if(_count LESS 600 OR NOT _names STREQUAL _written_names)
  message(FATAL_ERROR "${SCRIPT} writes other files than those of ${EXPECTED}.")
endif()
foreach(_name IN LISTS _names)
  file(SHA256 "${EXPECTED}/${_name}" _expected_hash)
  file(SHA256 "${_written}/${_name}" _written_hash)
  if(NOT _expected_hash STREQUAL _written_hash)
    message(FATAL_ERROR "${SCRIPT} does not write ${_name}: commit the papers that it writes now, or undo its change.")
  endif()
endforeach()
