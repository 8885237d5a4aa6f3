#pragma once
// A disk on which a test decides what becomes of every write. It stands before SQLite's own file system for the files below a
// folder and changes nothing for all others.
#include <sqlite3.h>

enum {
    CDISK_CREATE = 1,   // a file that is not there is opened
    CDISK_WRITE = 2,    // with bytes and an offset
    CDISK_TRUNCATE = 3, // the offset is the new size
    CDISK_SYNC = 4,
    CDISK_DELETE = 5,
    CDISK_SHARE = 6,    // the index of a write-ahead log grows to the offset
};

// Is asked before each operation. 0 lets it happen; an SQLite error is what the operation ends with instead.
typedef int (*cdisk_hook)(void *context, int operation, const char *path, const void *bytes, int amount,
                          long long offset);

// Watches the files whose paths begin with `prefix` until `cdisk_unwatch`. Returns its number, or -1 when too many are watched.
int cdisk_watch(const char *prefix, cdisk_hook hook, void *context);
void cdisk_unwatch(int number);
