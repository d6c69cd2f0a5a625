#include "encoder.h"
#include <string.h>
#ifdef __x86_64__
#include <immintrin.h>
#endif

/* A product that is rounded before it is added gives the same bits with and without fused instructions. */
#pragma clang fp contract(off)
/* Vectors wider than registers go between functions of this file only, which are compiled alike. */
#pragma clang diagnostic ignored "-Wpsabi"

enum { ROWS = TUCKBOX_ENCODER_ROWS, WIDTH = TUCKBOX_ENCODER_WIDTH, HEAD = WIDTH / TUCKBOX_ENCODER_HEADS };
enum { GROUP = TUCKBOX_ENCODER_GROUP, BLOCK = TUCKBOX_ENCODER_BLOCK, LANES = 16, QUERIES = 4 };

typedef float floats __attribute__((vector_size(64)));
typedef uint32_t bits __attribute__((vector_size(64)));
typedef int8_t bytes __attribute__((vector_size(16)));
/* The same in memory, wherever it lies. */
typedef float loose_floats __attribute__((vector_size(64), aligned(4), may_alias));
typedef int8_t loose_bytes __attribute__((vector_size(16), aligned(1), may_alias));

#define KERNELS(set) \
    { \
        .name = #set, .multiply = set##_multiply, .quantise = set##_quantise, .gelu = set##_gelu, .embed = set##_embed, \
        .normalise = set##_normalise, .attend = set##_attend, .pool = set##_pool, \
    }
#define VNNI "avx2,avx512f,avx512bw,avx512dq,avx512vl,avx512vnni"
#include "products.h"

#define NAME(of) plain_##of
#include "floats.h"
#undef NAME
static const struct tuckbox_encoder_kernels plain = KERNELS(plain);

#ifdef __x86_64__
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define NAME(of) avx2_##of
#include "floats.h"
#undef NAME
#pragma clang attribute pop
static const struct tuckbox_encoder_kernels avx2 = KERNELS(avx2);

#pragma clang attribute push(__attribute__((target(VNNI))), apply_to = function)
#define NAME(of) vnni_##of
#include "floats.h"
#undef NAME
#pragma clang attribute pop
static const struct tuckbox_encoder_kernels vnni = KERNELS(vnni);
#endif

const struct tuckbox_encoder_kernels *tuckbox_encoder_kernels(size_t number) {
    if (number == 0) return &plain;
#ifdef __x86_64__
    __builtin_cpu_init();
    if (number == 1 && __builtin_cpu_supports("avx2")) return &avx2;
    if (number == 2 && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vnni"))
        return &vnni;
#endif
    return NULL;
}
