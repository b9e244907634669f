# BoringSSL's libcrypto, unchanged: native with assembly, wasm without. Sources as its own gen/sources.cmake lists them.
if(NOT EXISTS "${KEYSEAL_BORINGSSL_DIR}/gen/sources.cmake")
  message(FATAL_ERROR "KEYSEAL_BORINGSSL_DIR names no BoringSSL tree: run tools/fetch-parts.sh, or 'make'")
endif()
include("${KEYSEAL_BORINGSSL_DIR}/gen/sources.cmake")

set(sources ${BCM_SOURCES} ${CRYPTO_SOURCES})
set(rest)
if(EMSCRIPTEN)
  # A quarter of the files is all that the module links (boringssl-linked.cmake); the rest is for BoringSSL's own tests.
  include("${CMAKE_CURRENT_LIST_DIR}/boringssl-linked.cmake")
  set(rest ${CRYPTO_SOURCES})
  list(REMOVE_ITEM rest ${KEYSEAL_LINKED_SOURCES})
  set(sources ${BCM_SOURCES} ${KEYSEAL_LINKED_SOURCES})
else()
  enable_language(ASM)
  list(APPEND sources ${BCM_SOURCES_ASM} ${CRYPTO_SOURCES_ASM})
endif()

# add_boringssl(NAME SOURCE... [EXCLUDE_FROM_ALL]) adds a library of files of BoringSSL's tree.
function(add_boringssl name)
  cmake_parse_arguments(PARSE_ARGV 1 arg EXCLUDE_FROM_ALL "" "")
  set(files ${arg_UNPARSED_ARGUMENTS})
  list(TRANSFORM files PREPEND "${KEYSEAL_BORINGSSL_DIR}/")
  list(SORT files)  # link order decides the bytes of the wasm
  add_library(${name} STATIC ${files})
  set_target_properties(${name} PROPERTIES EXCLUDE_FROM_ALL ${arg_EXCLUDE_FROM_ALL})
  target_include_directories(${name} SYSTEM PUBLIC "${KEYSEAL_BORINGSSL_DIR}/include")
  target_compile_options(${name} PRIVATE -w)
endfunction()

add_boringssl(crypto ${sources})
if(EMSCRIPTEN)
  # OPENSSL_SMALL: Ed25519 without its 24 KB of precomputed points
  target_compile_definitions(crypto PUBLIC OPENSSL_NO_ASM OPENSSL_SMALL)
  # What is hot in libcrypto: scrypt's mixing, and bcm.cc with all the arithmetic and hashes. There, vector loops, which
  # -Os leaves undone, read a power's table four words at a time: 5 to 15% of an RSA operation. Without the limits to
  # inlining and unrolling they would come with 20 KB of compressed code.
  set_property(SOURCE "${KEYSEAL_BORINGSSL_DIR}/crypto/evp/scrypt.cc" APPEND PROPERTY COMPILE_OPTIONS -Os)
  set_property(SOURCE "${KEYSEAL_BORINGSSL_DIR}/crypto/fipsmodule/bcm.cc" APPEND PROPERTY COMPILE_OPTIONS
    -O2 -msimd128 -fno-unroll-loops -fno-slp-vectorize -mllvm=-inline-threshold=10
    -include "${CMAKE_CURRENT_LIST_DIR}/boringssl-inlined.h")
else()
  find_package(Threads REQUIRED)
  target_link_libraries(crypto PUBLIC Threads::Threads)
endif()
if(rest)
  add_boringssl(crypto_rest ${rest} EXCLUDE_FROM_ALL)
  target_link_libraries(crypto_rest PUBLIC crypto)
endif()
