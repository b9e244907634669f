# Ada's IDNA: UTS #46 mapping, NFC, Punycode. The strict checks on top of it are ours (core/names).
if(NOT EXISTS "${KEYSEAL_ADA_DIR}/ada.cpp")
  message(FATAL_ERROR "KEYSEAL_ADA_DIR names no Ada tree: run tools/fetch-parts.sh, or 'make'")
endif()
find_program(KEYSEAL_NODE node REQUIRED)
set(ada_script "${CMAKE_CURRENT_LIST_DIR}/store-tables.mjs")
set(ada_source "${CMAKE_CURRENT_BINARY_DIR}/ada/ada.cpp")
file(MAKE_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/ada")
add_custom_command(
  OUTPUT "${ada_source}"
  COMMAND ${KEYSEAL_NODE} "${ada_script}" "${KEYSEAL_ADA_DIR}/ada.cpp" "${ada_source}"
  DEPENDS "${ada_script}" "${KEYSEAL_ADA_DIR}/ada.cpp"
  COMMENT "Storing Ada's tables uncompressed"
  VERBATIM)
add_library(ada STATIC "${ada_source}")
target_include_directories(ada SYSTEM PUBLIC "${KEYSEAL_ADA_DIR}")
target_compile_options(ada PRIVATE -w)
