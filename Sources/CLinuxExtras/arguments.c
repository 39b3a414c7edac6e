#include "CLinuxExtras.h"

/* glibc hands every constructor what it hands main. */
static int argument_count;
static char **argument_values;

__attribute__((constructor)) static void keep_arguments(int count, char **values) {
  argument_count = count;
  argument_values = values;
}

int strongroom_argument_count(void) { return argument_count; }

const char *strongroom_argument(int index) {
  return index >= 0 && index < argument_count ? argument_values[index] : 0;
}
