#include "CLinuxExtras.h"

#include <malloc.h>

void strongroom_bound_allocator(void) {
  (void)mallopt(M_ARENA_MAX, 1);
  (void)mallopt(M_MMAP_THRESHOLD, 256 * 1024);
}
