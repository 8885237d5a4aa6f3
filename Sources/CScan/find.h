// The search for tokens, compiled once for each kind of vector unit. The includer defines CS_FIND, the function's name; CS_TARGET,
// what it may use; CS_CLASSIFY(bytes, &block), which classifies 64 bytes; CS_PREFIX_XOR(bits); and CS_WRITE(index, at, tokens), which
// appends the places of a block's tokens.

CS_TARGET static bool CS_FIND(cs_index *index, const uint8_t *base, uint32_t start, uint32_t limit, bool is_line) {
    uint64_t in_string = 0;       // all ones when the block before ended within a string
    uint64_t is_escaped = 0;      // 1 when it ended in a backslash that escapes
    uint64_t follows_scalar = 0;  // 1 when it ended in a number or word
    uint64_t high = 0;
    uint32_t end = limit;
    for (uint64_t at = start; at < limit; at += 64) {
        if (index->count + 64 > index->room && !cs_grow_tokens(index)) return false;
        cs_block block;
        CS_CLASSIFY(base + at, &block);
        uint64_t own = limit - at < 64 ? (1ull << (limit - at)) - 1 : ~0ull;
        uint64_t feed = is_line ? block.feed & own : 0;
        if (feed != 0) {
            own = (feed & -feed) - 1;
            end = (uint32_t)at + (uint32_t)__builtin_ctzll(feed);
        }
        block.quote &= own;
        if (((block.backslash & own) | is_escaped) != 0) {
            block.quote &= ~cs_escaped(index, base, (uint32_t)at, block.backslash & own, &is_escaped);
        }
        uint64_t inside = CS_PREFIX_XOR(block.quote) ^ in_string;  // with the opening quotes, without the closing ones
        uint64_t control = block.control & inside & own;
        if (control != 0) cs_note_bad(index, (uint32_t)at + (uint32_t)__builtin_ctzll(control));
        uint64_t scalar = ~(block.bracket | block.white);
        uint64_t plain = scalar & ~block.quote;
        uint64_t begins = scalar & ~(plain << 1 | follows_scalar);
        follows_scalar = plain >> 63;
        in_string = (uint64_t)((int64_t)inside >> 63);
        high |= block.high & own;
        CS_WRITE(index, (uint32_t)at, (block.bracket | begins) & ~(inside ^ block.quote) & own);
        if (feed != 0) break;
    }
    index->end = end;
    index->is_open = in_string != 0;
    index->has_high = high != 0;
    return true;
}

#undef CS_FIND
#undef CS_TARGET
#undef CS_CLASSIFY
#undef CS_PREFIX_XOR
#undef CS_WRITE
