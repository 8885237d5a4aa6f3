#include "index.h"

static const uint8_t cs_no_bytes[cs_padding];
static cs_entry cs_no_entries[1];

void cs_prepare(cs_index *index) {
    *index = (cs_index){.base = cs_no_bytes, .entries = cs_no_entries};
#if defined(__x86_64__)
    __builtin_cpu_init();
    index->has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul")
        && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt");
    index->has_avx512 = index->has_avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512vbmi2");
#endif
}

void cs_release(cs_index *index) {
    free(index->tokens);
    if (index->entry_room > 0) free(index->entries);
    free(index->stack);
    *index = (cs_index){.base = cs_no_bytes, .entries = cs_no_entries};
}

static bool cs_is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }

static bool cs_is_white(uint8_t byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; }

static const uint8_t *cs_digits(const uint8_t *at, const uint8_t *end) {
    while (at < end && cs_is_digit(*at)) at++;
    return at;
}

static bool cs_is_number(const uint8_t *at, const uint8_t *end) {
    at += *at == '-';
    const uint8_t *first = at;
    at = cs_digits(at, end);
    if (at == first || (*first == '0' && at - first > 1)) return false;
    if (at < end && *at == '.') {
        first = at + 1;
        at = cs_digits(first, end);
        if (at == first) return false;
    }
    if (at < end && (*at | 0x20) == 'e') {
        at++;
        if (at < end && (*at == '+' || *at == '-')) at++;
        first = at;
        at = cs_digits(first, end);
        if (at == first) return false;
    }
    return at == end;
}

static inline uint32_t cs_word(const char *letters) {
    uint32_t word;
    memcpy(&word, letters, 4);
    return word;
}

static bool cs_is_scalar(const uint8_t *at, const uint8_t *end) {
    uint32_t word;
    memcpy(&word, at, 4);
    if (end - at == 4 && (word == cs_word("true") || word == cs_word("null"))) return true;
    if (end - at == 5 && word == cs_word("fals") && at[4] == 'e') return true;
    return cs_is_number(at, end);
}

// Makes room for an entry for each token, so that the walk need not look.
static bool cs_make_room(cs_index *index) {
    if (index->entry_room < index->count) {
        size_t room = index->count < 2048 ? 4096 : index->count + index->count / 2;
        cs_entry *entries = realloc(index->entry_room > 0 ? index->entries : NULL, room * sizeof *entries);
        if (entries == NULL) return false;
        index->entries = entries;
        index->entry_room = room;
    }
    return true;
}

static bool cs_grow_stack(cs_index *index) {
    size_t room = index->stack_room == 0 ? 256 : index->stack_room * 2;
    uint32_t *stack = realloc(index->stack, room * sizeof *stack);
    if (stack == NULL) return false;
    index->stack = stack;
    index->stack_room = room;
    return true;
}

// The end of a number or word: the next token's place (the end of the bytes behind the last one) without white space.
static inline uint32_t cs_scalar_end(const uint8_t *base, uint32_t next) {
    while (cs_is_white(base[next - 1])) next--;
    return next;
}

// The closing quote of a string, which only white space separates from the next token.
static inline uint32_t cs_closing_quote(const uint8_t *base, uint32_t next) {
    next--;
    while (base[next] != '"') next--;
    return next;
}

cs_outcome cs_walk(cs_index *index, bool is_last) {
    if (index->next >= index->count) return index->is_open ? CS_MORE : CS_NONE;
    if (!cs_make_room(index)) return CS_MEMORY;
    const uint8_t *base = index->base;
    const uint32_t *token = index->tokens + index->next, *tokens_end = index->tokens + index->count;
    cs_entry *entries = index->entries;
    uint32_t used = 0;
    size_t depth = 0;
    uint32_t place, next;
    uint8_t closing = 0;  // the bracket that ends the innermost container

// Takes the next token; the bytes end in the middle of the value when there is none.
#define CS_TAKE(to) do { if (token == tokens_end) goto more; to = *token++; } while (0)
// Where the token after the present one is; behind the last one the bytes end.
#define CS_PEEK() (token == tokens_end ? index->end : *token)

    CS_TAKE(place);
value:
    switch (base[place]) {
    case '{':
    case '[':
        if (depth == index->stack_room && !cs_grow_stack(index)) return CS_MEMORY;
        if (depth == cs_deepest) goto fault;
        index->stack[depth++] = used;
        entries[used++].start = place;
        closing = base[place] + 2;
        CS_TAKE(place);
        if (base[place] == closing) goto close;
        if (closing == ']') goto value;
        goto key;
    case '"':
        next = CS_PEEK();
        if (token == tokens_end && index->is_open) goto more;
        entries[used].start = place;
        entries[used++].end = cs_closing_quote(base, next);
        goto ended;
    default:
        next = CS_PEEK();
        if (token == tokens_end && !is_last && index->end == cs_scalar_end(base, next)) goto more;
        next = cs_scalar_end(base, next);
        if (!cs_is_scalar(base + place, base + next)) goto fault;
        entries[used].start = place;
        entries[used++].end = next;
        goto ended;
    }
key:
    if (base[place] != '"') goto fault;
    CS_TAKE(next);
    if (base[next] != ':') goto fault;
    entries[used].start = place;
    entries[used++].end = cs_closing_quote(base, next);
    CS_TAKE(place);
    goto value;
close:
    entries[index->stack[--depth]].end = used;
    if (depth > 0) closing = base[entries[index->stack[depth - 1]].start] + 2;
ended:
    if (depth == 0) goto done;
    CS_TAKE(next);
    if (base[next] == ',') {
        CS_TAKE(place);
        if (closing == '}') goto key;
        goto value;
    }
    if (base[next] == closing) goto close;
fault:
    return CS_FAULT;
done:
    index->next = (size_t)(token - index->tokens);
    index->used = used;
    return index->bad < CS_PEEK() ? CS_FAULT : CS_VALUE;
more:
    return (uint64_t)index->bad + 8 < index->end ? CS_FAULT : CS_MORE;
#undef CS_TAKE
#undef CS_PEEK
}

size_t cs_utf8_prefix(const uint8_t *bytes, size_t count) {
    size_t at = 0;
    while (at < count) {
        uint64_t eight;
        if (at + 8 <= count) {
            memcpy(&eight, bytes + at, 8);
            if ((eight & 0x8080808080808080ull) == 0) {
                at += 8;
                continue;
            }
        }
        uint8_t lead = bytes[at];
        if (lead < 0x80) {
            at++;
            continue;
        }
        size_t length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > count) return at;
        uint8_t second = bytes[at + 1];
        uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        uint8_t top = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < low || second > top) return at;
        for (size_t i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) return at;
        }
        at += length;
    }
    return count;
}
