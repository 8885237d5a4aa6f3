// INT and TERM for commands without a screen: from the moment the handler is in place no signal is lost, whatever the program is
// doing, since the pipe keeps it until somebody reads.
#include "own.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static int stop_pipe[2] = {-1, -1};
// The first signal, and when it came; 0 before.
static atomic_int stop_number;
static atomic_int_fast64_t stop_asked;

static void on_stop(int number) {
    int saved_errno = errno;
    int_fast64_t milliseconds = ct_milliseconds();
    int_fast64_t first = 0;
    if (!atomic_compare_exchange_strong(&stop_asked, &first, milliseconds)) {
        // Asked twice: for users whose patience is at its end.
        if (milliseconds - first >= ECHO_MILLISECONDS) _exit(128 + number);
        errno = saved_errno;
        return;
    }
    atomic_store(&stop_number, number);
    char byte = (char)number;
    if (write(stop_pipe[1], &byte, 1) < 0) {} // The pipe is empty: only the first signal is written.
    errno = saved_errno;
}

int ct_stop_begin(void) {
    if (stop_pipe[0] < 0 && !ct_pipe_open(&stop_pipe[0], &stop_pipe[1])) return -1;
    struct sigaction action = {.sa_handler = on_stop, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaddset(&action.sa_mask, SIGINT);
    sigaddset(&action.sa_mask, SIGTERM);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    // Whoever started us may have had them blocked.
    sigset_t both;
    sigemptyset(&both);
    sigaddset(&both, SIGINT);
    sigaddset(&both, SIGTERM);
    pthread_sigmask(SIG_UNBLOCK, &both, NULL);
    return stop_pipe[0];
}

int ct_stop_number(void) { return atomic_load(&stop_number); }

void ct_stop_end(void) {
    if (ct_stop_number() != 0) return;
    struct sigaction usual = {.sa_handler = SIG_DFL};
    sigemptyset(&usual.sa_mask);
    sigaction(SIGINT, &usual, NULL);
    sigaction(SIGTERM, &usual, NULL);
}
