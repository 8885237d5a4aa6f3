#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

// What is used of libcurl's interface, whose names and numbers have not changed since version 7.68 (2020).
// https://curl.se/libcurl/c/libcurl.html
typedef void easy_t;
typedef void multi_t;
struct slist;
struct message {
    int kind;
    easy_t *easy;
    union {
        void *pointer;
        int code;
    } data;
};
struct socket_address {
    int family, type, protocol;
    unsigned int size;
    struct sockaddr address;
};

enum { kMessageDone = 1 };

/// The functions of the library, found when it was loaded.
struct library {
    int (*global_init)(long);
    easy_t *(*easy_init)(void);
    void (*easy_cleanup)(easy_t *);
    int (*easy_setopt)(easy_t *, int, ...);
    int (*easy_getinfo)(easy_t *, int, ...);
    struct slist *(*slist_append)(struct slist *, const char *);
    void (*slist_free_all)(struct slist *);
    multi_t *(*multi_init)(void);
    int (*multi_cleanup)(multi_t *);
    int (*multi_setopt)(multi_t *, int, ...);
    int (*multi_add_handle)(multi_t *, easy_t *);
    int (*multi_remove_handle)(multi_t *, easy_t *);
    int (*multi_perform)(multi_t *, int *);
    int (*multi_poll)(multi_t *, void *, unsigned int, int, int *);
    int (*multi_wakeup)(multi_t *);
    struct message *(*multi_info_read)(multi_t *, int *);
};

/// The library, loaded once; NULL when it is missing.
const struct library *ch_library(void);

// Options of an easy handle: numbers below 10000 take a long, then pointers, functions, and from 30000 on an int64_t.
enum {
    kOptFollow = 52, kOptNoSignal = 99, kOptPost = 47, kOptHTTPGet = 80, kOptHTTPVersion = 84, kOptNoBody = 44,
    kOptTimeoutMs = 155, kOptConnectTimeoutMs = 156, kOptProtocols = 181, kOptQuickExit = 322,
    kOptSuppressConnectHeaders = 265,
    kOptWriteData = 10001, kOptURL = 10002, kOptProxy = 10004, kOptPostFields = 10015, kOptHTTPHeader = 10023,
    kOptHeaderData = 10029, kOptCustomRequest = 10036, kOptAcceptEncoding = 10102, kOptPrivate = 10103,
    kOptProtocolNames = 10318,
    kOptWriteFunction = 20011, kOptHeaderFunction = 20079, kOptOpenSocketFunction = 20163,
    kOptMaxFileSize = 30117, kOptPostFieldSize = 30120,
};
enum { kInfoStatus = 0x200002, kInfoPrivate = 0x100015 };
enum { kMultiPipelining = 3, kMultiMaxHostConnections = 7 };
enum { kProtocolHTTP = 1, kProtocolHTTPS = 2, kHTTP2OverTLS = 4, kMultiplex = 2 };

// Codes of a transfer that did not succeed.
enum {
    kErrProtocol = 1, kErrURL = 3, kErrProxyHost = 5, kErrHost = 6, kErrConnect = 7, kErrWeird = 8,
    kErrPartial = 18, kErrMemory = 27, kErrTimeout = 28, kErrTLS = 35, kErrNothing = 52,
    kErrReceive = 56, kErrCertificate = 60, kErrTooLarge = 63, kErrCAFile = 77, kErrIssuer = 83,
};
