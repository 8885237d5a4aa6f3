#include "CDisk.h"
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SLOTS = 64, PREFIX = 512 };

static struct slot {
    char prefix[PREFIX];
    cdisk_hook hook;
    void *context;
    int used;
} slots[SLOTS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sqlite3_vfs *below;
static sqlite3_vfs shim;

struct file {
    sqlite3_file base;
    const char *path;
    sqlite3_file real; // The file below; it is longer than this.
};

static sqlite3_file *real(sqlite3_file *file) { return &((struct file *)file)->real; }

static int ask(const char *path, int operation, const void *bytes, int amount, long long offset) {
    if (!path) return SQLITE_OK;
    cdisk_hook hook = 0;
    void *context = 0;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < SLOTS; i++)
        if (slots[i].used && strncmp(path, slots[i].prefix, strlen(slots[i].prefix)) == 0) {
            hook = slots[i].hook;
            context = slots[i].context;
            break;
        }
    pthread_mutex_unlock(&lock);
    return hook ? hook(context, operation, path, bytes, amount, offset) : SQLITE_OK;
}

static const char *path_of(sqlite3_file *file) { return ((struct file *)file)->path; }

static int x_close(sqlite3_file *f) { return real(f)->pMethods ? real(f)->pMethods->xClose(real(f)) : SQLITE_OK; }
static int x_read(sqlite3_file *f, void *to, int amount, sqlite3_int64 offset) {
    return real(f)->pMethods->xRead(real(f), to, amount, offset);
}
static int x_write(sqlite3_file *f, const void *from, int amount, sqlite3_int64 offset) {
    int rc = ask(path_of(f), CDISK_WRITE, from, amount, offset);
    return rc ? rc : real(f)->pMethods->xWrite(real(f), from, amount, offset);
}
static int x_truncate(sqlite3_file *f, sqlite3_int64 size) {
    int rc = ask(path_of(f), CDISK_TRUNCATE, 0, 0, size);
    return rc ? rc : real(f)->pMethods->xTruncate(real(f), size);
}
static int x_sync(sqlite3_file *f, int flags) {
    int rc = ask(path_of(f), CDISK_SYNC, 0, 0, 0);
    return rc ? rc : real(f)->pMethods->xSync(real(f), flags);
}
static int x_size(sqlite3_file *f, sqlite3_int64 *size) { return real(f)->pMethods->xFileSize(real(f), size); }
static int x_lock(sqlite3_file *f, int level) { return real(f)->pMethods->xLock(real(f), level); }
static int x_unlock(sqlite3_file *f, int level) { return real(f)->pMethods->xUnlock(real(f), level); }
static int x_reserved(sqlite3_file *f, int *result) { return real(f)->pMethods->xCheckReservedLock(real(f), result); }
static int x_control(sqlite3_file *f, int operation, void *argument) {
    return real(f)->pMethods->xFileControl(real(f), operation, argument);
}
static int x_sector(sqlite3_file *f) { return real(f)->pMethods->xSectorSize(real(f)); }
static int x_device(sqlite3_file *f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); }
static int x_shm_map(sqlite3_file *f, int region, int size, int extend, void volatile **to) {
    if (extend && path_of(f)) {
        char name[PREFIX + 128];
        struct stat found;
        long long wanted = ((long long)region + 1) * size;
        sqlite3_snprintf(sizeof name, name, "%s-shm", path_of(f));
        if (stat(name, &found) != 0 || found.st_size < wanted) {
            int rc = ask(path_of(f), CDISK_SHARE, 0, 0, wanted);
            if (rc) return rc;
        }
    }
    return real(f)->pMethods->xShmMap(real(f), region, size, extend, to);
}
static int x_shm_lock(sqlite3_file *f, int offset, int count, int flags) {
    return real(f)->pMethods->xShmLock(real(f), offset, count, flags);
}
static void x_shm_barrier(sqlite3_file *f) { real(f)->pMethods->xShmBarrier(real(f)); }
static int x_shm_unmap(sqlite3_file *f, int delete) {
    if (delete && ask(path_of(f), CDISK_DELETE, 0, 0, 0)) delete = 0;
    return real(f)->pMethods->xShmUnmap(real(f), delete);
}
static int x_fetch(sqlite3_file *f, sqlite3_int64 offset, int amount, void **to) {
    return real(f)->pMethods->xFetch(real(f), offset, amount, to);
}
static int x_unfetch(sqlite3_file *f, sqlite3_int64 offset, void *page) {
    return real(f)->pMethods->xUnfetch(real(f), offset, page);
}

static const sqlite3_io_methods methods = {
    3,         x_close,  x_read,    x_write,    x_truncate,    x_sync,      x_size,  x_lock,   x_unlock, x_reserved,
    x_control, x_sector, x_device,  x_shm_map,  x_shm_lock,    x_shm_barrier, x_shm_unmap, x_fetch, x_unfetch,
};

static int x_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *f, int flags, int *out) {
    (void)vfs;
    struct file *file = (struct file *)f;
    memset(file, 0, shim.szOsFile);
    if (path && (flags & SQLITE_OPEN_CREATE) && access(path, F_OK) != 0) {
        int rc = ask(path, CDISK_CREATE, 0, 0, 0);
        if (rc) return rc;
    }
    int rc = below->xOpen(below, path, &file->real, flags, out);
    if (rc == SQLITE_OK && file->real.pMethods) {
        file->path = path;
        file->base.pMethods = &methods;
    }
    return rc;
}
static int x_delete(sqlite3_vfs *vfs, const char *path, int sync) {
    (void)vfs;
    int rc = ask(path, CDISK_DELETE, 0, 0, 0);
    return rc ? rc : below->xDelete(below, path, sync);
}

// Before anything opens a database: a connection keeps the file system with which it was opened.
__attribute__((constructor)) static void install(void) {
    sqlite3_initialize();
    below = sqlite3_vfs_find(0);
    shim = *below;
    shim.zName = "cdisk";
    shim.pNext = 0;
    shim.szOsFile = below->szOsFile + (int)sizeof(struct file);
    shim.xOpen = x_open;
    shim.xDelete = x_delete;
    // What else a file system does it does as the one below, which never looks at itself for it.
    sqlite3_vfs_register(&shim, 1);
}

int cdisk_watch(const char *prefix, cdisk_hook hook, void *context) {
    if (strlen(prefix) >= PREFIX) return -1;
    int number = -1;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < SLOTS && number < 0; i++)
        if (!slots[i].used) number = i;
    if (number >= 0) {
        strcpy(slots[number].prefix, prefix);
        slots[number].hook = hook;
        slots[number].context = context;
        slots[number].used = 1;
    }
    pthread_mutex_unlock(&lock);
    return number;
}

void cdisk_unwatch(int number) {
    pthread_mutex_lock(&lock);
    if (number >= 0 && number < SLOTS) slots[number].used = 0;
    pthread_mutex_unlock(&lock);
}
