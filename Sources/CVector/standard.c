#include "kernel.h"

// Four columns at once: their values lie far apart, but what is done with them is the same, and the result is a panel.

/// All bits of a number, or none: what comparisons give.
typedef long long cv_m4 __attribute__((vector_size(32), aligned(8), may_alias));

#define PICK(mask, a, b) ((cv_v4)(((mask) & (cv_m4)(a)) | (~(mask) & (cv_m4)(b))))
#define GATHER(i) ((cv_v4){c0[i], c1[i], c2[i], c3[i]})

CV_CLONES
void cv_column_sums(const double *c0, const double *c1, const double *c2, const double *c3, const size_t *index,
                    size_t rows, double *sums, double *counts) {
    cv_v4 sum = CV_ZERO, count = CV_ZERO;
    const cv_v4 one = {1, 1, 1, 1};
    for (size_t r = 0; r < rows; r++) {
        const cv_v4 v = GATHER(index[r]);
        // What is not a number does not equal itself.
        const cv_m4 present = v == v;
        sum += PICK(present, v, CV_ZERO);
        count += PICK(present, one, CV_ZERO);
    }
    CV_STORE(sums, sum);
    CV_STORE(counts, count);
}

CV_CLONES
void cv_column_squares(const double *c0, const double *c1, const double *c2, const double *c3, const size_t *index,
                       size_t rows, const double *means, double *squares) {
    cv_v4 sum = CV_ZERO;
    const cv_v4 mean = CV_LOAD(means);
    for (size_t r = 0; r < rows; r++) {
        const cv_v4 d = GATHER(index[r]) - mean;
        sum += PICK(d == d, d * d, CV_ZERO);
    }
    CV_STORE(squares, sum);
}

CV_CLONES
void cv_standard_panel(const double *c0, const double *c1, const double *c2, const double *c3, const size_t *index,
                       size_t rows, const double *means, const double *deviations, double limit, double *out) {
    const cv_v4 mean = CV_LOAD(means), deviation = CV_LOAD(deviations);
    const cv_v4 high = {limit, limit, limit, limit}, low = -high;
    for (size_t r = 0; r < rows; r++) {
        cv_v4 z = (GATHER(index[r]) - mean) / deviation;
        z = PICK(z > high, high, z);
        z = PICK(z < low, low, z);
        CV_STORE(out + r * 4, PICK(z == z, z, CV_ZERO));
    }
}
