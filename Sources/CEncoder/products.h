/* Products of 8-bit matrices with sums of 32 bits. A sum of 128 products is below 2^22, so none of these ways can overflow. */

/* In 16 bits, which every compiler knows how to multiply and add side by side. */
static void plain_product(const int8_t *activations, size_t rows, const int8_t *weights, size_t outputs, size_t stride, int32_t *sums) {
    int16_t wide[ROWS][GROUP], weight[GROUP];
    for (size_t i = 0; i < rows; i++)
        for (size_t k = 0; k < GROUP; k++) wide[i][k] = activations[i * GROUP + k];
    for (size_t o = 0; o < outputs; o++) {
        for (size_t k = 0; k < GROUP; k++) weight[k] = weights[o * stride + k];
        for (size_t i = 0; i < rows; i++) {
            int32_t sum = 0;
            for (size_t k = 0; k < GROUP; k++) sum += wide[i][k] * weight[k];
            sums[i * outputs + o] = sum;
        }
    }
}

#ifdef __x86_64__
/* The instructions below multiply four bytes of a row of activations with four of each of sixteen (or eight) rows of weights at a time. So sixteen rows of
   weights are laid out as [four bytes][row], which costs a fraction of what is then done with them for all activations. */
typedef int32_t fours_of_rows[16];

static void lay_out(const int8_t *weights, size_t stride, __m128i flip, fours_of_rows *fours) {
    for (size_t row = 0; row < 16; row += 4)
        for (size_t k = 0; k < GROUP; k += 16) {
            const int8_t *from = weights + row * stride + k;
            __m128i a = _mm_loadu_si128((const __m128i *)from), b = _mm_loadu_si128((const __m128i *)(from + stride));
            __m128i c = _mm_loadu_si128((const __m128i *)(from + 2 * stride)), d = _mm_loadu_si128((const __m128i *)(from + 3 * stride));
            __m128i ab = _mm_unpacklo_epi32(a, b), cd = _mm_unpacklo_epi32(c, d);
            __m128i ab2 = _mm_unpackhi_epi32(a, b), cd2 = _mm_unpackhi_epi32(c, d);
            __m128i columns[4] = {
                _mm_unpacklo_epi64(ab, cd), _mm_unpackhi_epi64(ab, cd), _mm_unpacklo_epi64(ab2, cd2), _mm_unpackhi_epi64(ab2, cd2)};
            for (size_t n = 0; n < 4; n++) _mm_storeu_si128((__m128i *)(fours[k / 4 + n] + row), _mm_xor_si128(columns[n], flip));
        }
}

static inline int32_t four_at(const int8_t *bytes) {
    int32_t four;
    memcpy(&four, bytes, sizeof four);
    return four;
}

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)

/* VPMADDUBSW takes unsigned times signed and adds two of them in 16 bits: |w| × (a with the sign of w) is at most 2 × 128 × 127, which fits. */
static void avx2_product(const int8_t *activations, size_t rows, const int8_t *weights, size_t outputs, size_t stride, int32_t *sums) {
    enum { AT_ONCE = 4 };
    fours_of_rows fours[GROUP / 4];
    const __m256i ones = _mm256_set1_epi16(1);
    for (size_t o = 0; o < outputs; o += 16) {
        lay_out(weights + o * stride, stride, _mm_setzero_si128(), fours);
        for (size_t i = 0; i < rows; i += AT_ONCE) {
            const int8_t *row[AT_ONCE];
            __m256i sum[AT_ONCE][2];
            /* Behind the last row it is taken again, and not stored. */
            for (size_t r = 0; r < AT_ONCE; r++) {
                row[r] = activations + (i + r < rows ? i + r : rows - 1) * GROUP;
                sum[r][0] = sum[r][1] = _mm256_setzero_si256();
            }
            for (size_t k = 0; k < GROUP / 4; k++) {
                __m256i w[2], size[2];
                for (int half = 0; half < 2; half++) {
                    w[half] = _mm256_loadu_si256((const __m256i *)(fours[k] + 8 * half));
                    size[half] = _mm256_abs_epi8(w[half]);
                }
                for (size_t r = 0; r < AT_ONCE; r++) {
                    __m256i a = _mm256_set1_epi32(four_at(row[r] + 4 * k));
                    for (int half = 0; half < 2; half++) {
                        __m256i pairs = _mm256_maddubs_epi16(size[half], _mm256_sign_epi8(a, w[half]));
                        sum[r][half] = _mm256_add_epi32(sum[r][half], _mm256_madd_epi16(pairs, ones));
                    }
                }
            }
            for (size_t r = 0; r < AT_ONCE && i + r < rows; r++)
                for (int half = 0; half < 2; half++)
                    _mm256_storeu_si256((__m256i *)(sums + (i + r) * outputs + o + 8 * half), sum[r][half]);
        }
    }
}
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target(VNNI))), apply_to = function)

/* VPDPBUSD takes unsigned times signed: weights are w + 128 here, and 128 × the sum of the activations is taken off. */
static void vnni_product(const int8_t *activations, size_t rows, const int8_t *weights, size_t outputs, size_t stride, int32_t *sums) {
    enum { AT_ONCE = 8 };
    fours_of_rows fours[2][GROUP / 4];
    int32_t excess[ROWS];
    for (size_t i = 0; i < rows; i++) {
        excess[i] = 0;
        for (size_t k = 0; k < GROUP; k++) excess[i] -= activations[i * GROUP + k];
        excess[i] *= 128;
    }
    for (size_t o = 0; o < outputs; o += 32) {
        for (size_t half = 0; half < 2; half++) lay_out(weights + (o + 16 * half) * stride, stride, _mm_set1_epi8(-128), fours[half]);
        for (size_t i = 0; i < rows; i += AT_ONCE) {
            const int8_t *row[AT_ONCE];
            __m512i sum[AT_ONCE][2];
            for (size_t r = 0; r < AT_ONCE; r++) {
                size_t number = i + r < rows ? i + r : rows - 1;
                row[r] = activations + number * GROUP;
                sum[r][0] = sum[r][1] = _mm512_set1_epi32(excess[number]);
            }
            for (size_t k = 0; k < GROUP / 4; k++) {
                __m512i w[2] = {_mm512_loadu_si512(fours[0][k]), _mm512_loadu_si512(fours[1][k])};
                for (size_t r = 0; r < AT_ONCE; r++) {
                    __m512i a = _mm512_set1_epi32(four_at(row[r] + 4 * k));
                    for (int half = 0; half < 2; half++) sum[r][half] = _mm512_dpbusd_epi32(sum[r][half], w[half], a);
                }
            }
            for (size_t r = 0; r < AT_ONCE && i + r < rows; r++)
                for (int half = 0; half < 2; half++) _mm512_storeu_si512(sums + (i + r) * outputs + o + 16 * half, sum[r][half]);
        }
    }
}
#pragma clang attribute pop
#endif
