// Takes the terminal, and what its owner does with it meanwhile.
#include "own.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

// These lead to an orderly end, through the signal pipe.
static const int ending[] = {SIGHUP, SIGINT, SIGTERM};
// These are reported through the signal pipe.
static const int reported[] = {SIGWINCH, SIGTSTP, SIGCONT};
// These end the process at once, after the terminal is restored.
static const int crashing[] = {SIGSEGV, SIGABRT, SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGQUIT};
// These would end the process without a word, unless somebody else uses them.
static const int deadly[] = {SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU, SIGXFSZ, SIGSYS};

enum {
    ENDING = sizeof ending / sizeof *ending,
    REPORTED = sizeof reported / sizeof *reported,
    CRASHING = sizeof crashing / sizeof *crashing,
    DEADLY = sizeof deadly / sizeof *deadly,
};
_Static_assert(ENDING + REPORTED + CRASHING + DEADLY <= HANDLED, "room for every handler");

static void install(int *slot, const int *numbers, int count, void (*handler)(int, siginfo_t *, void *), int flags) {
    for (int i = 0; i < count; i++) {
        int index = (*slot)++;
        own.handlers[index].number = numbers[i];
        own.handlers[index].installed = 0;
        struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO | flags};
        sigemptyset(&action.sa_mask);
        if (sigaction(numbers[i], NULL, &own.handlers[index].old) != 0) continue;
        if (numbers == deadly && own.handlers[index].old.sa_handler != SIG_DFL) continue;
        // What the parent had us ignore (nohup) stays ignored; size changes and going on are ignored by default.
        if (own.handlers[index].old.sa_handler == SIG_IGN && numbers[i] != SIGWINCH && numbers[i] != SIGCONT) continue;
        own.handlers[index].installed = sigaction(numbers[i], &action, NULL) == 0;
        sigset_t one;
        sigemptyset(&one);
        sigaddset(&one, numbers[i]);
        pthread_sigmask(SIG_UNBLOCK, &one, NULL);
    }
}

// Opens the file for what is printed meanwhile. Without one (no memory) the prints land in the picture, as everywhere else.
static void prepare_catching(void) {
    own.caught = memfd_create("printed", MFD_CLOEXEC);
    // Standard error that goes to a file or pipe stays as it is.
    if (own.caught >= 0 && isatty(STDERR_FILENO)) own.real_error = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 10);
    ct_catch_output(1);
}

// A descriptor for the terminal that does not block: opened anew, because a duplicate would share its modes with the shell.
// Where that is not allowed (another user's terminal) a duplicate has to do, and a second signal ends what hangs.
static int open_output(int output) {
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", output);
    int fresh = open(path, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (fresh >= 0) {
        // Above the descriptors that programs give meanings to.
        int high = fcntl(fresh, F_DUPFD_CLOEXEC, 10);
        close(fresh);
        if (high >= 0) return high;
    }
    return fcntl(output, F_DUPFD_CLOEXEC, 10);
}

static _Bool keep(char *place, size_t room, const char *text) {
    size_t size = ct_text_length(text) + 1;
    if (size > room) return 0;
    memcpy(place, text, size);
    return 1;
}

_Bool ct_pipe_open(int *reading, int *writing) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return 0;
    *reading = ends[0];
    *writing = ends[1];
    return 1;
}

int ct_claim_begin(int input, int output, const char *enter, const char *modes, const char *leave, const char *name) {
    static _Bool registered;
    if (own.signal_pipe[0] >= 0) return EBUSY;
    if (!keep(own.enter, sizeof own.enter, enter) || !keep(own.modes, sizeof own.modes, modes) ||
        !keep(own.leave, sizeof own.leave, leave) || !keep(own.name, sizeof own.name, name))
        return E2BIG;
    if (tcgetattr(input, &own.found) != 0) return errno;
    if (!ct_pipe_open(&own.signal_pipe[0], &own.signal_pipe[1])) return errno;
    // Somebody may call exit while the terminal is ours.
    if (!registered) registered = atexit(ct_restore) == 0;
    own.tty_in = input;
    // Kept for good: ncurses' stream goes on using it.
    if (own.tty_out < 0) own.tty_out = open_output(output);
    if (own.tty_out < 0) {
        int error = errno;
        ct_claim_end();
        return error;
    }
    own.owner = pthread_self();
    own.ours = own.found;
    atomic_store(&own.pending, 0);
    atomic_store(&own.end_asked, 0);
    atomic_store(&own.write_deadline, 0);
    own.hands_crashes_on = getenv("SWIFT_BACKTRACE") != NULL;
    prepare_catching();
    // A stack overflow leaves no stack to restore the terminal from. The runtime's backtracer, where it is on, has set one up
    // already; threads started elsewhere have none.
    size_t stack_size = 64 * 1024;
    stack_t present;
    if (sigaltstack(NULL, &present) == 0 && (present.ss_flags & SS_DISABLE) && (own.alternate_stack = malloc(stack_size))) {
        stack_t stack = {.ss_sp = own.alternate_stack, .ss_size = stack_size};
        sigaltstack(&stack, NULL);
    }
    int slot = 0;
    install(&slot, ending, ENDING, ct_on_ending, SA_RESTART);
    install(&slot, reported, REPORTED, ct_on_report, SA_RESTART);
    install(&slot, crashing, CRASHING, ct_on_crash, SA_ONSTACK);
    install(&slot, deadly, DEADLY, ct_on_crash, SA_ONSTACK);
    // A connection that the other side closed must not end the process either.
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGPIPE, &ignore, &own.old_pipe);
    atomic_store(&own.state, CLAIMED);
    return 0;
}

