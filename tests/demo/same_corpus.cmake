# SPDX-License-Identifier: GPL-3.0-or-later
#
# cmake -DPYTHON=… -DSCRIPT=… -DEXPECTED=… -DWRITTEN=… -P same_corpus.cmake
# Fails unless SCRIPT writes the bytes of EXPECTED.
file(REMOVE "${WRITTEN}") # of an earlier test
execute_process(COMMAND "${PYTHON}" -B "${SCRIPT}" --held-out "${WRITTEN}" COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${CMAKE_COMMAND}" -E compare_files "${WRITTEN}" "${EXPECTED}" RESULT_VARIABLE different)
if(different)
  message(FATAL_ERROR "${SCRIPT} does not write ${EXPECTED}: commit the sentences that it writes now, or undo its change.")
endif()
