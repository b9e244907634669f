// printf without floating point, of which nothing here formats any: BoringSSL writes numbers of OIDs with it.

#include <stdarg.h>
#include <stddef.h>

extern "C" {

int vsniprintf(char* out, size_t size, const char* format, va_list values);  // Emscripten's own

int __wrap_vsnprintf(char* out, size_t size, const char* format, va_list values) {
  return vsniprintf(out, size, format, values);
}

int __wrap_snprintf(char* out, size_t size, const char* format, ...) {
  va_list values;
  va_start(values, format);
  const int length = vsniprintf(out, size, format, values);
  va_end(values);
  return length;
}

}  // extern "C"
