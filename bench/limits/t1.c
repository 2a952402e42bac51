/*
 * The speed limit of task T1: percept's wasm engine by hand in AVX2, 8 lanes for its 4, one thread.
 *
 * The same float32 operations in the same order and without fused multiply-add, so that training ends with the
 * same weights bit for bit (assembly/ in packages/core/src/engine/wasm). A 784-20-10 sigmoid network, one
 * MNIST image a step, in file order. Loss, squared error and hits are counted as there.
 *
 *   cc -O3 -mavx2 -mno-fma -ffp-contract=off -o t1 t1.c
 *   ./t1 MNIST_DIR --epochs N [--init FILE] [--save FILE] [--update-order output-first|together] [--learning-rate R]
 *
 * The same bits: write initialWeights(network, 0, "float32") of percept raw to FILE and give it to --init; --save
 * then equals w1, w2 of model.npz from `percept train --engine wasm --no-shuffle --seed 0`, the epochs being equal.
 *
 * One JSON line an epoch on stdout: loss is the mean over images of the sum over outputs, mean squared error the
 * mean over both, seconds the training alone; the preparation is told on stderr.
 * FILE: little-endian float32, w1 [20, 785] then w2 [10, 21], row-major, column 0 the bias.
 *
 * The data lie as percept has them: 81 % of the pixels are 0 and change nothing, the others are kept as entries; an
 * input's weights to all units are one row. So the difference is what 8 lanes and C are worth, not another method.
 */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { INPUTS = 784, HIDDEN = 20, CLASSES = 10, ROW2 = 16 };

/* Weights, input by input, the bias first: of the hidden layer 20 a row, of the output 10 and 6 zeros. The last four
 * rows are only read, to fill up vectors. */
static struct {
    _Alignas(64) float hidden[1 + INPUTS][HIDDEN];
    _Alignas(64) float output[1 + HIDDEN + 4][ROW2];
} net;

/* A pixel that is not 0: the byte offset of its weights and its value; an image's first entry is (0, 1), the bias. */
typedef struct { uint32_t offset; float value; } Entry;

/* Image i is the entries from[i] <= e < from[i + 1]. */
static struct {
    uint32_t count, *from;
    Entry *entries;
    uint8_t *label;
} data;

typedef struct { uint32_t hits; double loss, squaredError; } Totals; /* sums over images */
typedef struct { __m256 a, b; __m128 c; } Units; /* hidden units 0-7, 8-15, 16-19 */

static inline __m256 all(float x) { return _mm256_set1_ps(x); }
static inline __m256 multiplyAdd(__m256 a, __m256 b, __m256 c) { return _mm256_add_ps(_mm256_mul_ps(a, b), c); }
static inline __m128 low(__m256 a) { return _mm256_castps256_ps128(a); }
static inline __m128 high(__m256 a) { return _mm256_extractf128_ps(a, 1); }
static inline __m256 wide(__m128 a) { return _mm256_castps128_ps256(a); }

/* e^x, sigmoid and log(1 + e^z): operation by operation those of elementary.ts. */
static inline __m256 expOf(__m256 x)
{
    x = _mm256_min_ps(all(88.f), _mm256_max_ps(all(-87.f), x));
    __m256 shifted = multiplyAdd(x, all(1.4426950408889634f), all(12582912.f)), n = _mm256_sub_ps(shifted, all(12582912.f));
    __m256 r = _mm256_sub_ps(x, _mm256_mul_ps(n, all(0.693359375f)));
    r = _mm256_sub_ps(r, _mm256_mul_ps(n, all(-2.1219444005469057e-4f)));
    __m256 r2 = _mm256_mul_ps(r, r);
    __m256 c76 = multiplyAdd(all((float)(1.0 / 5040)), r, all((float)(1.0 / 720)));
    __m256 c54 = multiplyAdd(all((float)(1.0 / 120)), r, all((float)(1.0 / 24)));
    __m256 c32 = multiplyAdd(all((float)(1.0 / 6)), r, all(0.5f)), c10 = _mm256_add_ps(r, all(1.f));
    __m256 p = multiplyAdd(multiplyAdd(multiplyAdd(c76, r2, c54), r2, c32), r2, c10);
    __m256i power = _mm256_add_epi32(_mm256_slli_epi32(_mm256_castps_si256(shifted), 23), _mm256_castps_si256(all(1.f)));
    return _mm256_mul_ps(p, _mm256_castsi256_ps(power));
}

