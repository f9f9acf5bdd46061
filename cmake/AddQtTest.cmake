# SPDX-License-Identifier: GPL-3.0-or-later
#
# sparsight_add_test(tst_name [LIBS lib…] [LABELS label…])
# One Qt Test executable from tst_name.cpp in the current folder. Tests run offscreen and find their data through
# SPARSIGHT_TEST_DATA (tests/data) and SPARSIGHT_SOURCE_DIR.
function(sparsight_add_test name)
  cmake_parse_arguments(ARG "" "" "LIBS;LABELS;SOURCES" ${ARGN})
  add_executable(${name} ${name}.cpp ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC ON)
  target_link_libraries(${name} PRIVATE ${ARG_LIBS} Qt6::Test)
  target_compile_definitions(${name} PRIVATE
    SPARSIGHT_TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data" SPARSIGHT_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  sparsight_warnings(${name})
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES TIMEOUT 300
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;TSAN_OPTIONS=ignore_noninstrumented_modules=1;ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1")
  if(ARG_LABELS)
    set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}")
  endif()
endfunction()
