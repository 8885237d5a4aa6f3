// Finds the values in JSON text at the speed of memory: a whole block of bytes is classified at a time, then only the bytes that
// mean something are walked over. What is accepted is RFC 8259, nothing more; strings' UTF-8 is not looked at.
//
// G. Langdale and D. Lemire, "Parsing gigabytes of JSON per second", The VLDB Journal 28 (2019), 941-960,
// doi:10.1007/s00778-019-00578-5.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A value, or a member's name, in the order of the text. A container's entries follow it.
typedef struct {
    uint32_t start;  ///< Its first byte: a string's opening quote, a container's bracket, a number's or word's first byte.
    uint32_t end;    ///< A string's closing quote; the byte behind a number or word; for a container the entry behind its last one.
} cs_entry;

/// What a walk over one value came to.
typedef enum {
    CS_VALUE,   ///< The entries hold the value.
    CS_NONE,    ///< There is none: only white space was left.
    CS_FAULT,   ///< It is not valid JSON.
    CS_MORE,    ///< The bytes end in its middle.
    CS_MEMORY,  ///< There is no memory for it.
} cs_outcome;

/// The state of a walk; its memory is used again for the next bytes.
typedef struct {
    const uint8_t *base;  ///< The bytes that all places count from.
    uint32_t end;         ///< Where the last search ended: at a line feed, or behind the last byte.
    uint32_t bad;         ///< The first control character or wrong escape in a string; UINT32_MAX without one.
    bool is_open;         ///< Whether the bytes end within a string.
    bool has_high;        ///< Whether any byte is outside ASCII.
    bool has_ascii;       ///< Whether a character is written as \u00XX, which may be one that needs no escape.

    uint32_t *tokens;  ///< The places of brackets, colons, commas, opening quotes, numbers and words.
    size_t count;      ///< How many there are.
    size_t next;       ///< The first that no walk has taken.
    size_t room;       ///< How many fit.

    cs_entry *entries;   ///< The value that was walked over last.
    size_t used;         ///< Its entries.
    size_t entry_room;   ///< How many fit.
    uint32_t *stack;     ///< The containers that are open.
    size_t stack_room;   ///< How many fit.
    bool has_avx2;       ///< Whether the processor has the wider vectors.
    bool has_avx512;     ///< Whether it has the widest ones.
} cs_index;

/// Nesting is refused beyond so many levels.
enum { cs_deepest = 1 << 20 };

/// Readable bytes that must follow the last one searched; what they hold does not matter.
enum { cs_padding = 64 };

/// Makes an index ready; it has no memory of its own yet.
void cs_prepare(cs_index *index);

/// Gives an index's memory back.
void cs_release(cs_index *index);

/// Finds the tokens from `start` on: to the next line feed for a line, else to `limit`. False without memory.
bool cs_find(cs_index *index, const uint8_t *base, uint32_t start, uint32_t limit, bool is_line);

/// Walks over the next value among the tokens found.
/// `is_last`: no byte follows those searched, so that a number at their end is complete.
cs_outcome cs_walk(cs_index *index, bool is_last);

/// The offset of the first byte that is not valid UTF-8 (Unicode 16, table 3-7); `count` when all are.
size_t cs_utf8_prefix(const uint8_t *bytes, size_t count);
