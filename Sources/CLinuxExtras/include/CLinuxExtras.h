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

/* Gives freed memory back to the system wherever it is. By itself glibc keeps all that lies below the
   last block in use. */
void strongroom_release_free_memory(void);

/* prctl is variadic, which Swift cannot call; the other calls have no function, or take macros. All
   of them return 0, or the number of an error. They concern the calling process for good. */

/* Has the kernel kill this process once the thread that started it has ended. Returns ESRCH where
   the parent is gone already. */
int strongroom_end_with_parent(int parent);

/* Closes every file from this number on. */
void strongroom_close_files_from(int first);

struct strongroom_limits {
  uint64_t stack_bytes; /* of each thread that is started from now on */
  uint64_t open_files;
  uint64_t file_bytes;        /* of each file that is written */
  uint64_t processor_seconds; /* of all threads together; 0 for no limit */
  uint64_t data_bytes;        /* of memory that it writes to, all in all; 0 for no limit */
};

/* setrlimit; and no core file, no look into its memory by others, no new privileges. SIGXCPU ends the
   process when its time is over. */
int strongroom_limit_process(struct strongroom_limits limits);

/* How a process ends that has no memory left. */
#define STRONGROOM_OUT_OF_MEMORY 88

/* Swift ends a process by a signal where memory is refused, as it does for a fault in the program. From
   now on such a process ends with STRONGROOM_OUT_OF_MEMORY if it could not get so many bytes more. */
int strongroom_tell_lack_of_memory(uint64_t bytes);

/* seccomp: no network, no other program, no other process, no renaming and no linking. What is
   denied fails with EPERM. Returns ENOSYS or EINVAL where the kernel does not have it. */
int strongroom_deny_system_calls(void);

/* Landlock: from now on this thread, and those that it starts, open files by name only in the folder;
   files that are open already stay so. It gets no new privileges either. Returns ENOSYS or EOPNOTSUPP where the kernel does
   not have it. */
int strongroom_confine_files(const char *folder);

#endif
