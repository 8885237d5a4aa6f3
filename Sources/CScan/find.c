#include "index.h"

// What 64 bytes hold, one bit a byte.
typedef struct {
    uint64_t quote, backslash;
    uint64_t bracket;  // {}[]:,
    uint64_t white;    // what JSON calls white space
    uint64_t control;  // below 0x20
    uint64_t high;     // outside ASCII
    uint64_t feed;     // a line feed
} cs_block;

static bool cs_grow_tokens(cs_index *index) {
    size_t room = index->room < 2048 ? 4096 : index->room * 2;
    uint32_t *tokens = realloc(index->tokens, room * sizeof *tokens);
    if (tokens == NULL) return false;
    index->tokens = tokens;
    index->room = room;
    return true;
}

static void cs_note_bad(cs_index *index, uint32_t at) {
    if (at < index->bad) index->bad = at;
}

static bool cs_is_escape(cs_index *index, const uint8_t *escaped) {
    switch (*escaped) {
    case '"': case '\\': case '/': case 'b': case 'f': case 'n': case 'r': case 't': return true;
    case 'u':
        for (int digit = 1; digit <= 4; digit++) {
            uint8_t byte = escaped[digit];
            bool is_hex = (uint8_t)(byte - '0') < 10 || (uint8_t)((byte | 0x20) - 'a') < 6;
            if (!is_hex) return false;
        }
        index->has_ascii |= escaped[1] == '0' && escaped[2] == '0';
        return true;
    default: return false;
    }
}

// The escaped bytes of a block; the escapes are rare enough to be taken one by one.
static uint64_t cs_escaped(cs_index *index, const uint8_t *base, uint32_t at, uint64_t backslash, uint64_t *is_escaped) {
    uint64_t escaped = *is_escaped;
    backslash &= ~escaped;
    *is_escaped = 0;
    while (backslash != 0) {
        unsigned place = (unsigned)__builtin_ctzll(backslash);
        if (!cs_is_escape(index, base + at + place + 1)) cs_note_bad(index, at + place);
        if (place == 63) {
            *is_escaped = 1;
            break;
        }
        uint64_t next = 2ull << place;
        escaped |= next;
        backslash &= ~(next | next >> 1);
    }
    return escaped;
}

// Appends the places of a block's tokens. Eight are written whether they are there or not: the branch costs more.
static inline void cs_write(cs_index *index, uint32_t at, uint64_t tokens) {
    if (tokens == 0) return;
    uint32_t *out = index->tokens + index->count;
    unsigned count = (unsigned)__builtin_popcountll(tokens);
    for (unsigned done = 0;; done += 8) {
        for (unsigned i = 0; i < 8; i++) {
            out[done + i] = at + (uint32_t)__builtin_ctzll(tokens | 1ull << 63);
            tokens &= tokens - 1;
        }
        if (done + 8 >= count) break;
    }
    index->count += count;
}

static inline uint64_t cs_shifted_xor(uint64_t bits) {
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    return bits ^ bits << 32;
}

#if defined(__x86_64__)
#include <immintrin.h>

#define CS_AVX2 __attribute__((target("avx2,bmi,popcnt,pclmul")))

CS_AVX2 static inline uint64_t cs_mask32(__m256i low, __m256i high) {
    return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

CS_AVX2 static inline uint64_t cs_equal32(__m256i low, __m256i high, char byte) {
    __m256i all = _mm256_set1_epi8(byte);
    return cs_mask32(_mm256_cmpeq_epi8(low, all), _mm256_cmpeq_epi8(high, all));
}

// Each byte is compared with the one byte of a class that has its low half.
CS_AVX2 static inline void cs_classify32(const uint8_t *bytes, cs_block *block) {
    const __m256i whites = _mm256_setr_epi8(
        ' ', 0, 0, 0, 0, 0, 0, 0, 0, '\t', '\n', 0, 0, '\r', 0, 0, ' ', 0, 0, 0, 0, 0, 0, 0, 0, '\t', '\n', 0, 0, '\r', 0, 0);
    const __m256i brackets = _mm256_setr_epi8(
        -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, ':', '{', ',', '}', 0, 0, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, ':', '{', ',', '}', 0, 0);
    const __m256i blank = _mm256_set1_epi8(0x20), last = _mm256_set1_epi8(0x1F);
    __m256i a = _mm256_loadu_si256((const __m256i *)bytes), b = _mm256_loadu_si256((const __m256i *)(bytes + 32));
    block->white = cs_mask32(
        _mm256_cmpeq_epi8(_mm256_shuffle_epi8(whites, a), a), _mm256_cmpeq_epi8(_mm256_shuffle_epi8(whites, b), b));
    block->bracket = cs_mask32(
        _mm256_cmpeq_epi8(_mm256_shuffle_epi8(brackets, a), _mm256_or_si256(a, blank)),
        _mm256_cmpeq_epi8(_mm256_shuffle_epi8(brackets, b), _mm256_or_si256(b, blank)));
    block->quote = cs_equal32(a, b, '"');
    block->backslash = cs_equal32(a, b, '\\');
    block->feed = cs_equal32(a, b, '\n');
    block->control = cs_mask32(
        _mm256_cmpeq_epi8(_mm256_min_epu8(a, last), a), _mm256_cmpeq_epi8(_mm256_min_epu8(b, last), b));
    block->high = cs_mask32(a, b);
}

CS_AVX2 static inline uint64_t cs_multiplied_xor(uint64_t bits) {
    __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, (int64_t)bits), _mm_set1_epi8(-1), 0);
    return (uint64_t)_mm_cvtsi128_si64(product);
}

