# One interface target carries the language standard, the warnings and the sanitizers; every target of ours links it.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
# moc of Qt 6.4 cannot read these C++20 standard headers and needs none of them; their include guards keep it out.
set(CMAKE_AUTOMOC_MOC_OPTIONS -D_GLIBCXX_CONCEPTS=1 -D_GLIBCXX_CHRONO=1 -D_GLIBCXX_COROUTINE=1 -D_GLIBCXX_RANGES=1)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

# -O3 costs a third more compile time than -O2 and measures no faster here.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

find_program(MGC_CCACHE ccache)
if(MGC_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
      "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" CCACHE_NOHASHDIR=1 "${MGC_CCACHE}")
endif()
find_program(MGC_MOLD mold)
if(MGC_MOLD AND NOT MGC_SANITIZE)
  add_link_options(-fuse-ld=mold)
endif()

add_library(mgc_flags INTERFACE)
target_include_directories(mgc_flags INTERFACE "${CMAKE_SOURCE_DIR}/core" "${CMAKE_SOURCE_DIR}")
target_compile_options(mgc_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wold-style-cast -Woverloaded-virtual -Wnon-virtual-dtor -Wcast-align
  -Wimplicit-fallthrough -Werror=return-type -Werror=unused-result)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports false dangling/uninitialized/restrict warnings inside coroutine frames and <regex>-free std::variant code.
  target_compile_options(mgc_flags INTERFACE -Wno-maybe-uninitialized -fcoroutines $<$<CONFIG:Release>:-Wno-restrict>)
endif()
# The optimizer of g++ 12 makes up null and bounds warnings across inlined code, so only unoptimized builds insist.
option(MGC_WERROR "Treat warnings as errors in Debug builds" ON)
if(MGC_WERROR AND CMAKE_BUILD_TYPE STREQUAL "Debug")
  target_compile_options(mgc_flags INTERFACE -Werror)
endif()
if(MGC_SANITIZE)
  # A finding ends the program, so that a test fails on it.
  target_compile_options(mgc_flags INTERFACE "-fsanitize=${MGC_SANITIZE}" -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(mgc_flags INTERFACE "-fsanitize=${MGC_SANITIZE}")
  if(MGC_SANITIZE MATCHES "thread")
    target_compile_options(mgc_flags INTERFACE -Wno-tsan)
  endif()
endif()

# Nothing of ours is a shared library that somebody could interpose: functions of one file may be inlined into one another.
target_compile_options(mgc_flags INTERFACE $<$<CONFIG:Release>:-fno-semantic-interposition -fvisibility-inlines-hidden>)

# mgc_library(NAME SOURCES a.cpp a.h ... [PUBLIC lib ...] [PRIVATE lib ...])
# A room: one folder, one static library. PUBLIC names the rooms whose headers appear in this room's headers.
function(mgc_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC mgc_flags ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
endfunction()

# mgc_test(NAME SOURCES a_test.cpp ... LIBS lib ...): one test program for one room, all its Qt Test classes inside.
function(mgc_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LIBS;LABELS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE mgc_flags mgc_test_support ${ARG_LIBS})
  set_target_properties(${name} PROPERTIES AUTOMOC ON)
  add_test(NAME ${name} COMMAND ${name})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
    ENVIRONMENT "MGC_SOURCE_DIR=${CMAKE_SOURCE_DIR};MGC_BINARY_DIR=${CMAKE_BINARY_DIR};QT_QPA_PLATFORM=offscreen")
endfunction()
