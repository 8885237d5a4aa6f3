#include "library.h"

#include <dlfcn.h>
#include <pthread.h>

#include "chttp.h"

static const char *const kName = "libcurl.so.4";
static struct library loaded;
static bool is_loaded;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
    void *handle = dlopen(kName, RTLD_NOW | RTLD_LOCAL);
    if (!handle) return;
    const struct {
        const char *name;
        void **place;
    } symbols[] = {
        {"curl_global_init", (void **)&loaded.global_init},
        {"curl_easy_init", (void **)&loaded.easy_init},
        {"curl_easy_cleanup", (void **)&loaded.easy_cleanup},
        {"curl_easy_setopt", (void **)&loaded.easy_setopt},
        {"curl_easy_getinfo", (void **)&loaded.easy_getinfo},
        {"curl_slist_append", (void **)&loaded.slist_append},
        {"curl_slist_free_all", (void **)&loaded.slist_free_all},
        {"curl_multi_init", (void **)&loaded.multi_init},
        {"curl_multi_cleanup", (void **)&loaded.multi_cleanup},
        {"curl_multi_setopt", (void **)&loaded.multi_setopt},
        {"curl_multi_add_handle", (void **)&loaded.multi_add_handle},
        {"curl_multi_remove_handle", (void **)&loaded.multi_remove_handle},
        {"curl_multi_perform", (void **)&loaded.multi_perform},
        {"curl_multi_poll", (void **)&loaded.multi_poll},
        {"curl_multi_wakeup", (void **)&loaded.multi_wakeup},
        {"curl_multi_info_read", (void **)&loaded.multi_info_read},
    };
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        *symbols[i].place = dlsym(handle, symbols[i].name);
        if (!*symbols[i].place) return;
    }
    // 3: everything, TLS included. It stays loaded until the program ends.
    is_loaded = loaded.global_init(3) == 0;
}

const struct library *ch_library(void) {
    pthread_once(&once, load);
    return is_loaded ? &loaded : NULL;
}

const char *ch_missing(void) { return ch_library() ? NULL : kName; }
