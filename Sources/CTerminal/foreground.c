// The terminal's foreground: stopping with the other processes of a job, and running another program as a shell does.
#include "own.h"

#include <errno.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

_Bool ct_in_foreground(void) {
    pid_t group = tcgetpgrp(own.tty_in);
    return group < 0 || group == getpgrp();
}

void ct_stop_group(void) {
    // The others first (a parent that runs us in its group must stop as well), then this thread itself: only a signal to the
    // thread is sure to stop the process before the call returns.
    struct sigaction old, action = {.sa_handler = SIG_IGN};
    sigemptyset(&action.sa_mask);
    sigaction(SIGTSTP, &action, &old);
    kill(0, SIGTSTP);
    action.sa_handler = SIG_DFL;
    sigaction(SIGTSTP, &action, NULL);
    raise(SIGTSTP);
    // Gone on, but perhaps in the background: by bg, or by a kill that wakes us in order to end.
    for (int round = 1; !ct_in_foreground() && !ct_ends_asked(); round++) {
        poll(NULL, 0, 20);
        if (round % 5 != 0) continue;
        // A job in the background that wants the terminal stops. Where nobody could continue it the signal does nothing:
        // then go on, and find the terminal lost.
        int_fast64_t before = ct_milliseconds();
        raise(SIGTTOU);
        if (ct_milliseconds() - before < 5 && !ct_in_foreground()) break;
    }
    sigaction(SIGTSTP, &old, NULL);
}

// Gives the terminal to a group. The caller may be in the background, where that would stop it.
static void give_terminal(int tty, pid_t group) {
    sigset_t block, before;
    sigemptyset(&block);
    sigaddset(&block, SIGTTOU);
    pthread_sigmask(SIG_BLOCK, &block, &before);
    tcsetpgrp(tty, group);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static int start(char *const arguments[], pid_t *child) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int error = posix_spawn_file_actions_init(&actions);
    if (error) return error;
    error = posix_spawnattr_init(&attributes);
    if (error) {
        posix_spawn_file_actions_destroy(&actions);
        return error;
    }
    // The one signal that we ignore must not be ignored there; handlers do not outlive the start.
    sigset_t ignored, none;
    sigemptyset(&ignored);
    sigaddset(&ignored, SIGPIPE);
    sigemptyset(&none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigdefault(&attributes, &ignored);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawn_file_actions_addtcsetpgrp_np(&actions, own.tty_in);
    error = posix_spawnp(child, arguments[0], &actions, &attributes, arguments, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

int ct_run_foreground(char *const arguments[], int *status) {
    pid_t child;
    struct sigaction old, report = {.sa_sigaction = ct_on_report, .sa_flags = SA_SIGINFO | SA_RESTART};
    sigemptyset(&report.sa_mask);
    sigaction(SIGCHLD, &report, &old);
    int error = start(arguments, &child);
    // Where we went on in the background the terminal is somebody else's.
    _Bool is_ours = 1;
    while (!error) {
        struct pollfd signals = {.fd = ct_signal_descriptor(), .events = POLLIN};
        poll(&signals, 1, -1);
        char buffer[256];
        while (read(signals.fd, buffer, sizeof buffer) > 0) {}
        // Whoever wants us to end wants the program to end as well; the wish is kept for the loop.
        if (ct_ends_asked()) {
            kill(-child, SIGHUP);
            kill(-child, SIGCONT);
        }
        pid_t changed = waitpid(child, status, WNOHANG | WUNTRACED);
        if (changed < 0) error = errno;
        if (changed != child) continue;
        if (!WIFSTOPPED(*status)) break;
        // It was stopped: so are we, for the shell to see, and both go on together.
        give_terminal(own.tty_in, getpgrp());
        ct_stop_group();
        is_ours = ct_in_foreground();
        if (is_ours) give_terminal(own.tty_in, child);
        kill(-child, SIGCONT);
    }
    if (is_ours) give_terminal(own.tty_in, getpgrp());
    sigaction(SIGCHLD, &old, NULL);
    return error;
}
