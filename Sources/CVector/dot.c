#include "kernel.h"

// Several sums at once, so that the additions do not wait for each other.

CV_CLONES
double cv_dot(const double *a, const double *b, size_t count) {
    cv_v4 s0 = CV_ZERO, s1 = CV_ZERO, s2 = CV_ZERO, s3 = CV_ZERO;
    size_t i = 0;
    for (; i + 16 <= count; i += 16) {
        s0 += CV_LOAD(a + i) * CV_LOAD(b + i);
        s1 += CV_LOAD(a + i + 4) * CV_LOAD(b + i + 4);
        s2 += CV_LOAD(a + i + 8) * CV_LOAD(b + i + 8);
        s3 += CV_LOAD(a + i + 12) * CV_LOAD(b + i + 12);
    }
    for (; i + 4 <= count; i += 4) s0 += CV_LOAD(a + i) * CV_LOAD(b + i);
    const cv_v4 all = (s0 + s1) + (s2 + s3);
    double sum = CV_SUM(all);
    for (; i < count; i++) sum += a[i] * b[i];
    return sum;
}

CV_CLONES
void cv_axpy(double factor, const double *x, size_t count, double *y) {
    size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        CV_STORE(y + i, CV_LOAD(y + i) + CV_LOAD(x + i) * factor);
        CV_STORE(y + i + 4, CV_LOAD(y + i + 4) + CV_LOAD(x + i + 4) * factor);
    }
    for (; i < count; i++) y[i] += factor * x[i];
}
