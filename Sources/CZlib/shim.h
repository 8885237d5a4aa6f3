// zlib's inflate and deflate, for gzip files. The macros that start a stream are functions here, because Swift imports no macros.
#pragma once
#include <zlib.h>

static inline int cz_inflate_start(z_streamp stream) { return inflateInit2(stream, 15 + 32); }  // 32: zlib or gzip, told by the header
static inline int cz_deflate_start(z_streamp stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);  // 16: a gzip header
}
