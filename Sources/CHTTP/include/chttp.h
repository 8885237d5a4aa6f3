#pragma once
// HTTP over libcurl's multi interface: one thread of its own waits for all requests in one poll and calls back.
//
// The library is loaded when the first client is made, not when the program starts: it brings two dozen libraries
// with it, which nobody needs who looks at files, and no headers are needed to build.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ch_client ch_client;

/// How a request ended.
typedef enum {
    CH_OK,
    CH_CANCELLED,
    CH_BAD_URL,
    CH_NO_HOST,
    CH_NO_CONNECTION,
    CH_TLS,
    CH_TIMED_OUT,
    CH_TOO_LARGE,
    CH_NOT_HTTP,
    CH_CUT_OFF,
    CH_BROKEN,
    CH_NO_MEMORY,
} ch_result;

/// A request. Everything it points to is copied before `ch_send` returns.
typedef struct {
    const char *url;
    const char *method;
    /// Lines `Name: value`.
    const char *const *headers;
    size_t header_count;
    const uint8_t *body;
    size_t body_size;
    /// Milliseconds for the whole answer, connecting included. 0 for no limit.
    int64_t total_ms;
    /// The most bytes of body after decoding, and of all header lines.
    int64_t body_limit, header_limit;
    /// A proxy's address; "" for none, NULL for what the environment names.
    const char *proxy;
} ch_request;

/// What is called back, on the client's thread; no call may block or throw. `done` is the last one and comes once.
typedef struct {
    void *context;
    /// The header lines of the answer, each as it came with its line end, the status line first.
    void (*head)(void *context, int32_t status, const char *lines, size_t size);
    /// A part of the body, decoded.
    void (*data)(void *context, const uint8_t *bytes, size_t size);
    void (*done)(void *context, ch_result result, int32_t code);
} ch_handler;

/// Makes a client; its thread starts with its first request.
/// Returns NULL when the library cannot be loaded: `ch_missing` says which.
ch_client *ch_open(long connections_per_host);
/// Ends all requests (their `done` is called with CH_CANCELLED), joins the thread and frees the client.
void ch_close(ch_client *client);
/// Sends a request; returns its number, from 1, or 0 when there is no memory or thread: nothing is called back then.
uint64_t ch_send(ch_client *client, const ch_request *request, ch_handler handler);
/// Ends a request, unless it has ended; returns at once.
void ch_cancel(ch_client *client, uint64_t number);
/// The library that was looked for in vain; NULL when it was found.
const char *ch_missing(void);
