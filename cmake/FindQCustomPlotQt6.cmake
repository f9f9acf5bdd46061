# SPDX-License-Identifier: GPL-3.0-or-later
# QCustomPlot built against Qt 6, as distributions ship it. Defines QCustomPlot::Qt6.
find_path(QCustomPlotQt6_INCLUDE_DIR qcustomplot.h)
find_library(QCustomPlotQt6_LIBRARY NAMES QCustomPlotQt6 qcustomplot-qt6)
mark_as_advanced(QCustomPlotQt6_INCLUDE_DIR QCustomPlotQt6_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(QCustomPlotQt6 REQUIRED_VARS QCustomPlotQt6_LIBRARY QCustomPlotQt6_INCLUDE_DIR)

if(QCustomPlotQt6_FOUND AND NOT TARGET QCustomPlot::Qt6)
  add_library(QCustomPlot::Qt6 UNKNOWN IMPORTED)
  set_target_properties(QCustomPlot::Qt6 PROPERTIES
    IMPORTED_LOCATION "${QCustomPlotQt6_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${QCustomPlotQt6_INCLUDE_DIR}"
    INTERFACE_COMPILE_DEFINITIONS "QCUSTOMPLOT_USE_LIBRARY"
    INTERFACE_LINK_LIBRARIES "Qt6::Widgets;Qt6::PrintSupport")
endif()
