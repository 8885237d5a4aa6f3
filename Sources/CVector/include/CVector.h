// Numeric kernels that use the processor's vector units and still run on any x86-64 and arm64.
//
// A panel matrix holds four columns after another: element (r, c) is at ((c / 4) * rows + r) * 4 + c % 4, and columns are
// padded with zeros to whole panels. Nothing here allocates, and nothing looks at more memory than its sizes say.
#pragma once
#include <stddef.h>

/// The sum of a[i] * b[i].
double cv_dot(const double *a, const double *b, size_t count);

/// Adds x'x of a panel matrix to the lower triangle of `out`, row-major, (4 * panels) x (4 * panels). Parts above the
/// diagonal are written too, but only next to it: they mean nothing.
void cv_gram(const double *x, size_t rows, size_t panels, double *out);

/// out[r] = constant + sum over columns of x(r, c) * weights[c]; weights has 4 * panels elements.
void cv_times(const double *x, size_t rows, size_t panels, const double *weights, double constant, double *out);

/// out[c] = sum over rows of x(r, c) * v[r]; out has 4 * panels elements.
void cv_transpose_times(const double *x, size_t rows, size_t panels, const double *v, double *out);

/// Replaces the lower triangle of a, row-major n x n, by the factor L of a + ridge * I = L L'.
/// Returns 0 when a pivot vanishes against its diagonal element (`tolerance` of it) or is not a number, else 1.
int cv_cholesky(double *a, size_t n, double ridge, double tolerance);

/// Solves L L' x = b in place.
void cv_cholesky_solve(const double *l, size_t n, double *x);

/// y[i] += factor * x[i].
void cv_axpy(double factor, const double *x, size_t count, double *y);

/// One sweep of the elastic net's coordinate descent over the listed coordinates, with the gradient
/// g = cross - gram * b kept up to date in all p elements. Returns the largest change of a coefficient.
double cv_enet_sweep(const double *gram, size_t p, const size_t *coordinates, size_t count, double l1, double l2, double *b,
                     double *g);

/// One pass of stochastic gradient descent for squared loss over row-major x (rows x width), in the given order:
/// step = etas[i] * (w . x + *bias - y); w = w * max(0, 1 - etas[i] * l2) - step * x, then towards zero by etas[i] * l1;
/// *bias -= step.
void cv_sgd_pass(const double *x, size_t width, const size_t *order, size_t rows, const double *y, const double *etas,
                 double l1, double l2, double *w, double *bias);

/// Sums of the numbers in the listed rows of four columns, and how many there are; what is not a number is left out.
void cv_column_sums(const double *c0, const double *c1, const double *c2, const double *c3, const size_t *index,
                    size_t rows, double *sums, double *counts);

/// Sums of the squared differences from four means in the listed rows of four columns.
void cv_column_squares(const double *c0, const double *c1, const double *c2, const double *c3, const size_t *index,
                       size_t rows, const double *means, double *squares);

/// One panel of the listed rows of four columns: (value - mean) / deviation within +-limit, 0 where that is not a number.
void cv_standard_panel(const double *c0, const double *c1, const double *c2, const double *c3, const size_t *index,
                       size_t rows, const double *means, const double *deviations, double limit, double *out);

/// From panels to rows: out is row-major, rows x (4 * panels).
void cv_rows_of_panels(const double *x, size_t rows, size_t panels, double *out);
