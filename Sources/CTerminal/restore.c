// Gives the terminal back on every way out: return, signal, crash. Whatever a handler calls is async-signal-safe (POSIX.1-2017,
// 2.4.3), and everything it writes was prepared when the terminal was claimed.
#define _GNU_SOURCE
#include "own.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { FREE = 0, RESTORING = 1, CLAIMED = 2 };

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
    HANDLED = ENDING + REPORTED + CRASHING + DEADLY,
    // What is replayed of standard error at most: the end tells why a program died.
    REPLAYED = 64 * 1024,
    ECHO_MILLISECONDS = 200,
};

static atomic_int state = FREE;
static atomic_uint_fast64_t pending = 0;
// Whether the owner is writing a picture just now; nothing of one may follow the restore.
static atomic_int drawing = 0;
static pthread_t owner;
// When an end was first asked for, in milliseconds; 0 before.
static atomic_int_fast64_t end_asked = 0;
static int tty_in = -1, tty_out = -1;
static int signal_pipe[2] = {-1, -1};
// Standard error as it was found, and the file it goes to meanwhile; -1 when it is not the terminal.
static int real_error = -1, caught_error = -1;
static struct termios found, ours;
static char enter_text[256], modes_text[256], leave_text[512], name_text[64];
static char mouse_on_text[64], mouse_off_text[64];
// Whether the mouse is asked for, and whether it ever was.
static atomic_bool mouse_is_on = 0, mouse_was_on = 0;
static struct {
    int number;
    _Bool installed;
    struct sigaction old;
} handlers[HANDLED];
static struct sigaction old_pipe;
static void *alternate_stack;

// --- Async-signal-safe parts ---

static void write_all(int fd, const char *text, size_t size) {
    int refusals = 0;
    while (size > 0) {
        ssize_t n = write(fd, text, size);
        if (n > 0) {
            text += n;
            size -= (size_t)n;
        } else if (n < 0 && errno == EINTR) {
            continue;
        } else if (n < 0 && errno == EAGAIN && refusals++ < 20) {
            struct pollfd p = {.fd = fd, .events = POLLOUT};
            poll(&p, 1, 50);
        } else {
            return;
        }
    }
}

int_fast64_t ct_milliseconds(void) {
    struct timespec now = {0, 0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int_fast64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 + 1;
}

static size_t text_length(const char *text) {
    size_t n = 0;
    while (text[n]) n++;
    return n;
}

// Copies what was caught from standard error to the real one. Control bytes become '?': the text may quote outside data.
static void replay(void) {
    if (caught_error < 0) return;
    off_t size = lseek(caught_error, 0, SEEK_END);
    off_t at = size > REPLAYED ? size - REPLAYED : 0;
    char buffer[1024];
    while (at < size) {
        ssize_t n = pread(caught_error, buffer, sizeof buffer, at);
        if (n <= 0) break;
        for (ssize_t i = 0; i < n; i++) {
            unsigned char c = (unsigned char)buffer[i];
            if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) buffer[i] = '?';
        }
        write_all(real_error, buffer, (size_t)n);
        at += n;
    }
    if (ftruncate(caught_error, 0) == 0) lseek(caught_error, 0, SEEK_SET);
}

static void print_reason(const char *verb, const char *reason) {
    int fd = real_error >= 0 ? real_error : STDERR_FILENO;
    char line[256];
    size_t size = 0;
    const char *parts[] = {name_text, ": ", verb, reason, "\n"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t n = text_length(parts[i]);
        if (n > sizeof line - size) n = sizeof line - size;
        for (size_t j = 0; j < n; j++) line[size++] = parts[i][j];
    }
    write_all(fd, line, size);
}

void ct_restore(void) {
    int expected = CLAIMED;
    if (!atomic_compare_exchange_strong(&state, &expected, RESTORING)) {
        // Another thread is at it: let it finish, but not for ever (this one may have interrupted that very thread).
        for (int i = 0; i < 20 && atomic_load(&state) == RESTORING; i++) poll(NULL, 0, 10);
        return;
    }
    int saved_errno = errno;
    // No new picture is begun from here on; one that another thread is writing may end, unless the terminal hangs.
    if (!pthread_equal(pthread_self(), owner))
        for (int i = 0; i < 40 && atomic_load(&drawing); i++) poll(NULL, 0, 5);
    // From the background tcsetattr would stop the process instead of letting it end.
    sigset_t block, before;
    sigemptyset(&block);
    sigaddset(&block, SIGTTOU);
    pthread_sigmask(SIG_BLOCK, &block, &before);
    if (atomic_load(&mouse_was_on)) write_all(tty_out, mouse_off_text, text_length(mouse_off_text));
    write_all(tty_out, leave_text, text_length(leave_text));
    tcsetattr(tty_in, TCSANOW, &found);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    replay();
    atomic_store(&state, FREE);
    errno = saved_errno;
}

static void restore_disposition(int number) {
    for (int i = 0; i < HANDLED; i++)
        if (handlers[i].installed && handlers[i].number == number) sigaction(number, &handlers[i].old, NULL);
}

