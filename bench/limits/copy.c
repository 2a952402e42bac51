/*
 * How fast the machine copies memory: what bounds everything that touches each weight once.
 *
 *   cc -O2 -pthread -o copy copy.c
 *   ./copy BYTES THREADS TIMES
 *
 * Prints {"seconds": of TIMES copies of BYTES, each thread its part; "deviation": 0 when all bytes arrived}.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct { char *from, *to; size_t bytes; int times; } Part;

static void *copyPart(void *argument)
{
    const Part *part = argument;
    for (int i = 0; i < part->times; i++) memcpy(part->to, part->from, part->bytes);
    return NULL;
}

int main(int argc, char **argv)
{
    const size_t bytes = argc > 1 ? strtoull(argv[1], NULL, 10) : 0;
    const int threads = argc > 2 ? atoi(argv[2]) : 0, times = argc > 3 ? atoi(argv[3]) : 0;
    if (!bytes || threads < 1 || threads > 256 || times < 1 || bytes % (size_t)threads)
        return fprintf(stderr, "usage: copy BYTES THREADS TIMES, with THREADS a divisor of BYTES, at most 256\n"), 2;
    char *from = malloc(bytes), *to = malloc(bytes);
    if (!from || !to) return fprintf(stderr, "copy: no memory for 2 x %zu bytes\n", bytes), 2;
    memset(from, 1, bytes), memset(to, 0, bytes); /* every page is there before the clock starts */

    struct timespec began, ended;
    pthread_t thread[256];
    Part part[256];
    clock_gettime(CLOCK_MONOTONIC, &began);
    for (int i = 0; i < threads; i++) {
        const size_t size = bytes / (size_t)threads;
        part[i] = (Part){from + i * size, to + i * size, size, times};
        if (pthread_create(&thread[i], NULL, copyPart, &part[i])) return fprintf(stderr, "copy: no thread\n"), 2;
    }
    for (int i = 0; i < threads; i++) pthread_join(thread[i], NULL);
    clock_gettime(CLOCK_MONOTONIC, &ended);
    printf("{\"seconds\": %.9f, \"deviation\": %d}\n",
           (double)(ended.tv_sec - began.tv_sec) + 1e-9 * (double)(ended.tv_nsec - began.tv_nsec),
           memcmp(from, to, bytes) != 0);
    return 0;
}
