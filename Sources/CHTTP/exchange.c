#include "exchange.h"

#include <stdlib.h>
#include <string.h>

void ch_exchange_show_head(struct exchange *x) {
    if (x->has_head) return;
    x->has_head = true;
    long status = 0;
    x->library->easy_getinfo(x->easy, kInfoStatus, &status);
    x->handler.head(x->handler.context, (int32_t)status, x->lines ? x->lines : "", x->lines_size);
}

static size_t on_header(char *bytes, size_t one, size_t size, void *context) {
    struct exchange *x = context;
    // Interim answers (1xx) come before the answer itself: of several heads the last one counts, all are limited.
    if (size >= 5 && memcmp(bytes, "HTTP/", 5) == 0) x->lines_size = 0;
    x->lines_total += size;
    if ((int64_t)x->lines_total > x->header_limit) {
        x->is_too_large = true;
        return 0;
    }
    // Trailers behind a body are of no use to anybody here.
    if (x->has_head) return size;
    if (x->lines_size + size > x->lines_room) {
        size_t room = 2 * (x->lines_size + size);
        char *lines = realloc(x->lines, room);
        if (!lines) {
            x->is_out_of_memory = true;
            return 0;
        }
        x->lines = lines;
        x->lines_room = room;
    }
    memcpy(x->lines + x->lines_size, bytes, size);
    x->lines_size += size;
    (void)one;
    return size;
}

static size_t on_body(char *bytes, size_t one, size_t size, void *context) {
    struct exchange *x = context;
    // By subtraction: no sum of a server's numbers may overflow.
    if ((int64_t)size > x->body_limit - x->body_size) {
        x->is_too_large = true;
        return 0;
    }
    x->body_size += (int64_t)size;
    ch_exchange_show_head(x);
    x->handler.data(x->handler.context, (const uint8_t *)bytes, size);
    (void)one;
    return size;
}

/// A socket that no program started from here inherits.
static int on_socket(void *context, int purpose, struct socket_address *address) {
    (void)context;
    (void)purpose;
    return socket(address->family, address->type | SOCK_CLOEXEC, address->protocol);
}

static bool set_method(struct exchange *x, const ch_request *request) {
    const struct library *c = x->library;
    if (request->body_size > 0) {
        x->body = malloc(request->body_size);
        if (!x->body) return false;
        memcpy(x->body, request->body, request->body_size);
    }
    if (strcmp(request->method, "GET") == 0 && request->body_size == 0) {
        return c->easy_setopt(x->easy, kOptHTTPGet, 1L) == 0;
    }
    if (strcmp(request->method, "HEAD") == 0) return c->easy_setopt(x->easy, kOptNoBody, 1L) == 0;
    int error = 0;
    if (request->body_size > 0 || strcmp(request->method, "POST") == 0) {
        error |= c->easy_setopt(x->easy, kOptPost, 1L);
        error |= c->easy_setopt(x->easy, kOptPostFieldSize, (int64_t)request->body_size);
        error |= c->easy_setopt(x->easy, kOptPostFields, x->body ? x->body : "");
    }
    return (error | c->easy_setopt(x->easy, kOptCustomRequest, request->method)) == 0;
}

struct exchange *ch_exchange_make(const struct library *c, const ch_request *request, ch_handler handler) {
    struct exchange *x = calloc(1, sizeof *x);
    if (!x) return NULL;
    x->library = c;
    x->handler = handler;
    x->header_limit = request->header_limit;
    x->body_limit = request->body_limit;
    x->easy = c->easy_init();
    if (!x->easy) goto failed;
    for (size_t i = 0; i < request->header_count; i++) {
        struct slist *longer = c->slist_append(x->headers, request->headers[i]);
        if (!longer) goto failed;
        x->headers = longer;
    }
    easy_t *e = x->easy;
    int error = c->easy_setopt(e, kOptURL, request->url);
    // Threads: no signal handler may be touched. The client's thread blocks SIGPIPE.
    error |= c->easy_setopt(e, kOptNoSignal, 1L);
    error |= c->easy_setopt(e, kOptFollow, 0L);
    error |= c->easy_setopt(e, kOptHTTPVersion, (long)kHTTP2OverTLS);
    error |= c->easy_setopt(e, kOptSuppressConnectHeaders, 1L);
    error |= c->easy_setopt(e, kOptAcceptEncoding, "");
    error |= c->easy_setopt(e, kOptHTTPHeader, x->headers);
    // Else the library would give up connecting after five minutes of its own.
    error |= c->easy_setopt(e, kOptConnectTimeoutMs, (long)request->total_ms);
    error |= c->easy_setopt(e, kOptTimeoutMs, (long)request->total_ms);
    error |= c->easy_setopt(e, kOptMaxFileSize, request->body_limit);
    error |= c->easy_setopt(e, kOptWriteFunction, on_body);
    error |= c->easy_setopt(e, kOptWriteData, x);
    error |= c->easy_setopt(e, kOptHeaderFunction, on_header);
    error |= c->easy_setopt(e, kOptHeaderData, x);
    error |= c->easy_setopt(e, kOptOpenSocketFunction, on_socket);
    error |= c->easy_setopt(e, kOptPrivate, x);
    if (request->proxy) error |= c->easy_setopt(e, kOptProxy, request->proxy);
    if (error || !set_method(x, request)) goto failed;
    // Newer names of an older option: one of the two is known.
    if (c->easy_setopt(e, kOptProtocolNames, "http,https") != 0
        && c->easy_setopt(e, kOptProtocols, (long)(kProtocolHTTP | kProtocolHTTPS)) != 0)
        goto failed;
    // A name's look-up cannot be interrupted; where it can at least be left alone (7.87), it is.
    c->easy_setopt(e, kOptQuickExit, 1L);
    return x;
failed:
    ch_exchange_free(x);
    return NULL;
}

void ch_exchange_free(struct exchange *x) {
    if (x->easy) x->library->easy_cleanup(x->easy);
    if (x->headers) x->library->slist_free_all(x->headers);
    free(x->body);
    free(x->lines);
    free(x);
}

ch_result ch_exchange_result(const struct exchange *x, int code) {
    if (x->is_too_large) return CH_TOO_LARGE;
    if (x->is_out_of_memory) return CH_NO_MEMORY;
    switch (code) {
    case 0: return CH_OK;
    // The address's protocol was checked by whoever sent it: refused is an answer without any head (HTTP/0.9).
    case kErrProtocol: return CH_NOT_HTTP;
    case kErrURL: return CH_BAD_URL;
    case kErrProxyHost:
    case kErrHost: return CH_NO_HOST;
    case kErrConnect: return CH_NO_CONNECTION;
    case kErrWeird: return CH_NOT_HTTP;
    case kErrTimeout: return CH_TIMED_OUT;
    case kErrTooLarge: return CH_TOO_LARGE;
    case kErrMemory: return CH_NO_MEMORY;
    case kErrTLS:
    case kErrCertificate:
    case kErrCAFile:
    case kErrIssuer: return CH_TLS;
    case kErrPartial:
    case kErrNothing:
    case kErrReceive: return CH_CUT_OFF;
    default: return CH_BROKEN;
    }
}
