#ifndef STRONGROOM_CLINUX_EXTRAS_H
#define STRONGROOM_CLINUX_EXTRAS_H

#include <stdint.h>

/* sync_file_range is a GNU extension, which Swift's Glibc module does not show. Starts writing a
   range of a file to the disk and does not wait; a failure only means that a later sync takes longer. */
void strongroom_start_writeback(int descriptor, int64_t offset, int64_t length);

#endif