static void on_crash(int number, siginfo_t *info, void *context) {
    (void)context;
    _Bool first = atomic_load(&state) != FREE;
    ct_restore();
    if (first) print_reason("ended by ", ct_signal_name(number));
    restore_disposition(number);
    // A fault happens again when the instruction is repeated, then with the true place and the old disposition (which may be
    // a backtracer). A signal that was sent has to be sent again, and so has a trap: its instruction is over.
    if (info->si_code > 0 && number != SIGTRAP && number != SIGQUIT && number != SIGABRT) return;
    raise(number);
}

static void on_ending(int number, siginfo_t *info, void *context) {
    (void)info;
    (void)context;
    int saved_errno = errno;
    int_fast64_t milliseconds = ct_milliseconds();
    int_fast64_t first = 0;
    _Bool again = !atomic_compare_exchange_strong(&end_asked, &first, milliseconds);
    atomic_fetch_or(&pending, (uint_fast64_t)1 << number);
    // A hang-up does not count, it comes from the kernel and from the shell; nor does an echo: some senders signal the process
    // and then its group.
    if (again && number != SIGHUP && milliseconds - first >= ECHO_MILLISECONDS) {
        // Asked twice and still here: perhaps the terminal takes no more output, so nothing may block now.
        int error = real_error >= 0 ? real_error : STDERR_FILENO;
        int out_flags = fcntl(tty_out, F_GETFL), error_flags = fcntl(error, F_GETFL);
        fcntl(tty_out, F_SETFL, out_flags | O_NONBLOCK);
        fcntl(error, F_SETFL, error_flags | O_NONBLOCK);
        ct_restore();
        print_reason("ended by ", ct_signal_name(number));
        // The shell shares these descriptors' modes.
        fcntl(error, F_SETFL, error_flags);
        fcntl(tty_out, F_SETFL, out_flags);
        _exit(128 + number);
    }
    char byte = (char)number;
    if (write(signal_pipe[1], &byte, 1) < 0) {} // A full pipe wakes the loop as well.
    errno = saved_errno;
}

static void on_report(int number, siginfo_t *info, void *context) {
    (void)info;
    (void)context;
    int saved_errno = errno;
    atomic_fetch_or(&pending, (uint_fast64_t)1 << number);
    char byte = (char)number;
    if (write(signal_pipe[1], &byte, 1) < 0) {}
    errno = saved_errno;
}

// --- The loop's side ---

static void install(int *slot, const int *numbers, int count, void (*handler)(int, siginfo_t *, void *), int flags) {
    for (int i = 0; i < count; i++) {
        int index = (*slot)++;
        handlers[index].number = numbers[i];
        handlers[index].installed = 0;
        struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO | flags};
        sigemptyset(&action.sa_mask);
        if (sigaction(numbers[i], NULL, &handlers[index].old) != 0) continue;
        if (numbers == deadly && handlers[index].old.sa_handler != SIG_DFL) continue;
        // What the parent had us ignore (nohup) stays ignored; size changes and going on are ignored by default.
        if (handlers[index].old.sa_handler == SIG_IGN && numbers[i] != SIGWINCH && numbers[i] != SIGCONT) continue;
        handlers[index].installed = sigaction(numbers[i], &action, NULL) == 0;
        sigset_t one;
        sigemptyset(&one);
        sigaddset(&one, numbers[i]);
        pthread_sigmask(SIG_UNBLOCK, &one, NULL);
    }
}

static void catch_error_output(void) {
    if (!isatty(STDERR_FILENO)) return; // It goes to a file or pipe already.
    caught_error = memfd_create("standard error", MFD_CLOEXEC);
    if (caught_error < 0) return;
    real_error = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 10);
    if (real_error < 0 || dup2(caught_error, STDERR_FILENO) < 0) {
        close(caught_error);
        if (real_error >= 0) close(real_error);
        caught_error = real_error = -1;
    }
}

static _Bool keep(char *place, size_t room, const char *text) {
    size_t size = text_length(text) + 1;
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
    if (signal_pipe[0] >= 0) return EBUSY;
    if (!keep(enter_text, sizeof enter_text, enter) || !keep(modes_text, sizeof modes_text, modes) ||
        !keep(leave_text, sizeof leave_text, leave) || !keep(name_text, sizeof name_text, name))
        return E2BIG;
    if (tcgetattr(input, &found) != 0) return errno;
    if (!ct_pipe_open(&signal_pipe[0], &signal_pipe[1])) return errno;
    // Somebody may call exit while the terminal is ours.
    if (!registered) registered = atexit(ct_restore) == 0;
    tty_in = input;
    tty_out = output;
    owner = pthread_self();
    ours = found;
    atomic_store(&pending, 0);
    atomic_store(&end_asked, 0);
    catch_error_output();
    // A stack overflow leaves no stack to restore the terminal from. The runtime's backtracer, where it is on, has set one up
    // already; threads started elsewhere have none.
    size_t stack_size = 64 * 1024;
    stack_t present;
    if (sigaltstack(NULL, &present) == 0 && (present.ss_flags & SS_DISABLE) && (alternate_stack = malloc(stack_size))) {
        stack_t stack = {.ss_sp = alternate_stack, .ss_size = stack_size};
        sigaltstack(&stack, NULL);
    }
    int slot = 0;
    install(&slot, ending, ENDING, on_ending, SA_RESTART);
    install(&slot, reported, REPORTED, on_report, SA_RESTART);
    install(&slot, crashing, CRASHING, on_crash, SA_ONSTACK);
    install(&slot, deadly, DEADLY, on_crash, SA_ONSTACK);
    // A connection that the other side closed must not end the process either.
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGPIPE, &ignore, &old_pipe);
    atomic_store(&state, CLAIMED);
    return 0;
}

