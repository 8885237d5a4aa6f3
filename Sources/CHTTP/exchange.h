#pragma once
#include "chttp.h"
#include "library.h"

/// A request under way and its answer. Made by the caller's thread, then owned by the client's.
struct exchange {
    uint64_t number;
    ch_handler handler;
    const struct library *library;
    easy_t *easy;
    struct slist *headers;
    char *body;
    // The answer's header lines so far.
    char *lines;
    size_t lines_size, lines_room, lines_total;
    int64_t header_limit, body_limit, body_size;
    bool has_head, is_too_large, is_out_of_memory;
    // Neighbours in the client's list of what is new or under way.
    struct exchange *next, *previous;
};

/// Makes an exchange; NULL when there is no memory.
struct exchange *ch_exchange_make(const struct library *library, const ch_request *request, ch_handler handler);
/// Frees it; its handle must be in no multi handle any more.
void ch_exchange_free(struct exchange *exchange);
/// Hands the header lines over, unless that is done, for an answer that ends without a body.
void ch_exchange_show_head(struct exchange *exchange);
/// What a code of the library means.
ch_result ch_exchange_result(const struct exchange *exchange, int code);
