#include "encoder.h"
#include <string.h>

/* Bit by bit, reflected. */
static uint32_t plain(uint32_t sum, const uint8_t *bytes, size_t count) {
    for (; count > 0; count--, bytes++) {
        sum ^= *bytes;
        for (int bit = 0; bit < 8; bit++) sum = sum >> 1 ^ (sum & 1 ? 0x82f63b78u : 0);
    }
    return sum;
}

#ifdef __x86_64__
__attribute__((target("sse4.2"))) static uint32_t fast(uint32_t sum, const uint8_t *bytes, size_t count) {
    unsigned long long wide = sum;
    for (; count >= 8; count -= 8, bytes += 8) {
        unsigned long long eight;
        memcpy(&eight, bytes, 8);
        wide = __builtin_ia32_crc32di(wide, eight);
    }
    return plain((uint32_t)wide, bytes, count);
}
#endif

uint32_t tuckbox_encoder_crc32c(const uint8_t *bytes, size_t count) {
#ifdef __x86_64__
    __builtin_cpu_init();
    if (__builtin_cpu_supports("sse4.2")) return ~fast(~0u, bytes, count);
#endif
    return ~plain(~0u, bytes, count);
}
