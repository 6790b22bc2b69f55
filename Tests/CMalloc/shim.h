// What the C library's allocator says of itself, for the soak. Only glibc says it, and Swift's module of glibc leaves it out.

#pragma once

#if defined(__linux__)
#include <malloc.h>

// How many bytes are in use: in the arenas, and in blocks that were mapped for themselves.
static inline long malloc_bytes_in_use(void) {
    struct mallinfo2 info = mallinfo2();
    return (long)(info.uordblks + info.hblkhd);
}

// Gives free pages back to the system.
static inline void malloc_give_back(void) { malloc_trim(0); }
#else
static inline long malloc_bytes_in_use(void) { return 0; }
static inline void malloc_give_back(void) {}
#endif
