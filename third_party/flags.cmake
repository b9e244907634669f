# Flags for everything, ours and BoringSSL's.
add_compile_options(
  -fno-exceptions -fno-rtti  # errors are values; Embind works without either
  -ffile-prefix-map=${CMAKE_SOURCE_DIR}=keyseal  # BoringSSL's error macros embed paths: they must not name a machine
)
if(KEYSEAL_BORINGSSL_DIR)
  add_compile_options(-ffile-prefix-map=${KEYSEAL_BORINGSSL_DIR}=boringssl)
endif()
if(KEYSEAL_ADA_DIR)
  add_compile_options(-ffile-prefix-map=${KEYSEAL_ADA_DIR}=ada)
endif()
if(KEYSEAL_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
if(KEYSEAL_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)  # counts what runs, BoringSSL's code too
endif()
if(EMSCRIPTEN)
  # For size; the few files in which time passes say otherwise for themselves.
  set(CMAKE_CXX_FLAGS_RELEASE "-Oz -DNDEBUG")
  set(CMAKE_C_FLAGS_RELEASE "-Oz -DNDEBUG")
  add_compile_options(-ffunction-sections -fdata-sections -fno-threadsafe-statics)  # a module has one thread
endif()
if(NOT EMSCRIPTEN)
  # All symbols at the start: the lazy resolver saves the vector registers on the stack, with what secrets are in them.
  add_link_options(-Wl,-z,relro -Wl,-z,now)
endif()
