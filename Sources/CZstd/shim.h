// Zstandard's streaming decompression, for .zst files.
#pragma once
#include <zstd.h>