int ct_claim_set_keys(void) {
    if (tcgetattr(own.tty_in, &own.ours) != 0) return errno;
    own.ours.c_lflag &= (tcflag_t) ~(ICANON | ECHO | ECHONL | IEXTEN);
    own.ours.c_lflag |= ISIG;
    own.ours.c_iflag &= (tcflag_t) ~(IXON | ICRNL | INLCR | IGNCR | ISTRIP);
    own.ours.c_cc[VMIN] = 1;
    own.ours.c_cc[VTIME] = 0;
    return tcsetattr(own.tty_in, TCSANOW, &own.ours) == 0 ? 0 : errno;
}

void ct_mouse_texts(const char *on, const char *off) {
    if (!keep(own.mouse_on, sizeof own.mouse_on, on) || !keep(own.mouse_off, sizeof own.mouse_off, off))
        own.mouse_on[0] = own.mouse_off[0] = 0;
    atomic_store(&own.mouse_is_on, 0);
    atomic_store(&own.mouse_was_on, 0);
}

void ct_mouse(_Bool on) {
    if (own.mouse_on[0] == 0) return;
    atomic_store(&own.mouse_is_on, on);
    // First the note, then the bytes: a signal between the two must turn off what it cannot know.
    if (on) atomic_store(&own.mouse_was_on, 1);
    const char *text = on ? own.mouse_on : own.mouse_off;
    ct_send((const uint8_t *)text, ct_text_length(text));
}

void ct_send(const uint8_t *bytes, size_t size) {
    if (!ct_draw_begin()) return;
    ct_write_all(own.tty_out, (const char *)bytes, size);
    ct_draw_end();
}

_Bool ct_draw_begin(void) {
    atomic_store(&own.drawing, 1);
    if (atomic_load(&own.state) == CLAIMED) return 1;
    atomic_store(&own.drawing, 0);
    return 0;
}

void ct_draw_end(void) { atomic_store(&own.drawing, 0); }

void ct_claim_assert(void) {
    tcsetattr(own.tty_in, TCSANOW, &own.ours);
    ct_write_all(own.tty_out, own.modes, ct_text_length(own.modes));
    if (atomic_load(&own.mouse_is_on)) ct_write_all(own.tty_out, own.mouse_on, ct_text_length(own.mouse_on));
}

void ct_claim_again(void) {
    int expected = FREE;
    ct_catch_output(1);
    if (!atomic_compare_exchange_strong(&own.state, &expected, CLAIMED)) return;
    atomic_store(&own.write_deadline, 0);
    tcsetattr(own.tty_in, TCSANOW, &own.ours);
    ct_write_all(own.tty_out, own.enter, ct_text_length(own.enter));
    ct_claim_assert();
}

void ct_claim_end(void) {
    if (own.signal_pipe[0] < 0) return;
    ct_restore();
    for (int i = 0; i < HANDLED; i++) {
        if (own.handlers[i].installed) sigaction(own.handlers[i].number, &own.handlers[i].old, NULL);
        own.handlers[i].installed = 0;
    }
    sigaction(SIGPIPE, &own.old_pipe, NULL);
    if (own.alternate_stack) {
        stack_t none = {.ss_flags = SS_DISABLE};
        sigaltstack(&none, NULL);
        free(own.alternate_stack);
        own.alternate_stack = NULL;
    }
    // Also where nothing was claimed in the end.
    ct_catch_output(0);
    ct_replay();
    int *descriptors[] = {&own.real_error, &own.caught, &own.signal_pipe[0], &own.signal_pipe[1]};
    for (size_t i = 0; i < sizeof descriptors / sizeof *descriptors; i++) {
        if (*descriptors[i] >= 0) close(*descriptors[i]);
        *descriptors[i] = -1;
    }
}

void ct_trim_printed(void) {
    static char tail[64 * 1024];
    if (own.caught < 0) return;
    // The offset is shared by everybody who prints, so it is the end.
    off_t size = lseek(own.caught, 0, SEEK_CUR);
    if (size < 16 * (off_t)sizeof tail) return;
    ssize_t kept = pread(own.caught, tail, sizeof tail, size - (off_t)sizeof tail);
    if (kept <= 0 || ftruncate(own.caught, 0) != 0) return;
    lseek(own.caught, 0, SEEK_SET);
    if (write(own.caught, tail, (size_t)kept) < 0) {} // Then they are lost.
}

void ct_remember_modes(void) {
    struct termios now;
    if (atomic_load(&own.state) == FREE && ct_in_foreground() && tcgetattr(own.tty_in, &now) == 0) own.found = now;
}

int ct_signal_descriptor(void) { return own.signal_pipe[0]; }

uint64_t ct_signals_take(void) {
    char buffer[256];
    while (read(own.signal_pipe[0], buffer, sizeof buffer) > 0) {}
    return (uint64_t)atomic_exchange(&own.pending, 0);
}

uint64_t ct_ends_asked(void) {
    uint_fast64_t ends = 0;
    for (int i = 0; i < ENDING; i++) ends |= (uint_fast64_t)1 << ending[i];
    return (uint64_t)(atomic_load(&own.pending) & ends);
}