int ct_claim_set_keys(void) {
    if (tcgetattr(tty_in, &ours) != 0) return errno;
    ours.c_lflag &= (tcflag_t) ~(ICANON | ECHO | ECHONL | IEXTEN);
    ours.c_lflag |= ISIG;
    ours.c_iflag &= (tcflag_t) ~(IXON | ICRNL | INLCR | IGNCR | ISTRIP);
    ours.c_cc[VMIN] = 1;
    ours.c_cc[VTIME] = 0;
    return tcsetattr(tty_in, TCSANOW, &ours) == 0 ? 0 : errno;
}

void ct_mouse_texts(const char *on, const char *off) {
    if (!keep(mouse_on_text, sizeof mouse_on_text, on) || !keep(mouse_off_text, sizeof mouse_off_text, off))
        mouse_on_text[0] = mouse_off_text[0] = 0;
    atomic_store(&mouse_is_on, 0);
    atomic_store(&mouse_was_on, 0);
}

void ct_mouse(_Bool on) {
    if (mouse_on_text[0] == 0) return;
    atomic_store(&mouse_is_on, on);
    // First the note, then the bytes: a signal between the two must turn off what it cannot know.
    if (on) atomic_store(&mouse_was_on, 1);
    const char *text = on ? mouse_on_text : mouse_off_text;
    ct_send((const uint8_t *)text, text_length(text));
}

void ct_send(const uint8_t *bytes, size_t size) {
    if (!ct_draw_begin()) return;
    write_all(tty_out, (const char *)bytes, size);
    ct_draw_end();
}

_Bool ct_draw_begin(void) {
    atomic_store(&drawing, 1);
    if (atomic_load(&state) == CLAIMED) return 1;
    atomic_store(&drawing, 0);
    return 0;
}

void ct_draw_end(void) { atomic_store(&drawing, 0); }

void ct_claim_assert(void) {
    tcsetattr(tty_in, TCSANOW, &ours);
    write_all(tty_out, modes_text, text_length(modes_text));
    if (atomic_load(&mouse_is_on)) write_all(tty_out, mouse_on_text, text_length(mouse_on_text));
}

void ct_claim_again(void) {
    int expected = FREE;
    if (!atomic_compare_exchange_strong(&state, &expected, CLAIMED)) return;
    tcsetattr(tty_in, TCSANOW, &ours);
    write_all(tty_out, enter_text, text_length(enter_text));
    ct_claim_assert();
}

void ct_claim_end(void) {
    if (signal_pipe[0] < 0) return;
    ct_restore();
    for (int i = 0; i < HANDLED; i++) {
        if (handlers[i].installed) sigaction(handlers[i].number, &handlers[i].old, NULL);
        handlers[i].installed = 0;
    }
    sigaction(SIGPIPE, &old_pipe, NULL);
    if (alternate_stack) {
        stack_t none = {.ss_flags = SS_DISABLE};
        sigaltstack(&none, NULL);
        free(alternate_stack);
        alternate_stack = NULL;
    }
    if (caught_error >= 0) {
        dup2(real_error, STDERR_FILENO);
        replay(); // What other threads wrote since the restore.
        close(real_error);
        close(caught_error);
        real_error = caught_error = -1;
    }
    close(signal_pipe[0]);
    close(signal_pipe[1]);
    signal_pipe[0] = signal_pipe[1] = -1;
}

void ct_print_reason(const char *reason) { print_reason(reason, ""); }

int ct_signal_descriptor(void) { return signal_pipe[0]; }

uint64_t ct_signals_take(void) {
    char buffer[256];
    while (read(signal_pipe[0], buffer, sizeof buffer) > 0) {}
    return (uint64_t)atomic_exchange(&pending, 0);
}

int ct_tty(void) { return tty_in; }

int ct_real_error(void) { return real_error; }

uint64_t ct_ends_asked(void) {
    uint_fast64_t ends = 0;
    for (int i = 0; i < ENDING; i++) ends |= (uint_fast64_t)1 << ending[i];
    return (uint64_t)(atomic_load(&pending) & ends);
}

void ct_report_children(struct sigaction *old) {
    struct sigaction action = {.sa_sigaction = on_report, .sa_flags = SA_SIGINFO | SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(SIGCHLD, &action, old);
}
