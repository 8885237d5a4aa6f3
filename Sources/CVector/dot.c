#include "CVector.h"

// Eight sums, so that the additions do not wait for each other and the compiler can keep them in vector registers.
#if defined(__x86_64__)
__attribute__((target_clones("default", "arch=x86-64-v3")))
#endif
double cv_dot(const double *a, const double *b, size_t count) {
    double sums[8] = {0};
    size_t i = 0;
    for (; i + 8 <= count; i += 8)
        for (int k = 0; k < 8; k++) sums[k] += a[i + k] * b[i + k];
    double sum = ((sums[0] + sums[4]) + (sums[1] + sums[5])) + ((sums[2] + sums[6]) + (sums[3] + sums[7]));
    for (; i < count; i++) sum += a[i] * b[i];
    return sum;
}
