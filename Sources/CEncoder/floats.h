/* The kernels in floating point, once for each instruction set: NAME(x) is the set's x. Sixteen numbers at a time, whatever a register holds, added up in
   an order that does not depend on it; products are rounded before they are added. So all sets give the same bits. */

static inline floats NAME(load)(const float *from) { return *(const loose_floats *)from; }
static inline void NAME(store)(float *to, floats values) { *(loose_floats *)to = values; }

static inline float NAME(total)(floats values) {
    float sums[LANES];
    memcpy(sums, &values, sizeof sums);
    for (int half = LANES / 2; half > 0; half /= 2)
        for (int i = 0; i < half; i++) sums[i] += sums[i + half];
    return sums[0];
}

/* e to the power of x: 2 to a whole number, times Taylor's polynomial of what is left, which is within ±ln 2 / 2. Relative error 2e-7. */
static inline floats NAME(exponential)(floats x) {
    /* NaN, if x is no finite number: bounds would hide it. */
    floats odd = x - x;
    x = __builtin_elementwise_max(__builtin_elementwise_min(x, (floats){} + 88.0f), (floats){} - 87.0f);
    /* Added to 1.5 × 2^23, a number is rounded, and lies in the lowest bits. */
    floats shifted = x * 1.44269504f + 12582912.0f;
    floats whole = shifted - 12582912.0f;
    /* ln 2 in two parts, the first of few bits. */
    floats r = x - whole * 0.693359375f + whole * 2.12194440e-4f;
    floats power = (((((r * (1 / 720.0f) + 1 / 120.0f) * r + 1 / 24.0f) * r + 1 / 6.0f) * r + 0.5f) * r + 1.0f) * r + 1.0f;
    return (floats)((bits)power + ((bits)shifted << 23)) + odd;
}

/* With the normal distribution's tail by Abramowitz and Stegun 7.1.26: absolute error of erf 1.5e-7. */
static void NAME(gelu)(float *values, size_t count) {
    for (size_t i = 0; i < count; i += LANES) {
        floats x = NAME(load)(values + i), size = __builtin_elementwise_abs(x), z = size * 0.70710678f;
        floats t = 1.0f / (1.0f + 0.3275911f * z);
        floats tail = ((((1.061405429f * t - 1.453152027f) * t + 1.421413741f) * t - 0.284496736f) * t + 0.254829592f) * t;
        NAME(store)(values + i, __builtin_elementwise_max(x, (floats){}) - size * 0.5f * tail * NAME(exponential)(-z * z));
    }
}

static void NAME(quantise)(const float *values, size_t rows, size_t width, int8_t *quantised, float *scales) {
    for (size_t g = 0; g < width / GROUP; g++)
        for (size_t i = 0; i < rows; i++, quantised += GROUP) {
            const float *group = values + i * width + g * GROUP;
            floats largest = {}, odd = {};
            for (size_t k = 0; k < GROUP; k += LANES) {
                floats value = NAME(load)(group + k);
                largest = __builtin_elementwise_max(largest, __builtin_elementwise_abs(value));
                odd += value - value;
            }
            float most = __builtin_reduce_max(largest);
            /* The maximum passes over NaN; here it shows. */
            scales[g * ROWS + i] = most / 127.0f + NAME(total)(odd);
            float factor = most > 1e-30f ? 127.0f / most : 0.0f;
            for (size_t k = 0; k < GROUP; k += LANES) {
                bits rounded = (bits)(NAME(load)(group + k) * factor + 12582912.0f);
                *(loose_bytes *)(quantised + k) = __builtin_convertvector(rounded, bytes);
            }
        }
}

static void NAME(embed)(const int8_t *word, float scale, const float *flag, const float *position, float *row) {
    for (size_t k = 0; k < WIDTH; k += LANES) {
        floats value = __builtin_convertvector(*(const loose_bytes *)(word + k), floats) * scale;
        NAME(store)(row + k, value + NAME(load)(flag + k) + NAME(load)(position + k));
    }
}

