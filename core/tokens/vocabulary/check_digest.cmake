# cmake -DFILE=... -DSHA256=... -P check_digest.cmake
file(SHA256 "${FILE}" actual)
if(NOT actual STREQUAL SHA256)
  message(FATAL_ERROR "${FILE} is not the vocabulary this version was made for:\n  expected SHA-256 ${SHA256}\n  found    SHA-256 ${actual}")
endif()
