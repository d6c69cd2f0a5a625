#pragma once
#include <stddef.h>
#include <stdint.h>

/* Arithmetic of a small Transformer encoder whose weights are 8-bit integers. Every set of kernels gives the same bits: a document's score does not
   depend on the processor it is read by. Nothing is allocated, nothing outside the arrays is read, and no value is an error: what comes of NaN and infinities is NaN. */

/* The shape that the kernels are made for. */
enum {
    TUCKBOX_ENCODER_ROWS = 96, /* pieces of a window, at most */
    TUCKBOX_ENCODER_WIDTH = 384,
    TUCKBOX_ENCODER_HEADS = 12,
    TUCKBOX_ENCODER_INNER = 1536,
    /* Columns of activations that have a scale together: a few columns are much larger than all others, and only their neighbours suffer from it. */
    TUCKBOX_ENCODER_GROUP = 128,
    /* Outputs whose weights lie side by side. */
    TUCKBOX_ENCODER_BLOCK = 16,
};

/* Activations and what is made of them are row-major, 1 to 96 rows, one for each piece. */
struct tuckbox_encoder_kernels {
    const char *name;

    /* Group g of row i is about scales[g × 96 + i] × quantised[g][i], with its largest at ±127. */
    void (*quantise)(const float *values, size_t rows, size_t width, int8_t *quantised, float *scales);
    /* values[i][o] = bias[o], and for each group g of 128 columns, one after the other, its activations[i] · weights[o], which is exact, × scales[o] ×
       rowScales[g × 96 + i]. Activations are as `quantise` leaves them, from -127 to 127, group by group. Weights lie as [outputs / 16][depth / 4][16][4]: of
       each of sixteen outputs four columns, then the next four. Outputs are a multiple of 32, the depth is one of 128, at most 1536. */
    void (*multiply)(
        const int8_t *activations, const float *rowScales, size_t rows, const int8_t *weights, const float *scales, const float *bias, size_t outputs,
        size_t depth, float *values);
    /* x becomes x Φ(x), Φ being the normal distribution. */
    void (*gelu)(float *values, size_t count);

    /* The vector of a piece: word × scale + flag + position, not yet normalised. */
    void (*embed)(const int8_t *word, float scale, const float *flag, const float *position, float *row);
    /* values = LayerNorm(values + added) of rows of 384; added may be NULL. */
    void (*normalise)(float *values, const float *added, size_t rows, const float *weight, const float *bias);
    /* Twelve heads of 32: queries, keys and values lie side by side in rows of 3 × 384. */
    void (*attend)(const float *queriesKeysValues, size_t rows, float *attended);
    /* head · (mean of the rows, maximum of the rows), head being 2 × 384 weights. */
    float (*pool)(const float *values, size_t rows, const float *head);
};

/* The sets that this processor has, from 0, which is plain C; the last is the fastest. NULL behind it. */
const struct tuckbox_encoder_kernels *tuckbox_encoder_kernels(size_t number);
