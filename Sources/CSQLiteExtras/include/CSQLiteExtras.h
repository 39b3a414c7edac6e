#ifndef STRONGROOM_CSQLITE_EXTRAS_H
#define STRONGROOM_CSQLITE_EXTRAS_H

/* sqlite3_db_config is variadic, which Swift cannot call. The handle is an opaque `sqlite3 *`. */
int strongroom_db_config(void *db, int option, int value);

#endif
