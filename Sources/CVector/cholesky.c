#include "kernel.h"

// Four columns at a time. Below the four, two rows go together: their eight sums over the finished columns share loads.

#define DOTS(ROWS)                                                                       \
    do {                                                                                 \
        cv_v4 s[ROWS][4];                                                                \
        for (int q = 0; q < ROWS; q++)                                                   \
            for (int c = 0; c < 4; c++) s[q][c] = CV_ZERO;                               \
        for (size_t k = 0; k < j; k += 4) {                                              \
            for (int c = 0; c < 4; c++) {                                                \
                const cv_v4 x = CV_LOAD(a + (j + c) * n + k);                            \
                for (int q = 0; q < ROWS; q++) s[q][c] += CV_LOAD(a + (i + q) * n + k) * x; \
            }                                                                            \
        }                                                                                \
        for (int q = 0; q < ROWS; q++)                                                   \
            for (int c = 0; c < 4; c++) sums[q][c] = CV_SUM(s[q][c]);                    \
    } while (0)

static inline __attribute__((always_inline)) void finish_row(double *row, const double *a, size_t n, size_t j,
                                                             const double *sums) {
    for (size_t c = 0; c < 4; c++) {
        double value = row[j + c] - sums[c];
        for (size_t d = 0; d < c; d++) value -= row[j + d] * a[(j + c) * n + j + d];
        row[j + c] = value / a[(j + c) * n + j + c];
    }
}

CV_CLONES
int cv_cholesky(double *a, size_t n, double ridge, double tolerance) {
    double sums[2][4];
    size_t j = 0;
    for (; j + 4 <= n; j += 4) {
        for (size_t c = 0; c < 4; c++) {
            double *row = a + (j + c) * n;
            for (size_t d = 0; d <= c; d++) {
                const double *other = a + (j + d) * n;
                cv_v4 s = CV_ZERO;
                for (size_t k = 0; k < j; k += 4) s += CV_LOAD(row + k) * CV_LOAD(other + k);
                double sum = CV_SUM(s);
                for (size_t e = 0; e < d; e++) sum += row[j + e] * other[j + e];
                if (d < c) {
                    row[j + d] = (row[j + d] - sum) / other[j + d];
                } else {
                    const double diagonal = row[j + c] + ridge, pivot = diagonal - sum;
                    if (!(pivot > tolerance * diagonal) || pivot > 1.7e308) return 0;
                    row[j + c] = __builtin_sqrt(pivot);
                }
            }
        }
        size_t i = j + 4;
        for (; i + 2 <= n; i += 2) {
            DOTS(2);
            finish_row(a + i * n, a, n, j, sums[0]);
            finish_row(a + (i + 1) * n, a, n, j, sums[1]);
        }
        for (; i < n; i++) {
            DOTS(1);
            finish_row(a + i * n, a, n, j, sums[0]);
        }
    }
    for (size_t i = j; i < n; i++) {
        double *row = a + i * n;
        for (size_t d = j; d <= i; d++) {
            const double *other = a + d * n;
            double sum = 0;
            for (size_t k = 0; k < d; k++) sum += row[k] * other[k];
            if (d < i) {
                row[d] = (row[d] - sum) / other[d];
            } else {
                const double diagonal = row[i] + ridge, pivot = diagonal - sum;
                if (!(pivot > tolerance * diagonal) || pivot > 1.7e308) return 0;
                row[i] = __builtin_sqrt(pivot);
            }
        }
    }
    return 1;
}

CV_CLONES
void cv_cholesky_solve(const double *l, size_t n, double *x) {
    for (size_t i = 0; i < n; i++) {
        const double *row = l + i * n;
        cv_v4 s0 = CV_ZERO, s1 = CV_ZERO;
        size_t k = 0;
        for (; k + 8 <= i; k += 8) {
            s0 += CV_LOAD(row + k) * CV_LOAD(x + k);
            s1 += CV_LOAD(row + k + 4) * CV_LOAD(x + k + 4);
        }
        s0 += s1;
        double sum = x[i] - CV_SUM(s0);
        for (; k < i; k++) sum -= row[k] * x[k];
        x[i] = sum / row[i];
    }
    for (size_t i = n; i-- > 0;) {
        const double *row = l + i * n;
        const double value = x[i] / row[i];
        x[i] = value;
        size_t k = 0;
        for (; k + 4 <= i; k += 4) CV_STORE(x + k, CV_LOAD(x + k) - CV_LOAD(row + k) * value);
        for (; k < i; k++) x[k] -= row[k] * value;
    }
}