static inline __m256 sigmoid(__m256 z)
{
    __m256 e = expOf(_mm256_xor_ps(z, all(-0.f)));
    return _mm256_div_ps(all(1.f), _mm256_add_ps(all(1.f), e));
}

static inline __m256 softplus(__m256 z)
{
    static const float factors[] = {(float)(2.0 / 13), (float)(2.0 / 11), (float)(2.0 / 9), (float)(2.0 / 7),
                                    (float)(2.0 / 5), (float)(2.0 / 3), 2.f};
    __m256 t = expOf(_mm256_or_ps(z, all(-0.f)));
    __m256 s = _mm256_div_ps(t, _mm256_add_ps(all(2.f), t)), q = _mm256_mul_ps(s, s), p = all((float)(2.0 / 15));
    for (int i = 0; i < 7; i++) p = multiplyAdd(p, q, all(factors[i]));
    return _mm256_add_ps(_mm256_max_ps(z, all(0.f)), _mm256_mul_ps(s, p));
}

static inline void forwardEntry(const Entry *e, Units *sum)
{
    const float *w = (const float *)((const char *)net.hidden + e->offset);
    __m256 x = _mm256_broadcast_ss(&e->value);
    sum->a = _mm256_add_ps(sum->a, _mm256_mul_ps(_mm256_loadu_ps(w), x));
    sum->b = _mm256_add_ps(sum->b, _mm256_mul_ps(_mm256_loadu_ps(w + 8), x));
    sum->c = _mm_add_ps(sum->c, _mm_mul_ps(_mm_load_ps(w + 16), low(x)));
}

/* step: rate delta */
static inline void updateEntry(const Entry *e, Units step)
{
    float *w = (float *)((char *)net.hidden + e->offset);
    __m256 x = _mm256_broadcast_ss(&e->value);
    _mm256_storeu_ps(w, _mm256_sub_ps(_mm256_loadu_ps(w), _mm256_mul_ps(step.a, x)));
    _mm256_storeu_ps(w + 8, _mm256_sub_ps(_mm256_loadu_ps(w + 8), _mm256_mul_ps(step.b, x)));
    _mm_store_ps(w + 16, _mm_sub_ps(_mm_load_ps(w + 16), _mm_mul_ps(step.c, low(x))));
}

static inline Units forwardImage(uint32_t i)
{
    Units sum = {all(0), all(0), _mm_setzero_ps()};
    for (const Entry *e = data.entries + data.from[i], *end = data.entries + data.from[i + 1]; e < end; e++) forwardEntry(e, &sum);
    return sum;
}

static inline void updateImage(uint32_t i, Units step)
{
    for (const Entry *e = data.entries + data.from[i], *end = data.entries + data.from[i + 1]; e < end; e++) updateEntry(e, step);
}

/* Every output's row takes its step, rate delta h; h[0] is the bias' 1. */
static inline void updateOutput(const float h[1 + HIDDEN], __m256 step0, __m128 step1)
{
    for (int j = 0; j <= HIDDEN; j++) {
        float *w = net.output[j];
        __m256 x = _mm256_broadcast_ss(h + j);
        _mm256_store_ps(w, _mm256_sub_ps(_mm256_load_ps(w), _mm256_mul_ps(step0, x)));
        _mm_store_ps(w + 8, _mm_sub_ps(_mm_load_ps(w + 8), _mm_mul_ps(step1, low(x))));
    }
}

/* Sums of neighbours: a0 + a1, a2 + a3, b0 + b1, b2 + b3, in each half. */
static inline __m256 addPairs(__m256 a, __m256 b) { return _mm256_add_ps(_mm256_shuffle_ps(a, b, 0x88), _mm256_shuffle_ps(a, b, 0xdd)); }

