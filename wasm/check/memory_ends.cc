#include "check/memory_ends.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>

namespace keyseal::check {
namespace {

const char* last_line = "";
int last_status = 0;

[[noreturn]] void Exit() {
  (void)std::fflush(stdout);
  (void)!write(STDERR_FILENO, last_line, std::strlen(last_line));
  _exit(last_status);
}

[[noreturn]] void Terminate() {
  if (!std::current_exception()) Exit();  // there was no memory to make one
  try {
    throw;
  } catch (const std::bad_alloc&) {
    Exit();
  } catch (...) {
    std::abort();  // no fault of memory's
  }
}

}  // namespace

void ExitWhereMemoryEnds(const char* line, int status) {
  last_line = line;
  last_status = status;
  std::set_terminate(Terminate);
}

}  // namespace keyseal::check
