# BoringSSL's libcrypto, unchanged: native with assembly, wasm without. Sources as its own gen/sources.cmake lists them.
if(NOT EXISTS "${KEYSEAL_BORINGSSL_DIR}/gen/sources.cmake")
  message(FATAL_ERROR "KEYSEAL_BORINGSSL_DIR names no BoringSSL tree: run tools/fetch-parts.sh, or 'make'")
endif()
include("${KEYSEAL_BORINGSSL_DIR}/gen/sources.cmake")

# A quarter of the files is all that the module and the commands link (boringssl-linked.cmake), natively with what asks the
# processor and the system. The rest is for tests: BoringSSL's own, and those that have its X.509 as a peer.
include("${CMAKE_CURRENT_LIST_DIR}/boringssl-linked.cmake")
set(linked ${KEYSEAL_LINKED_SOURCES})
if(NOT EMSCRIPTEN)
  set(of_machine ${CRYPTO_SOURCES})
  list(FILTER of_machine INCLUDE REGEX "^crypto/(cpu_|rand/|curve25519/)")
  list(APPEND linked ${of_machine})
  list(REMOVE_DUPLICATES linked)
endif()
set(rest ${CRYPTO_SOURCES})
list(REMOVE_ITEM rest ${linked})
list(APPEND rest crypto/pkcs8/pkcs8.cc)  # once more, whole, before the linker comes to the other one
set(sources ${BCM_SOURCES} ${linked})
if(NOT EMSCRIPTEN)
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
  # Of pkcs8.cc only the derivation of PKCS#12 is linked, as in the module: the rest of it leads to all of X.509. Without
  # sanitizers, which keep what nobody refers to.
  set_property(SOURCE "${KEYSEAL_BORINGSSL_DIR}/crypto/pkcs8/pkcs8.cc" APPEND PROPERTY COMPILE_OPTIONS
    -ffunction-sections -fdata-sections -fno-sanitize=all)
  target_link_options(crypto INTERFACE -Wl,--gc-sections)
endif()
add_boringssl(crypto_rest ${rest} EXCLUDE_FROM_ALL)
target_link_libraries(crypto_rest PUBLIC crypto)
if(NOT EMSCRIPTEN)
  target_compile_options(crypto_rest PRIVATE -O0 -fno-sanitize=all)  # a peer is nobody's to judge, and quick to build
endif()