/* W^T delta for eight hidden units from j on, summed as fourDots in products.ts: outputs four apart, then lanes. */
static inline __m256 backward(int j, const __m256 delta[3])
{
    __m256 r[4];
    for (int m = 0; m < 4; m++) {
        const float *w = net.output[1 + j + m], *w4 = net.output[1 + j + m + 4];
        for (int v = 0; v < 3; v++) {
            __m256 product = _mm256_mul_ps(_mm256_insertf128_ps(wide(_mm_load_ps(w + 4 * v)), _mm_load_ps(w4 + 4 * v), 1), delta[v]);
            r[m] = v ? _mm256_add_ps(r[m], product) : product;
        }
    }
    return addPairs(addPairs(r[0], r[1]), addPairs(r[2], r[3]));
}

static inline double sumOfLanes(__m128 v)
{
    return ((double)v[0] + (double)v[1]) + ((double)v[2] + (double)v[3]);
}

/* One pass over the images. With `together` the error goes back through the weights from before the update,
 * otherwise through the updated ones, as in the NumPy program. */
static inline __attribute__((always_inline)) Totals trainEpoch(const int together, const float rate)
{
    static const float oneHot[32] = {[15] = 1}; /* read from 15 - label on */
    const __m256 one = all(1.f), rates = all(rate);
    const __m128 firstTwo = _mm_castsi128_ps(_mm_setr_epi32(-1, -1, 0, 0));
    Totals totals = {0, 0, 0};

    for (uint32_t i = 0; i < data.count; i++) {
        const Units z = forwardImage(i);

        /* activations, and z of the outputs: 0-7 in z0, 8 and 9 in z1 */
        float h[1 + HIDDEN] = {1};
        _Alignas(32) float zs[CLASSES + 6];
        __m256 h0 = sigmoid(z.a), h1 = sigmoid(z.b), h2 = sigmoid(wide(z.c));
        _mm256_storeu_ps(h + 1, h0), _mm256_storeu_ps(h + 9, h1), _mm_storeu_ps(h + 17, low(h2));
        __m256 z0 = all(0);
        __m128 z1 = _mm_setzero_ps();
        for (int j = 0; j <= HIDDEN; j++) {
            __m256 x = _mm256_broadcast_ss(h + j);
            z0 = _mm256_add_ps(z0, _mm256_mul_ps(_mm256_load_ps(net.output[j]), x));
            z1 = _mm_add_ps(z1, _mm_mul_ps(_mm_load_ps(net.output[j] + 8), low(x)));
        }

        /* delta = a - y of the outputs, then of the hidden units */
        const uint32_t label = data.label[i];
        __m256 a0 = sigmoid(z0), d0 = _mm256_sub_ps(a0, _mm256_loadu_ps(oneHot + 15 - label));
        __m128 a1 = low(sigmoid(wide(z1))), d1 = _mm_and_ps(_mm_sub_ps(a1, _mm_loadu_ps(oneHot + 23 - label)), firstTwo);
        __m256 delta[3] = {_mm256_permute2f128_ps(d0, d0, 0x00), _mm256_permute2f128_ps(d0, d0, 0x11), _mm256_set_m128(d1, d1)};
        __m256 outStep0 = _mm256_mul_ps(d0, rates);
        __m128 outStep1 = _mm_mul_ps(d1, low(rates));
        if (!together) updateOutput(h, outStep0, outStep1);
        __m256 back0 = backward(0, delta), back1 = backward(8, delta), back2 = backward(16, delta);
        if (together) updateOutput(h, outStep0, outStep1);
        Units step = {_mm256_mul_ps(rates, _mm256_mul_ps(back0, _mm256_mul_ps(h0, _mm256_sub_ps(one, h0)))),
                      _mm256_mul_ps(rates, _mm256_mul_ps(back1, _mm256_mul_ps(h1, _mm256_sub_ps(one, h1)))),
                      low(_mm256_mul_ps(rates, _mm256_mul_ps(back2, _mm256_mul_ps(h2, _mm256_sub_ps(one, h2)))))};

        /* loss, squared error, and the hit: no output is larger, and none before the label's is equal */
        __m256 loss0 = softplus(z0), square0 = _mm256_mul_ps(d0, d0);
        __m128 loss1 = _mm_and_ps(low(softplus(wide(z1))), firstTwo);
        _mm256_store_ps(zs, z0), _mm_store_ps(zs + 8, z1);
        totals.loss += sumOfLanes(_mm_add_ps(_mm_add_ps(low(loss0), high(loss0)), loss1)) - (double)zs[label];
        totals.squaredError += sumOfLanes(_mm_add_ps(_mm_add_ps(low(square0), high(square0)), _mm_mul_ps(d1, d1))) / CLASSES;
        _Alignas(32) float as[CLASSES + 6];
        _mm256_store_ps(as, a0), _mm_store_ps(as + 8, a1);
        __m256 ofLabel = _mm256_broadcast_ss(as + label);
        int larger = _mm256_movemask_ps(_mm256_cmp_ps(a0, ofLabel, _CMP_GT_OQ)) | _mm_movemask_ps(_mm_cmpgt_ps(a1, low(ofLabel))) << 8;
        int equal = _mm256_movemask_ps(_mm256_cmp_ps(a0, ofLabel, _CMP_EQ_OQ)) | _mm_movemask_ps(_mm_cmpeq_ps(a1, low(ofLabel))) << 8;
        totals.hits += ((larger & 0x3ff) | (equal & ((1 << label) - 1))) == 0;

        /* update of the hidden layer */
        updateImage(i, step);
    }
    return totals;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

#define FAIL(...) (fprintf(stderr, "t1: " __VA_ARGS__), fputc('\n', stderr), exit(2))

static void *allocate(size_t bytes)
{
    void *memory = malloc(bytes);
    if (!memory) FAIL("no memory for %zu bytes", bytes);
    return memory;
}

static uint8_t *readFile(const char *path, size_t *sizeBytes)
{
    FILE *file = fopen(path, "rb");
    long end = file && fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    if (end < 0 || end == INT64_MAX) FAIL("%s: cannot be read; expected a file", path); /* a folder is that long */
    rewind(file);
    uint8_t *bytes = allocate(*sizeBytes = (size_t)end);
    if (fread(bytes, 1, *sizeBytes, file) != *sizeBytes) FAIL("%s: could not read all of its %ld bytes", path, end);
    fclose(file);
    return bytes;
}

static uint32_t bigEndian(const uint8_t *b) { return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3]; }