#define CS_FIND cs_find_avx2
#define CS_TARGET CS_AVX2
#define CS_CLASSIFY cs_classify32
#define CS_PREFIX_XOR cs_multiplied_xor
#define CS_WRITE cs_write
#include "find.h"

#define CS_AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi2,bmi,popcnt,pclmul")))

// The same comparisons, 64 bytes at a time, each giving its bits at once.
CS_AVX512 static inline void cs_classify64(const uint8_t *bytes, cs_block *block) {
    const __m512i whites = _mm512_broadcast_i32x4(
        _mm_setr_epi8(' ', 0, 0, 0, 0, 0, 0, 0, 0, '\t', '\n', 0, 0, '\r', 0, 0));
    const __m512i brackets = _mm512_broadcast_i32x4(
        _mm_setr_epi8(-1, 0, 0, 0, 0, 0, 0, 0, 0, 0, ':', '{', ',', '}', 0, 0));
    const __m512i blank = _mm512_set1_epi8(0x20);
    __m512i v = _mm512_loadu_si512(bytes);
    block->white = _mm512_cmpeq_epi8_mask(_mm512_shuffle_epi8(whites, v), v);
    block->bracket = _mm512_cmpeq_epi8_mask(_mm512_shuffle_epi8(brackets, v), _mm512_or_si512(v, blank));
    block->quote = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('"'));
    block->backslash = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\\'));
    block->feed = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\n'));
    block->control = _mm512_cmplt_epu8_mask(v, blank);
    block->high = _mm512_movepi8_mask(v);
}

CS_AVX512 static inline uint64_t cs_multiplied_xor512(uint64_t bits) {
    __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, (int64_t)bits), _mm_set1_epi8(-1), 0);
    return (uint64_t)_mm_cvtsi128_si64(product);
}

// The numbers of the bits that are set, moved together and widened, sixteen at a time; few blocks have more tokens.
CS_AVX512 static inline void cs_write64(cs_index *index, uint32_t at, uint64_t tokens) {
    const __m512i numbers = _mm512_set_epi8(
        63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32,
        31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    const __m512i first = _mm512_set1_epi32((int)at);
    __m512i places = _mm512_maskz_compress_epi8(tokens, numbers);
    uint32_t *out = index->tokens + index->count;
    unsigned count = (unsigned)__builtin_popcountll(tokens);
    _mm512_storeu_si512(out, _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_castsi512_si128(places)), first));
    if (count > 16) {
        _mm512_storeu_si512(out + 16, _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(places, 1)), first));
        if (count > 32) {
            __m128i third = _mm512_extracti32x4_epi32(places, 2), last = _mm512_extracti32x4_epi32(places, 3);
            _mm512_storeu_si512(out + 32, _mm512_add_epi32(_mm512_cvtepu8_epi32(third), first));
            _mm512_storeu_si512(out + 48, _mm512_add_epi32(_mm512_cvtepu8_epi32(last), first));
        }
    }
    index->count += count;
}

#define CS_FIND cs_find_avx512
#define CS_TARGET CS_AVX512
#define CS_CLASSIFY cs_classify64
#define CS_PREFIX_XOR cs_multiplied_xor512
#define CS_WRITE cs_write64
#include "find.h"
#endif

// Sixteen bytes with whatever the compiler has for them.
typedef uint8_t cs_bytes16 __attribute__((vector_size(16)));

static inline uint64_t cs_mask16(cs_bytes16 bytes) {
#if defined(__SSE2__)
    return (uint64_t)(uint32_t)_mm_movemask_epi8((__m128i)bytes);
#else
    uint64_t mask = 0;
    for (int i = 0; i < 16; i++) mask |= (uint64_t)(bytes[i] >> 7) << i;
    return mask;
#endif
}

static inline void cs_classify16(const uint8_t *bytes, cs_block *block) {
    *block = (cs_block){0};
    for (int part = 0; part < 64; part += 16) {
        cs_bytes16 v;
        __builtin_memcpy(&v, bytes + part, 16);
        cs_bytes16 folded = v | 0x20;
        block->quote |= cs_mask16((cs_bytes16)(v == '"')) << part;
        block->backslash |= cs_mask16((cs_bytes16)(v == '\\')) << part;
        block->feed |= cs_mask16((cs_bytes16)(v == '\n')) << part;
        block->bracket |= cs_mask16((cs_bytes16)((folded == '{') | (folded == '}') | (v == ',') | (v == ':'))) << part;
        block->white |= cs_mask16((cs_bytes16)((v == ' ') | (v == '\n') | (v == '\r') | (v == '\t'))) << part;
        block->control |= cs_mask16((cs_bytes16)(v < 0x20)) << part;
        block->high |= cs_mask16(v) << part;
    }
}

#define CS_FIND cs_find_plain
#define CS_TARGET
#define CS_CLASSIFY cs_classify16
#define CS_PREFIX_XOR cs_shifted_xor
#define CS_WRITE cs_write
#include "find.h"

bool cs_find(cs_index *index, const uint8_t *base, uint32_t start, uint32_t limit, bool is_line) {
    index->base = base;
    index->count = index->next = 0;
    index->bad = UINT32_MAX;
    index->has_ascii = false;
#if defined(__x86_64__)
    if (index->has_avx512) return cs_find_avx512(index, base, start, limit, is_line);
    if (index->has_avx2) return cs_find_avx2(index, base, start, limit, is_line);
#endif
    return cs_find_plain(index, base, start, limit, is_line);
}
