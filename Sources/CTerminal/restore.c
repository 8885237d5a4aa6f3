// Gives the terminal back on every way out: return, signal, crash. Everything in this file is async-signal-safe (POSIX.1-2017,
// 2.4.3), and all that it writes was prepared when the terminal was claimed.
#include "own.h"

#include <errno.h>
#include <poll.h>
#include <time.h>
#include <unistd.h>

enum {
    // What is replayed at most: the end tells why a program died.
    REPLAYED = 64 * 1024,
    // How long a restore waits for a terminal that takes no more: then it is lost, and the program ends all the same.
    RESTORE_MILLISECONDS = 400,
};

struct ct_own own = {
    .state = FREE, .tty_in = -1, .tty_out = -1, .signal_pipe = {-1, -1}, .caught = -1, .real_error = -1,
};

// Whether nobody may wait for the terminal any longer.
static _Bool has_no_time(void) {
    int_fast64_t deadline = atomic_load(&own.write_deadline);
    if (deadline) return ct_milliseconds() >= deadline;
    return ct_ends_asked() != 0;
}

void ct_write_all(int fd, const char *text, size_t size) {
    while (size > 0) {
        ssize_t n = write(fd, text, size);
        if (n > 0) {
            text += n;
            size -= (size_t)n;
        } else if (n < 0 && errno == EINTR) {
            continue;
        } else if (n < 0 && errno == EAGAIN && !has_no_time()) {
            // The descriptor is our own and does not block, so that a terminal which nobody reads holds up no signal.
            struct pollfd p = {.fd = fd, .events = POLLOUT};
            poll(&p, 1, 20);
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

size_t ct_text_length(const char *text) {
    size_t n = 0;
    while (text[n]) n++;
    return n;
}

// Whether a terminal would obey a character, or show a text in another order than it was written (as SafeText in Swift).
static _Bool is_obeyed(uint32_t c) {
    return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200B || c == 0x200E ||
           c == 0x200F || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
           (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE00FF);
}

// Puts '?' for every byte of what a terminal must not get: such characters, and what is not UTF-8. Returns how many bytes are
// ready: a character whose rest comes later waits for it.
static size_t make_harmless(unsigned char *text, size_t size, _Bool is_last) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t i = 0;
    while (i < size) {
        unsigned char c = text[i];
        size_t length = c < 0x80 ? 1 : c >= 0xF5 ? 0 : c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC2 ? 2 : 0;
        if (length > size - i && !is_last) return i;
        uint32_t scalar = length > 1 ? c & (0x7Fu >> length) : c;
        _Bool is_whole = length > 0 && length <= size - i;
        for (size_t j = 1; is_whole && j < length; j++) {
            is_whole = (text[i + j] & 0xC0) == 0x80;
            scalar = scalar << 6 | (text[i + j] & 0x3F);
        }
        if (is_whole) is_whole = scalar >= least[length] && (scalar < 0xD800 || scalar > 0xDFFF);
        if (!is_whole) length = 1;
        if (!is_whole || is_obeyed(scalar))
            for (size_t j = 0; j < length; j++) text[i + j] = '?';
        i += length;
    }
    return i;
}

void ct_replay(void) {
    if (own.caught < 0) return;
    off_t size = lseek(own.caught, 0, SEEK_END);
    off_t at = size > REPLAYED ? size - REPLAYED : 0;
    char buffer[1024];
    while (at < size) {
        ssize_t n = pread(own.caught, buffer, sizeof buffer, at);
        if (n <= 0) break;
        // The text may quote data from outside.
        size_t ready = make_harmless((unsigned char *)buffer, (size_t)n, at + n >= size);
        if (ready == 0) break;
        ct_write_all(own.tty_out, buffer, ready);
        at += (off_t)ready;
    }
    if (ftruncate(own.caught, 0) == 0) lseek(own.caught, 0, SEEK_SET);
}

void ct_catch_output(_Bool on) {
    if (own.caught < 0) return;
    dup2(on ? own.caught : own.tty_out, STDOUT_FILENO);
    if (own.real_error >= 0) dup2(on ? own.caught : own.real_error, STDERR_FILENO);
}

static void print_reason(const char *verb, const char *reason) {
    // Standard error on the terminal is written past, to the descriptor that does not block.
    int fd = own.real_error >= 0 ? own.tty_out : STDERR_FILENO;
    char line[256];
    size_t size = 0;
    const char *parts[] = {own.name, ": ", verb, reason, "\n"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t n = ct_text_length(parts[i]);
        if (n > sizeof line - size) n = sizeof line - size;
        for (size_t j = 0; j < n; j++) line[size++] = parts[i][j];
    }
    ct_write_all(fd, line, size);
}

void ct_restore(void) {
    int expected = CLAIMED;
    if (!atomic_compare_exchange_strong(&own.state, &expected, RESTORING)) {
        // Another thread is at it: let it finish, but not for ever (this one may have interrupted that very thread).
        for (int i = 0; i < 20 && atomic_load(&own.state) == RESTORING; i++) poll(NULL, 0, 10);
        return;
    }
    int saved_errno = errno;
    atomic_store(&own.write_deadline, ct_milliseconds() + RESTORE_MILLISECONDS);
    // No new picture is begun from here on; one that another thread is writing may end, unless the terminal hangs.
    if (!pthread_equal(pthread_self(), own.owner))
        for (int i = 0; i < 40 && atomic_load(&own.drawing); i++) poll(NULL, 0, 5);
    // From the background tcsetattr would stop the process instead of letting it end.
    sigset_t block, before;
    sigemptyset(&block);
    sigaddset(&block, SIGTTOU);
    pthread_sigmask(SIG_BLOCK, &block, &before);
    if (atomic_load(&own.mouse_was_on)) ct_write_all(own.tty_out, own.mouse_off, ct_text_length(own.mouse_off));
    ct_write_all(own.tty_out, own.leave, ct_text_length(own.leave));
    tcsetattr(own.tty_in, TCSANOW, &own.found);
    // The mouse's last reports would be typed into the shell.
    if (atomic_load(&own.mouse_was_on)) tcflush(own.tty_in, TCIFLUSH);
    ct_catch_output(0);
    ct_replay();
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    atomic_store(&own.state, FREE);
    errno = saved_errno;
}

static void restore_disposition(int number, _Bool hands_on) {
    struct sigaction usual = {.sa_handler = SIG_DFL};
    sigemptyset(&usual.sa_mask);
    for (int i = 0; i < HANDLED; i++)
        if (own.handlers[i].installed && own.handlers[i].number == number)
            sigaction(number, hands_on ? &own.handlers[i].old : &usual, NULL);
}

void ct_on_crash(int number, siginfo_t *info, void *context) {
    (void)context;
    _Bool first = atomic_load(&own.state) != FREE;
    ct_restore();
    if (first) print_reason("ended by ", ct_signal_name(number));
    // A backtracer takes its time and may ask questions: it has its say when it was asked for, and never when somebody
    // else's signal is to end the program.
    _Bool is_sent = info->si_code <= 0 && info->si_pid != getpid();
    restore_disposition(number, own.hands_crashes_on && !is_sent);
    // A fault happens again when the instruction is repeated, then with the true place. Every other signal has to be sent
    // again, a trap's too: its instruction is over.
    _Bool is_fault = number == SIGSEGV || number == SIGBUS || number == SIGILL || number == SIGFPE;
    if (is_fault && info->si_code > 0) return;
    raise(number);
}

void ct_on_ending(int number, siginfo_t *info, void *context) {
    (void)info;
    (void)context;
    int saved_errno = errno;
    int_fast64_t milliseconds = ct_milliseconds();
    int_fast64_t first = 0;
    _Bool again = !atomic_compare_exchange_strong(&own.end_asked, &first, milliseconds);
    atomic_fetch_or(&own.pending, (uint_fast64_t)1 << number);
    // A hang-up does not count, it comes from the kernel and from the shell; nor does an echo: some senders signal the process
    // and then its group.
    if (again && number != SIGHUP && milliseconds - first >= ECHO_MILLISECONDS) {
        // Asked twice and still here: something else than the terminal holds the program up.
        ct_restore();
        print_reason("ended by ", ct_signal_name(number));
        _exit(128 + number);
    }
    char byte = (char)number;
    if (write(own.signal_pipe[1], &byte, 1) < 0) {} // A full pipe wakes the loop as well.
    errno = saved_errno;
}

void ct_on_report(int number, siginfo_t *info, void *context) {
    (void)info;
    (void)context;
    int saved_errno = errno;
    atomic_fetch_or(&own.pending, (uint_fast64_t)1 << number);
    char byte = (char)number;
    if (write(own.signal_pipe[1], &byte, 1) < 0) {}
    errno = saved_errno;
}

void ct_print_reason(const char *reason) { print_reason(reason, ""); }
