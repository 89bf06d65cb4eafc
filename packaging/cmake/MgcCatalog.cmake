# mgc_catalog(TARGET UNITS a b c HEADER "policy/model/descriptor.h" TYPE mgc::policy::PolicyDescriptor
#             NAMESPACE mgc::policies FUNCTION catalog [IGNORE file.cpp ...])
#
# Turns the explicit list of units of a folder into a generated catalog. Unit `set_header` is the file set_header.cpp in the calling
# folder and must define, in NAMESPACE,   const TYPE& set_header_descriptor();
# Generated: `<FUNCTION>.h` / `<FUNCTION>.cpp` in the binary folder with   std::span<const TYPE* const> <FUNCTION>();
# A listed unit without a file, or a .cpp file of the folder that is neither listed nor named under IGNORE, stops the configure step.
# Why a list: self-registering globals are dropped by the linker from static libraries.
function(mgc_catalog target)
  cmake_parse_arguments(ARG "" "HEADER;TYPE;NAMESPACE;FUNCTION" "UNITS;IGNORE" ${ARGN})
  set(declarations "")
  set(entries "")
  set(sources "")
  foreach(unit IN LISTS ARG_UNITS)
    if(NOT EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${unit}.cpp")
      message(FATAL_ERROR "${target}: '${unit}' is listed in ${CMAKE_CURRENT_SOURCE_DIR}/CMakeLists.txt but ${unit}.cpp does not exist")
    endif()
    get_filename_component(leaf "${unit}" NAME)
    string(APPEND declarations "const ${ARG_TYPE}& ${leaf}_descriptor();\n")
    string(APPEND entries "        &${leaf}_descriptor(),\n")
    list(APPEND sources "${CMAKE_CURRENT_SOURCE_DIR}/${unit}.cpp")
  endforeach()
  file(GLOB present CONFIGURE_DEPENDS RELATIVE "${CMAKE_CURRENT_SOURCE_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  foreach(file IN LISTS present)
    string(REGEX REPLACE "\\.cpp$" "" unit "${file}")
    if(NOT unit IN_LIST ARG_UNITS AND NOT file IN_LIST ARG_IGNORE)
      message(FATAL_ERROR "${target}: ${CMAKE_CURRENT_SOURCE_DIR}/${file} is not listed in its CMakeLists.txt")
    endif()
  endforeach()
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/generated")
  set(header_text "// Generated from the list in CMakeLists.txt by packaging/cmake/MgcCatalog.cmake.\n#pragma once\n#include <span>\n#include \"${ARG_HEADER}\"\nnamespace ${ARG_NAMESPACE} {\n[[nodiscard]] std::span<const ${ARG_TYPE}* const> ${ARG_FUNCTION}();\n}\n")
  set(source_text "// Generated from the list in CMakeLists.txt by packaging/cmake/MgcCatalog.cmake.\n#include \"${ARG_FUNCTION}.h\"\n#include <array>\nnamespace ${ARG_NAMESPACE} {\n${declarations}\nstd::span<const ${ARG_TYPE}* const> ${ARG_FUNCTION}() {\n    static const auto all = std::to_array<const ${ARG_TYPE}*>({\n${entries}    });\n    return all;\n}\n}\n")
  file(GENERATE OUTPUT "${folder}/${ARG_FUNCTION}.h" CONTENT "${header_text}")
  file(GENERATE OUTPUT "${folder}/${ARG_FUNCTION}.cpp" CONTENT "${source_text}")
  target_sources(${target} PRIVATE ${sources} "${folder}/${ARG_FUNCTION}.cpp")
  target_include_directories(${target} PUBLIC "${folder}")
endfunction()
