/* Products of 8-bit matrices with sums of 32 bits, which become numbers in floating point group by group. A sum of 128 products is below 2^22, so none of
   these ways can overflow. */

static void plain_multiply(
    const int8_t *activations, const float *row_scales, size_t rows, const int8_t *weights, const float *scales, const float *bias, size_t outputs,
    size_t depth, float *values) {
    /* In 16 bits, which every compiler knows how to multiply and add side by side. */
    int16_t wide[ROWS][GROUP], weight[BLOCK][GROUP];
    for (size_t g = 0; g < depth / GROUP; g++, activations += rows * GROUP, row_scales += ROWS) {
        for (size_t i = 0; i < rows; i++)
            for (size_t k = 0; k < GROUP; k++) wide[i][k] = activations[i * GROUP + k];
        for (size_t o = 0; o < outputs; o += BLOCK) {
            const int8_t *fours = weights + o * depth + g * GROUP * BLOCK;
            for (size_t k = 0; k < GROUP; k += 4, fours += 4 * BLOCK)
                for (size_t n = 0; n < 4 * BLOCK; n++) weight[n / 4][k + n % 4] = fours[n];
            for (size_t i = 0; i < rows; i++) {
                float *to = values + i * outputs + o;
                for (size_t n = 0; n < BLOCK; n++) {
                    int32_t sum = 0;
                    for (size_t k = 0; k < GROUP; k++) sum += wide[i][k] * weight[n][k];
                    to[n] = (float)sum * (scales[o + n] * row_scales[i]) + (g > 0 ? to : bias + o)[n];
                }
            }
        }
    }
}

#ifdef __x86_64__
/* The instructions below multiply four bytes of a row of activations with four of each of sixteen (or eight) rows of weights at a time, as the weights lie. */

static inline int32_t four_at(const int8_t *bytes) {
    int32_t four;
    memcpy(&four, bytes, sizeof four);
    return four;
}

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)

/* VPMADDUBSW takes unsigned times signed and adds two of them in 16 bits: |w| × (a with the sign of w) is at most 2 × 128 × 127, which fits. */
static void avx2_multiply(
    const int8_t *activations, const float *row_scales, size_t rows, const int8_t *weights, const float *scales, const float *bias, size_t outputs,
    size_t depth, float *values) {
    enum { AT_ONCE = 4 };
    const __m256i ones = _mm256_set1_epi16(1);
    for (size_t o = 0; o < outputs; o += BLOCK, weights += BLOCK * depth)
        for (size_t i = 0; i < rows; i += AT_ONCE)
            for (size_t g = 0; g < depth / GROUP; g++) {
                const int8_t *row[AT_ONCE], *fours = weights + g * GROUP * BLOCK;
                __m256i sum[AT_ONCE][2];
                /* Behind the last row it is taken again, and not stored. */
                for (size_t r = 0; r < AT_ONCE; r++) {
                    row[r] = activations + (g * rows + (i + r < rows ? i + r : rows - 1)) * GROUP;
                    sum[r][0] = sum[r][1] = _mm256_setzero_si256();
                }
                for (size_t k = 0; k < GROUP; k += 4, fours += 4 * BLOCK) {
                    __m256i w[2], size[2];
                    for (int half = 0; half < 2; half++) {
                        w[half] = _mm256_loadu_si256((const __m256i *)(fours + 32 * half));
                        size[half] = _mm256_abs_epi8(w[half]);
                    }
                    for (size_t r = 0; r < AT_ONCE; r++) {
                        __m256i a = _mm256_set1_epi32(four_at(row[r] + k));
                        for (int half = 0; half < 2; half++) {
                            __m256i pairs = _mm256_maddubs_epi16(size[half], _mm256_sign_epi8(a, w[half]));
                            sum[r][half] = _mm256_add_epi32(sum[r][half], _mm256_madd_epi16(pairs, ones));
                        }
                    }
                }
                for (size_t r = 0; r < AT_ONCE && i + r < rows; r++)
                    for (int half = 0; half < 2; half++) {
                        size_t at = o + 8 * half;
                        float *to = values + (i + r) * outputs + at;
                        __m256 scale = _mm256_mul_ps(_mm256_loadu_ps(scales + at), _mm256_set1_ps(row_scales[g * ROWS + i + r]));
                        __m256 added = _mm256_mul_ps(_mm256_cvtepi32_ps(sum[r][half]), scale);
                        _mm256_storeu_ps(to, _mm256_add_ps(added, _mm256_loadu_ps(g > 0 ? to : bias + at)));
                    }
            }
}
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target(VNNI))), apply_to = function)

