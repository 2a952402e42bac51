/*
 * The machine's single-precision matrix product through its BLAS: the peak that the `blas` engine is measured against.
 *
 *   cc -O2 -o sgemm sgemm.c -lopenblas      (or -lblas, -framework Accelerate)
 *   OPENBLAS_NUM_THREADS=1 ./sgemm SIZE TIMES
 *
 * Prints {"seconds": of TIMES products of SIZE x SIZE matrices, "deviation": of one element from its sum in double}.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* From cblas.h, which is not everywhere where the library is: 101 row-major, 111 not transposed. */
void cblas_sgemm(int order, int transA, int transB, int m, int n, int k, float alpha, const float *a, int lda,
                 const float *b, int ldb, float beta, float *c, int ldc);

static void multiply(int n, const float *a, const float *b, float *c)
{
    cblas_sgemm(101, 111, 111, n, n, n, 1, a, n, b, n, 0, c, n);
}

int main(int argc, char **argv)
{
    const int size = argc > 1 ? atoi(argv[1]) : 0, times = argc > 2 ? atoi(argv[2]) : 0;
    if (size < 8 || times < 1) return fprintf(stderr, "usage: sgemm SIZE TIMES, with SIZE 8 or more\n"), 2;
    const size_t count = (size_t)size * size;
    float *a = malloc(count * sizeof *a), *b = malloc(count * sizeof *b), *c = malloc(count * sizeof *c);
    if (!a || !b || !c) return fprintf(stderr, "sgemm: no memory for %zu floats\n", 3 * count), 2;
    for (size_t i = 0; i < count; i++) a[i] = (float)(i % 7) - 3, b[i] = (float)(i % 5) / 4;
    multiply(size, a, b, c);

    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    for (int i = 0; i < times; i++) multiply(size, a, b, c);
    clock_gettime(CLOCK_MONOTONIC, &to);

    double sum = 0;
    for (int k = 0; k < size; k++) sum += (double)a[3 * (size_t)size + k] * b[(size_t)k * size + 5];
    printf("{\"seconds\": %.9f, \"deviation\": %g}\n",
           (double)(to.tv_sec - from.tv_sec) + 1e-9 * (double)(to.tv_nsec - from.tv_nsec),
           fabs(c[3 * (size_t)size + 5] - sum) / (fabs(sum) + 1));
    return 0;
}
