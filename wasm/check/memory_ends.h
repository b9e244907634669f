// The last resort of a command: where there is not even the memory for an exception.

#ifndef KEYSEAL_CHECK_MEMORY_ENDS_H_
#define KEYSEAL_CHECK_MEMORY_ENDS_H_

namespace keyseal::check {

// ExitWhereMemoryEnds makes the process end with |status| and |line| on standard error where std::bad_alloc can be
// neither thrown nor caught. What was written to standard output before is there. |line| must live for ever.
void ExitWhereMemoryEnds(const char* line, int status);

}  // namespace keyseal::check

#endif  // KEYSEAL_CHECK_MEMORY_ENDS_H_