/* VPDPBUSD takes unsigned times signed: weights are w + 128 here, and 128 × the sum of the activations is taken off. */
static void vnni_multiply(
    const int8_t *activations, const float *row_scales, size_t rows, const int8_t *weights, const float *scales, const float *bias, size_t outputs,
    size_t depth, float *values) {
    enum { AT_ONCE = 8 };
    const __m512i flip = _mm512_set1_epi8(-128);
    int32_t excess[TUCKBOX_ENCODER_INNER / GROUP * ROWS];
    for (size_t n = 0; n < depth / GROUP * rows; n++) {
        excess[n] = 0;
        for (size_t k = 0; k < GROUP; k++) excess[n] -= activations[n * GROUP + k];
        excess[n] *= 128;
    }
    for (size_t o = 0; o < outputs; o += 2 * BLOCK, weights += 2 * BLOCK * depth)
        for (size_t i = 0; i < rows; i += AT_ONCE) {
            __m512 value[AT_ONCE][2];
            for (size_t r = 0; r < AT_ONCE; r++)
                for (int half = 0; half < 2; half++) value[r][half] = _mm512_loadu_ps(bias + o + BLOCK * half);
            for (size_t g = 0; g < depth / GROUP; g++) {
                const int8_t *row[AT_ONCE], *fours = weights + g * GROUP * BLOCK;
                float row_scale[AT_ONCE];
                __m512i sum[AT_ONCE][2];
                /* Behind the last row it is taken again, and not stored. */
                for (size_t r = 0; r < AT_ONCE; r++) {
                    size_t number = i + r < rows ? i + r : rows - 1;
                    row[r] = activations + (g * rows + number) * GROUP;
                    row_scale[r] = row_scales[g * ROWS + number];
                    sum[r][0] = sum[r][1] = _mm512_set1_epi32(excess[g * rows + number]);
                }
                for (size_t k = 0; k < GROUP; k += 4, fours += 4 * BLOCK) {
                    __m512i w[2] = {
                        _mm512_xor_si512(_mm512_loadu_si512(fours), flip), _mm512_xor_si512(_mm512_loadu_si512(fours + depth * BLOCK), flip)};
                    for (size_t r = 0; r < AT_ONCE; r++) {
                        __m512i a = _mm512_set1_epi32(four_at(row[r] + k));
                        for (int half = 0; half < 2; half++) sum[r][half] = _mm512_dpbusd_epi32(sum[r][half], w[half], a);
                    }
                }
                for (size_t r = 0; r < AT_ONCE; r++)
                    for (int half = 0; half < 2; half++) {
                        __m512 scale = _mm512_mul_ps(_mm512_loadu_ps(scales + o + BLOCK * half), _mm512_set1_ps(row_scale[r]));
                        value[r][half] = _mm512_add_ps(_mm512_mul_ps(_mm512_cvtepi32_ps(sum[r][half]), scale), value[r][half]);
                    }
            }
            for (size_t r = 0; r < AT_ONCE && i + r < rows; r++)
                for (int half = 0; half < 2; half++) _mm512_storeu_ps(values + (i + r) * outputs + o + BLOCK * half, value[r][half]);
        }
}
#pragma clang attribute pop
#endif
