# SPDX-License-Identifier: GPL-3.0-or-later
#
# What is compiled into the application: the icon family and the style sheet with its marks.
set(_resources "${CMAKE_SOURCE_DIR}/resources")
set(_icons
    icons/ablation.svg
    icons/add.svg
    icons/back.svg
    icons/capture.svg
    icons/census.svg
    icons/check.svg
    icons/chevron-down.svg
    icons/chevron-right.svg
    icons/chevron-up.svg
    icons/close.svg
    icons/columns.svg
    icons/compare.svg
    icons/copy.svg
    icons/data.svg
    icons/delete.svg
    icons/device.svg
    icons/drop.svg
    icons/edit.svg
    icons/error.svg
    icons/export.svg
    icons/figure.svg
    icons/filter.svg
    icons/finetune.svg
    icons/forward.svg
    icons/import.svg
    icons/info.svg
    icons/inspector.svg
    icons/jobs.svg
    icons/kt.svg
    icons/live.svg
    icons/lock.svg
    icons/models.svg
    icons/more.svg
    icons/neuron.svg
    icons/neurons.svg
    icons/open.svg
    icons/pin.svg
    icons/pinned.svg
    icons/play.svg
    icons/refresh.svg
    icons/remove.svg
    icons/report.svg
    icons/search.svg
    icons/settings.svg
    icons/sparsity.svg
    icons/stop.svg
    icons/topic.svg
    icons/unlock.svg
    icons/warning.svg
    icons/welcome.svg)
list(TRANSFORM _icons PREPEND "${_resources}/")
qt_add_resources(widgets "icons" PREFIX "/" BASE "${_resources}" FILES ${_icons})
set_source_files_properties("${CMAKE_SOURCE_DIR}/packaging/sparsight.svg" PROPERTIES QT_RESOURCE_ALIAS "icons/app.svg")
qt_add_resources(widgets "app" PREFIX "/" FILES "${CMAKE_SOURCE_DIR}/packaging/sparsight.svg")
set(_style sparsight.qss)
foreach(_scheme light dark)
  list(APPEND _style close-${_scheme}.svg down-${_scheme}.svg up-${_scheme}.svg tick-${_scheme}.svg)
endforeach()
list(TRANSFORM _style PREPEND "${_resources}/style/")
qt_add_resources(widgets "style" PREFIX "/" BASE "${_resources}" FILES ${_style})
