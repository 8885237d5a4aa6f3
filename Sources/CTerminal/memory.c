// What the allocator of glibc keeps of memory that was given back to it.
#include "own.h"

#include <unistd.h>

#if defined(__GLIBC__)
#include <malloc.h>

void ct_memory_begin(void) {
    // Eight arenas a core is its default, each of which may keep 64 MB that nothing uses.
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    mallopt(M_ARENA_MAX, cores < 2 ? 2 : cores > 64 ? 64 : (int)cores);
}

void ct_memory_trim(void) { malloc_trim(0); }
#else
void ct_memory_begin(void) {}

void ct_memory_trim(void) {}
#endif
