# Ada's IDNA: UTS #46 mapping, NFC, Punycode. The strict checks on top of it are ours (core/names).
if(NOT EXISTS "${KEYSEAL_ADA_DIR}/ada.cpp")
  message(FATAL_ERROR "KEYSEAL_ADA_DIR names no Ada tree: run tools/fetch-parts.sh, or 'make'")
endif()
add_library(ada STATIC "${KEYSEAL_ADA_DIR}/ada.cpp")
target_include_directories(ada SYSTEM PUBLIC "${KEYSEAL_ADA_DIR}")
target_compile_options(ada PRIVATE -w)
