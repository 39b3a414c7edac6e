#include "CLinuxExtras.h"

#include <malloc.h>

void strongroom_bound_allocator(void) {
  (void)mallopt(M_ARENA_MAX, 1);
  (void)mallopt(M_MMAP_THRESHOLD, 256 * 1024);
}

void strongroom_release_free_memory(void) { (void)malloc_trim(0); }
