// Numeric kernels that use the processor's vector units and still run on any x86-64 and arm64.
#pragma once
#include <stddef.h>

/// The sum of a[i] * b[i].
double cv_dot(const double *a, const double *b, size_t count);
