#define _GNU_SOURCE
#include "CLinuxExtras.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

void strongroom_start_writeback(int descriptor, int64_t offset, int64_t length) {
  (void)sync_file_range(descriptor, offset, length, SYNC_FILE_RANGE_WRITE);
}

int strongroom_open_path(int folder, const char *name, bool is_folder) {
  return openat(folder, name, O_PATH | O_NOFOLLOW | O_CLOEXEC | (is_folder ? O_DIRECTORY : 0));
}

int strongroom_rename_new(int folder, const char *from, const char *to) {
  return renameat2(folder, from, folder, to, RENAME_NOREPLACE);
}

int strongroom_pipe(int ends[2]) {
  return pipe2(ends, O_CLOEXEC);
}