static void NAME(normalise)(float *values, const float *added, size_t rows, const float *weight, const float *bias) {
    for (size_t i = 0; i < rows; i++, values += WIDTH) {
        floats sum = {}, squares = {};
        for (size_t k = 0; k < WIDTH; k += LANES) {
            floats value = NAME(load)(values + k);
            if (added) value += NAME(load)(added + i * WIDTH + k);
            NAME(store)(values + k, value);
            sum += value;
        }
        float mean = NAME(total)(sum) / WIDTH;
        for (size_t k = 0; k < WIDTH; k += LANES) {
            floats deviation = NAME(load)(values + k) - mean;
            squares += deviation * deviation;
        }
        float factor = 1.0f / __builtin_elementwise_sqrt(NAME(total)(squares) / WIDTH + 1e-12f);
        for (size_t k = 0; k < WIDTH; k += LANES)
            NAME(store)(values + k, (NAME(load)(values + k) - mean) * factor * NAME(load)(weight + k) + NAME(load)(bias + k));
    }
}

/* to[q] = sum over n of factors[q][n] × vectors[n], for four queries at once: sixteen columns, `stride` apart from one n to the next. */
static inline void NAME(combine)(
    const float *const factors[QUERIES], size_t count, const float *vectors, size_t stride, floats to[QUERIES]) {
    for (int q = 0; q < QUERIES; q++) to[q] = (floats){};
    for (size_t n = 0; n < count; n++, vectors += stride) {
        floats vector = NAME(load)(vectors);
        for (int q = 0; q < QUERIES; q++) to[q] += factors[q][n] * vector;
    }
}

/* Softmax, without the division: e to the power of each of `count` scores, the others 0.
   Returns their sum. */
static inline float NAME(weigh)(float *scores, size_t count) {
    floats largest = (floats){} - 3e38f, sum = {};
    for (size_t n = count; n % LANES; n++) scores[n] = -3e38f;
    for (size_t n = 0; n < count; n += LANES) largest = __builtin_elementwise_max(largest, NAME(load)(scores + n));
    float most = __builtin_reduce_max(largest);
    for (size_t n = 0; n < count; n += LANES) {
        floats power = NAME(exponential)((NAME(load)(scores + n) - most) * 0.176776695f);
        NAME(store)(scores + n, power);
    }
    for (size_t n = count; n % LANES; n++) scores[n] = 0;
    for (size_t n = 0; n < count; n += LANES) sum += NAME(load)(scores + n);
    return NAME(total)(sum);
}

static void NAME(attend)(const float *queries_keys_values, size_t rows, float *attended) {
    float keys[HEAD][ROWS], scores[QUERIES][ROWS];
    memset(keys, 0, sizeof keys);
    for (size_t head = 0; head < WIDTH / HEAD; head++) {
        const float *first = queries_keys_values + head * HEAD;
        for (size_t n = 0; n < rows; n++)
            for (size_t k = 0; k < HEAD; k++) keys[k][n] = first[n * 3 * WIDTH + WIDTH + k];
        for (size_t i = 0; i < rows; i += QUERIES) {
            const float *query[QUERIES], *weights[QUERIES];
            float sums[QUERIES];
            floats result[QUERIES];
            /* Behind the last row it is asked again, and not stored. */
            for (size_t q = 0; q < QUERIES; q++) query[q] = first + (i + q < rows ? i + q : rows - 1) * 3 * WIDTH;
            for (size_t n = 0; n < rows; n += LANES) {
                NAME(combine)(query, HEAD, keys[0] + n, ROWS, result);
                for (int q = 0; q < QUERIES; q++) NAME(store)(scores[q] + n, result[q]);
            }
            for (int q = 0; q < QUERIES; q++) sums[q] = NAME(weigh)(scores[q], rows), weights[q] = scores[q];
            for (size_t k = 0; k < HEAD; k += LANES) {
                NAME(combine)(weights, rows, first + 2 * WIDTH + k, 3 * WIDTH, result);
                for (size_t q = 0; q < QUERIES && i + q < rows; q++)
                    NAME(store)(attended + (i + q) * WIDTH + head * HEAD + k, result[q] / sums[q]);
            }
        }
    }
}

static float NAME(pool)(const float *values, size_t rows, const float *head) {
    floats score = {};
    for (size_t k = 0; k < WIDTH; k += LANES) {
        floats sum = {}, most = NAME(load)(values + k);
        for (size_t i = 0; i < rows; i++) {
            floats value = NAME(load)(values + i * WIDTH + k);
            sum += value;
            most = __builtin_elementwise_max(most, value);
        }
        score += sum / (float)rows * NAME(load)(head + k) + most * NAME(load)(head + WIDTH + k);
    }
    return NAME(total)(score);
}
