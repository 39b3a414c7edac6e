#ifndef STRONGROOM_CLINUX_EXTRAS_H
#define STRONGROOM_CLINUX_EXTRAS_H

#include <stdbool.h>
#include <stdint.h>

/* GNU extensions, which Swift's Glibc module does not show. */

/* sync_file_range: starts writing a range of a file to the disk and does not wait; a failure only
   means that a later sync takes longer. */
void strongroom_start_writeback(int descriptor, int64_t offset, int64_t length);

/* openat with O_PATH: names what is there, a link itself and not what it leads to, without opening
   it. Returns -1 and sets errno, to ENOTDIR where a folder was asked for and something else is there. */
int strongroom_open_path(int folder, const char *name, bool is_folder);

/* renameat2 with RENAME_NOREPLACE in one folder. Returns -1 and sets errno, to EEXIST where there is
   something of the new name, to EINVAL or ENOSYS where the file system or kernel can't do it. */
int strongroom_rename_new(int folder, const char *from, const char *to);

/* pipe2 with O_CLOEXEC: no program that is started meanwhile inherits an end. Returns -1 and sets
   errno. */
int strongroom_pipe(int ends[2]);

/* The arguments that this process was started with, as main gets them. Swift's own list is read from
   /proc, and is empty where that is not mounted. Returns NULL for an index that is out of range. */
int strongroom_argument_count(void);
const char *strongroom_argument(int index);

/* Lets all threads allocate from one heap, and gives blocks of 256 KiB back to the system once they
   are freed. glibc keeps a heap for each of eight threads a processor otherwise, which all stay as
   large as they once were. Call it before there is a second thread. */
void strongroom_bound_allocator(void);

#endif
