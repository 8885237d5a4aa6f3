#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#include "chttp.h"
#include "exchange.h"

struct cancel {
    uint64_t number;
    struct cancel *next;
};

struct ch_client {
    const struct library *library;
    multi_t *multi;
    pthread_mutex_t lock;
    pthread_t thread;
    // Under the lock: what waits for the thread.
    struct exchange *new_first, *new_last;
    struct cancel *cancels;
    uint64_t count;
    bool has_thread, is_closing;
    // The thread's own: what is under way.
    struct exchange *running;
};

static void enter(ch_client *client, struct exchange *x) {
    x->next = client->running;
    x->previous = NULL;
    if (client->running) client->running->previous = x;
    client->running = x;
}

static void end(ch_client *client, struct exchange *x, ch_result result, int code) {
    client->library->multi_remove_handle(client->multi, x->easy);
    if (x->previous) x->previous->next = x->next; else client->running = x->next;
    if (x->next) x->next->previous = x->previous;
    if (result == CH_OK) ch_exchange_show_head(x);
    x->handler.done(x->handler.context, result, code);
    ch_exchange_free(x);
}

/// Takes over what other threads asked for; false when the client is being closed.
static bool obey(ch_client *client) {
    pthread_mutex_lock(&client->lock);
    struct exchange *x = client->new_first;
    struct cancel *cancel = client->cancels;
    client->new_first = client->new_last = NULL;
    client->cancels = NULL;
    bool goes_on = !client->is_closing;
    pthread_mutex_unlock(&client->lock);
    while (x) {
        struct exchange *next = x->next;
        enter(client, x);
        if (client->library->multi_add_handle(client->multi, x->easy) != 0) end(client, x, CH_BROKEN, 0);
        x = next;
    }
    while (cancel) {
        for (struct exchange *y = client->running; y; y = y->next) {
            if (y->number != cancel->number) continue;
            end(client, y, CH_CANCELLED, 0);
            break;
        }
        struct cancel *next = cancel->next;
        free(cancel);
        cancel = next;
    }
    return goes_on;
}

static void hand_over(ch_client *client) {
    struct message *message;
    int left;
    while ((message = client->library->multi_info_read(client->multi, &left))) {
        if (message->kind != kMessageDone) continue;
        // Copied first: the message is gone with its handle.
        int code = message->data.code;
        struct exchange *x = NULL;
        client->library->easy_getinfo(message->easy, kInfoPrivate, &x);
        if (x) end(client, x, ch_exchange_result(x, code), code);
    }
}

static void *run(void *context) {
    ch_client *client = context;
    while (obey(client)) {
        int running = 0;
        client->library->multi_perform(client->multi, &running);
        hand_over(client);
        // The library shortens the wait for timers of its own and ends it when it is woken up.
        client->library->multi_poll(client->multi, NULL, 0, INT_MAX, NULL);
    }
    while (client->running) end(client, client->running, CH_CANCELLED, 0);
    return NULL;
}

/// Starts the thread, with every signal blocked: they are for the program's own threads, and SIGPIPE for nobody.
static bool start(ch_client *client) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    client->has_thread = pthread_create(&client->thread, NULL, run, client) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return client->has_thread;
}

ch_client *ch_open(long connections_per_host) {
    const struct library *library = ch_library();
    if (!library) return NULL;
    ch_client *client = calloc(1, sizeof *client);
    if (!client) return NULL;
    client->library = library;
    client->multi = library->multi_init();
    if (!client->multi) {
        free(client);
        return NULL;
    }
    pthread_mutex_init(&client->lock, NULL);
    library->multi_setopt(client->multi, kMultiPipelining, (long)kMultiplex);
    library->multi_setopt(client->multi, kMultiMaxHostConnections, connections_per_host);
    return client;
}

void ch_close(ch_client *client) {
    pthread_mutex_lock(&client->lock);
    client->is_closing = true;
    pthread_mutex_unlock(&client->lock);
    client->library->multi_wakeup(client->multi);
    if (client->has_thread) pthread_join(client->thread, NULL);
    client->library->multi_cleanup(client->multi);
    while (client->cancels) {
        struct cancel *next = client->cancels->next;
        free(client->cancels);
        client->cancels = next;
    }
    pthread_mutex_destroy(&client->lock);
    free(client);
}

uint64_t ch_send(ch_client *client, const ch_request *request, ch_handler handler) {
    struct exchange *x = ch_exchange_make(client->library, request, handler);
    if (!x) return 0;
    pthread_mutex_lock(&client->lock);
    if (client->is_closing || (!client->has_thread && !start(client))) {
        pthread_mutex_unlock(&client->lock);
        ch_exchange_free(x);
        return 0;
    }
    // The exchange may be over and freed as soon as the lock is open.
    uint64_t number = x->number = ++client->count;
    if (client->new_last) client->new_last->next = x; else client->new_first = x;
    client->new_last = x;
    pthread_mutex_unlock(&client->lock);
    client->library->multi_wakeup(client->multi);
    return number;
}

void ch_cancel(ch_client *client, uint64_t number) {
    struct cancel *cancel = malloc(sizeof *cancel);
    if (!cancel) return;
    cancel->number = number;
    pthread_mutex_lock(&client->lock);
    cancel->next = client->cancels;
    client->cancels = cancel;
    pthread_mutex_unlock(&client->lock);
    client->library->multi_wakeup(client->multi);
}
