// What the kernels share. Not part of the module.
#pragma once
#include "CVector.h"

// The same source is compiled for processors with 256-bit vectors and fused multiply-add as well; which one runs is
// settled once, when the program is loaded. On arm64 the base instruction set has what is needed.
#if defined(__x86_64__) && defined(__gnu_linux__)
#define CV_CLONES __attribute__((target_clones("default", "arch=x86-64-v3")))
#else
#define CV_CLONES
#endif

/// Four doubles, at any address.
typedef double cv_v4 __attribute__((vector_size(32), aligned(8), may_alias));

#define CV_LOAD(p) (*(const cv_v4 *)(p))
#define CV_STORE(p, v) (*(cv_v4 *)(p) = (v))
#define CV_SUM(v) (((v)[0] + (v)[2]) + ((v)[1] + (v)[3]))
#define CV_ZERO ((cv_v4){0, 0, 0, 0})