/* The items of an IDX file, behind its header (http://yann.lecun.com/exdb/mnist/, "file formats"). */
static uint8_t *readIdx(const char *folder, const char *name, uint32_t magic, size_t itemBytes, uint32_t *count)
{
    char path[4096];
    size_t size, header = magic == 2051 ? 16 : 8;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    uint8_t *bytes = readFile(path, &size);
    if (size < header || bigEndian(bytes) != magic) FAIL("%s: expected a header of %zu bytes with magic %u", path, header, magic);
    if (magic == 2051 && (bigEndian(bytes + 8) != 28 || bigEndian(bytes + 12) != 28))
        FAIL("%s: expected images of 28 x 28, got %u x %u", path, bigEndian(bytes + 8), bigEndian(bytes + 12));
    *count = bigEndian(bytes + 4);
    if (!*count || size != header + *count * itemBytes) FAIL("%s: expected 1 item or more in %zu bytes, got %zu", path, header + *count * itemBytes, size);
    return bytes + header;
}

/* Images become lists of entries. */
static void loadImages(const char *folder)
{
    uint32_t labels;
    const uint8_t *pixels = readIdx(folder, "train-images-idx3-ubyte", 2051, INPUTS, &data.count);
    data.label = readIdx(folder, "train-labels-idx1-ubyte", 2049, 1, &labels);
    if (labels != data.count) FAIL("%s: expected %u labels, one for each image, got %u", folder, data.count, labels);
    for (uint32_t i = 0; i < labels; i++) if (data.label[i] >= CLASSES) FAIL("label %u must be in [0, 9], got %u", i, data.label[i]);
    double start = now();
    data.from = allocate((data.count + 1) * sizeof *data.from);
    data.entries = allocate((size_t)data.count * (1 + INPUTS) * sizeof *data.entries);
    uint32_t e = 0;
    for (uint32_t i = 0; i < data.count; i++, pixels += INPUTS) {
        data.from[i] = e;
        data.entries[e++] = (Entry){0, 1};
        for (uint32_t j = 0; j < INPUTS; j++) {
            if (pixels[j]) data.entries[e++] = (Entry){(1 + j) * HIDDEN * sizeof(float), (float)(pixels[j] / 255.0)};
        }
    }
    data.from[data.count] = e;
    fprintf(stderr, "t1: %u images, %.1f entries each, prepared in %.3f s\n", data.count, (double)e / data.count, now() - start);
}

