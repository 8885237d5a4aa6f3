#include "kernel.h"

/// Rows whose panels stay in the caches while all pairs of them are multiplied.
#define BLOCK 192

// A tile of 4 x (4 * WIDTH) sums: WIDTH loads and four broadcasts feed 4 * WIDTH multiply-adds a row. Three panels
// fill twelve of the sixteen 256-bit registers and hide the latency of the additions.
#define TILE(WIDTH)                                                                                   \
    do {                                                                                              \
        cv_v4 s[4][WIDTH];                                                                            \
        for (int k = 0; k < 4; k++)                                                                   \
            for (int l = 0; l < WIDTH; l++) s[k][l] = CV_ZERO;                                        \
        for (size_t r = 0; r < count; r++) {                                                          \
            cv_v4 y[WIDTH];                                                                           \
            for (int l = 0; l < WIDTH; l++) y[l] = CV_LOAD(b + (l * rows + r) * 4);                   \
            for (int k = 0; k < 4; k++) {                                                             \
                const double x = a[r * 4 + k];                                                        \
                for (int l = 0; l < WIDTH; l++) s[k][l] += y[l] * x;                                  \
            }                                                                                         \
        }                                                                                             \
        for (int k = 0; k < 4; k++)                                                                   \
            for (int l = 0; l < WIDTH; l++) {                                                         \
                double *place = out + (i * 4 + k) * n + (j + l) * 4;                                  \
                CV_STORE(place, CV_LOAD(place) + s[k][l]);                                            \
            }                                                                                         \
    } while (0)

CV_CLONES
void cv_gram(const double *x, size_t rows, size_t panels, double *out) {
    const size_t n = panels * 4;
    for (size_t first = 0; first < rows; first += BLOCK) {
        const size_t count = rows - first < BLOCK ? rows - first : BLOCK;
        for (size_t j = 0; j < panels; j += 3) {
            const double *b = x + (j * rows + first) * 4;
            const size_t width = panels - j < 3 ? panels - j : 3;
            for (size_t i = j; i < panels; i++) {
                const double *a = x + (i * rows + first) * 4;
                if (width == 3)
                    TILE(3);
                else if (width == 2)
                    TILE(2);
                else
                    TILE(1);
            }
        }
    }
}

CV_CLONES
void cv_times(const double *x, size_t rows, size_t panels, const double *weights, double constant, double *out) {
    double sums[BLOCK * 4];
    for (size_t first = 0; first < rows; first += BLOCK) {
        const size_t count = rows - first < BLOCK ? rows - first : BLOCK;
        for (size_t r = 0; r < count; r++) CV_STORE(sums + r * 4, CV_ZERO);
        size_t j = 0;
        for (; j + 4 <= panels; j += 4) {
            const double *p0 = x + (j * rows + first) * 4, *p1 = p0 + rows * 4, *p2 = p1 + rows * 4, *p3 = p2 + rows * 4;
            const cv_v4 w0 = CV_LOAD(weights + j * 4), w1 = CV_LOAD(weights + j * 4 + 4);
            const cv_v4 w2 = CV_LOAD(weights + j * 4 + 8), w3 = CV_LOAD(weights + j * 4 + 12);
            for (size_t r = 0; r < count; r++) {
                cv_v4 s = CV_LOAD(sums + r * 4) + CV_LOAD(p0 + r * 4) * w0;
                cv_v4 t = CV_LOAD(p1 + r * 4) * w1;
                s += CV_LOAD(p2 + r * 4) * w2;
                t += CV_LOAD(p3 + r * 4) * w3;
                CV_STORE(sums + r * 4, s + t);
            }
        }
        for (; j < panels; j++) {
            const double *p = x + (j * rows + first) * 4;
            const cv_v4 w = CV_LOAD(weights + j * 4);
            for (size_t r = 0; r < count; r++) CV_STORE(sums + r * 4, CV_LOAD(sums + r * 4) + CV_LOAD(p + r * 4) * w);
        }
        for (size_t r = 0; r < count; r++) {
            const cv_v4 s = CV_LOAD(sums + r * 4);
            out[first + r] = constant + CV_SUM(s);
        }
    }
}

CV_CLONES
void cv_transpose_times(const double *x, size_t rows, size_t panels, const double *v, double *out) {
    for (size_t j = 0; j < panels; j++) {
        const double *p = x + j * rows * 4;
        cv_v4 s0 = CV_ZERO, s1 = CV_ZERO, s2 = CV_ZERO, s3 = CV_ZERO;
        size_t r = 0;
        for (; r + 4 <= rows; r += 4) {
            s0 += CV_LOAD(p + r * 4) * v[r];
            s1 += CV_LOAD(p + r * 4 + 4) * v[r + 1];
            s2 += CV_LOAD(p + r * 4 + 8) * v[r + 2];
            s3 += CV_LOAD(p + r * 4 + 12) * v[r + 3];
        }
        for (; r < rows; r++) s0 += CV_LOAD(p + r * 4) * v[r];
        CV_STORE(out + j * 4, (s0 + s1) + (s2 + s3));
    }
}

CV_CLONES
void cv_rows_of_panels(const double *x, size_t rows, size_t panels, double *out) {
    // A few rows of all panels at a time, so that what is written stays in the cache until its lines are full.
    for (size_t first = 0; first < rows; first += 8) {
        const size_t count = rows - first < 8 ? rows - first : 8;
        for (size_t j = 0; j < panels; j++)
            for (size_t r = 0; r < count; r++)
                CV_STORE(out + (first + r) * panels * 4 + j * 4, CV_LOAD(x + (j * rows + first + r) * 4));
    }
}
