#include "kernel.h"

CV_CLONES
double cv_enet_sweep(const double *gram, size_t p, const size_t *coordinates, size_t count, double l1, double l2, double *b,
                     double *g) {
    double largest = 0;
    for (size_t index = 0; index < count; index++) {
        const size_t j = coordinates[index];
        const double *row = gram + j * p;
        const double diagonal = row[j];
        if (!(diagonal + l2 > 0)) continue;
        const double z = g[j] + diagonal * b[j];
        const double value = z > l1 ? (z - l1) / (diagonal + l2) : z < -l1 ? (z + l1) / (diagonal + l2) : 0;
        const double delta = value - b[j];
        if (delta == 0) continue;
        b[j] = value;
        const double size = delta < 0 ? -delta : delta;
        if (size > largest) largest = size;
        size_t k = 0;
        for (; k + 8 <= p; k += 8) {
            CV_STORE(g + k, CV_LOAD(g + k) - CV_LOAD(row + k) * delta);
            CV_STORE(g + k + 4, CV_LOAD(g + k + 4) - CV_LOAD(row + k + 4) * delta);
        }
        for (; k < p; k++) g[k] -= row[k] * delta;
    }
    return largest;
}

// The update of one row and the product with the next are one walk over the weights.
CV_CLONES
void cv_sgd_pass(const double *x, size_t width, const size_t *order, size_t rows, const double *y, const double *etas,
                 double l1, double l2, double *w, double *bias) {
    if (rows == 0) return;
    double b = *bias;
    double product = 0;
    for (size_t k = 0; k < width; k++) product += w[k] * x[order[0] * width + k];
    for (size_t i = 0; i < rows; i++) {
        const double *row = x + order[i] * width;
        const double *next = i + 1 < rows ? x + order[i + 1] * width : row;
        const double eta = etas[i];
        const double step = eta * (product + b - y[order[i]]);
        const double left = 1 - eta * l2;
        const double shrink = left > 0 ? left : 0;
        if (l1 > 0) {
            const double pull = eta * l1;
            for (size_t k = 0; k < width; k++) {
                const double v = w[k] * shrink - row[k] * step;
                w[k] = v > pull ? v - pull : v < -pull ? v + pull : 0;
            }
            cv_v4 s = CV_ZERO;
            for (size_t k = 0; k < width; k += 4) s += CV_LOAD(w + k) * CV_LOAD(next + k);
            product = CV_SUM(s);
        } else {
            cv_v4 s0 = CV_ZERO, s1 = CV_ZERO;
            size_t k = 0;
            for (; k + 8 <= width; k += 8) {
                const cv_v4 w0 = CV_LOAD(w + k) * shrink - CV_LOAD(row + k) * step;
                const cv_v4 w1 = CV_LOAD(w + k + 4) * shrink - CV_LOAD(row + k + 4) * step;
                CV_STORE(w + k, w0);
                CV_STORE(w + k + 4, w1);
                s0 += w0 * CV_LOAD(next + k);
                s1 += w1 * CV_LOAD(next + k + 4);
            }
            for (; k < width; k += 4) {
                const cv_v4 w0 = CV_LOAD(w + k) * shrink - CV_LOAD(row + k) * step;
                CV_STORE(w + k, w0);
                s0 += w0 * CV_LOAD(next + k);
            }
            s0 += s1;
            product = CV_SUM(s0);
        }
        b -= step;
    }
    *bias = b;
}
