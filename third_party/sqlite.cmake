# SQLite, of which keyseal-check keeps the file of --reuse. One thread uses it, and nothing of what is left out.
if(NOT EXISTS "${KEYSEAL_SQLITE_DIR}/sqlite3.c")
  message(FATAL_ERROR "KEYSEAL_SQLITE_DIR names no SQLite: run tools/fetch-parts.sh, or 'make'")
endif()
add_library(sqlite STATIC EXCLUDE_FROM_ALL "${KEYSEAL_SQLITE_DIR}/sqlite3.c")
target_include_directories(sqlite SYSTEM PUBLIC "${KEYSEAL_SQLITE_DIR}")
target_compile_definitions(sqlite PRIVATE
  SQLITE_THREADSAFE=0 SQLITE_DEFAULT_MEMSTATUS=0 SQLITE_DQS=0 SQLITE_TRUSTED_SCHEMA=0
  SQLITE_OMIT_LOAD_EXTENSION SQLITE_OMIT_DEPRECATED SQLITE_OMIT_SHARED_CACHE SQLITE_OMIT_JSON)
target_compile_options(sqlite PRIVATE -w -O2 -ffile-prefix-map=${KEYSEAL_SQLITE_DIR}=sqlite)
if(KEYSEAL_SANITIZE)
  target_compile_options(sqlite PRIVATE -fno-sanitize=undefined)  # not ours to mend
endif()