/* Where weight i of an --init or --save file lies. */
static float *weight(size_t i)
{
    const size_t first = HIDDEN * (1 + INPUTS), columns = i < first ? 1 + INPUTS : 1 + HIDDEN;
    const size_t rest = i < first ? i : i - first, unit = rest / columns, column = rest % columns;
    return i < first ? &net.hidden[column][unit] : &net.output[column][unit];
}

int main(int argc, char **argv)
{
    const char *folder = NULL, *init = NULL, *save = NULL, *order = "together", *epochText = NULL, *rateText = "0.01";
    for (int i = 1; i < argc; i++) {
        const char **option = !strcmp(argv[i], "--epochs") ? &epochText : !strcmp(argv[i], "--init") ? &init
            : !strcmp(argv[i], "--save") ? &save : !strcmp(argv[i], "--update-order") ? &order
            : !strcmp(argv[i], "--learning-rate") ? &rateText : NULL;
        if (option && ++i == argc) FAIL("%s needs a value", argv[i - 1]);
        if (!option && (argv[i][0] == '-' || folder)) FAIL("unknown argument %s", argv[i]);
        *(option ? option : &folder) = argv[i];
    }
    char *end = "", *rateEnd;
    const float rate = (float)strtod(rateText, &rateEnd);
    long epochs = epochText ? strtol(epochText, &end, 10) : 0;
    int together = !strcmp(order, "together");
    if (!folder || !epochText)
        FAIL("usage: t1 MNIST_DIR --epochs N [--init FILE] [--save FILE] [--update-order output-first|together] [--learning-rate R]");
    if (epochs < 1 || *end) FAIL("--epochs must be a whole number of 1 or more, got %s", epochText);
    if (!(rate > 0 && rate < 1e30f) || *rateEnd) FAIL("--learning-rate must be a number above 0, got %s", rateText);
    if (!together && strcmp(order, "output-first")) FAIL("--update-order must be output-first or together, got %s", order);

    loadImages(folder);
    const size_t weights = HIDDEN * (1 + INPUTS) + CLASSES * (1 + HIDDEN);
    if (init) {
        size_t size;
        const float *values = (const float *)readFile(init, &size);
        if (size != weights * sizeof(float)) FAIL("%s: expected %zu bytes, got %zu", init, weights * sizeof(float), size);
        for (size_t i = 0; i < weights; i++) *weight(i) = values[i];
    } else { /* Numerical Recipes' quick generator, 3rd ed., section 7.1 */
        uint32_t state = 1015568748; /* seed 1 */
        for (size_t i = 0; i < weights; i++, state = state * 1664525u + 1013904223u)
            *weight(i) = (float)(state >> 8) / 16777216.f - 0.5f;
    }
    for (long epoch = 1; epoch <= epochs; epoch++) {
        double start = now();
        Totals t = together ? trainEpoch(1, rate) : trainEpoch(0, rate); /* compiled apart */
        double seconds = now() - start;
        printf("{\"epoch\": %ld, \"hits\": %u, \"loss\": %.9g, \"meanSquaredError\": %.9g, \"seconds\": %.6f}\n", epoch, t.hits,
               t.loss / data.count, t.squaredError / data.count, seconds);
    }
    if (save) {
        FILE *file = fopen(save, "wb");
        size_t written = 0;
        for (size_t i = 0; file && i < weights; i++) written += fwrite(weight(i), sizeof(float), 1, file);
        if (!file || fclose(file) || written != weights) FAIL("%s: cannot be written", save);
    }
    return 0;
}
