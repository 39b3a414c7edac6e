#include "CSQLiteExtras.h"

#include <sqlite3.h>

int strongroom_db_config(void *db, int option, int value) {
  return sqlite3_db_config((sqlite3 *)db, option, value, (int *)0);
}
