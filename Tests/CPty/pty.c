#define _GNU_SOURCE
#include "CPty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

struct report {
    int32_t what;
    int32_t number;
};

static void report(int fd, int what, int number) {
    struct report r = {what, number};
    if (write(fd, &r, sizeof r) < 0) {}
}

// After fork in a process with threads only async-signal-safe functions may be called, up to exec or _exit.

static void default_signals(void) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    for (int number = 1; number < 32; number++) sigaction(number, &action, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void ignore(int number) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_IGN;
    sigaction(number, &action, NULL);
}

static void run_job(const char *path, char *const arguments[], char *const environment[], const char *directory, int slave,
                    int status) {
    setpgid(0, 0);
    ignore(SIGTTOU);
    tcsetpgrp(slave, getpid());
    default_signals();
    for (int fd = 0; fd < 3; fd++) dup2(slave, fd);
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    if (directory && chdir(directory) != 0) {
        report(status, CPTY_FAILED, errno);
        _exit(127);
    }
    execve(path, arguments, environment);
    report(status, CPTY_FAILED, errno);
    _exit(127);
}

// The session's leader: it reports the job's fate and takes commands, until the test closes its end.
static void lead(pid_t job, int slave, int status, int control, int children) {
    _Bool alive = 1;
    for (;;) {
        struct pollfd p[2] = {{.fd = control, .events = POLLIN}, {.fd = children, .events = POLLIN}};
        if (poll(p, 2, -1) < 0 && errno != EINTR) break;
        if (p[1].revents) {
            struct signalfd_siginfo info;
            if (read(children, &info, sizeof info) < 0) {}
            int fate;
            while (alive && waitpid(job, &fate, WNOHANG | WUNTRACED) > 0) {
                if (WIFSTOPPED(fate)) {
                    tcsetpgrp(slave, getpgrp());
                    report(status, CPTY_STOPPED, WSTOPSIG(fate));
                } else {
                    alive = 0;
                    tcsetpgrp(slave, getpgrp());
                    if (WIFSIGNALED(fate))
                        report(status, CPTY_SIGNALLED, WTERMSIG(fate));
                    else
                        report(status, CPTY_EXITED, WEXITSTATUS(fate));
                }
            }
        }
        if (p[0].revents) {
            char letter = 0;
            if (read(control, &letter, 1) <= 0) break;
            if (alive && letter == 'f') tcsetpgrp(slave, job);
            if (alive) kill(-job, SIGCONT);
        }
    }
    if (alive) {
        kill(-job, SIGKILL);
        waitpid(job, NULL, 0);
    }
    _exit(0);
}

static void start_session(const char *path, char *const arguments[], char *const environment[], const char *directory,
                          const char *name, int status, int control) {
    default_signals();
    ignore(SIGHUP);
    ignore(SIGTTOU);
    ignore(SIGTTIN);
    setsid();
    int slave = open(name, O_RDWR);
    if (slave < 0) _exit(127);
    ioctl(slave, TIOCSCTTY, 0);
    // Descriptors of other terminals must not stay open in here: their ends would never be noticed.
    int keep[3] = {fcntl(slave, F_DUPFD_CLOEXEC, 100), fcntl(status, F_DUPFD_CLOEXEC, 100), fcntl(control, F_DUPFD_CLOEXEC, 100)};
    for (int i = 0; i < 3; i++)
        if (keep[i] < 0 || dup3(keep[i], 3 + i, O_CLOEXEC) < 0) _exit(127);
    close_range(6, ~0U, 0);
    slave = 3, status = 4, control = 5;

    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    int children = signalfd(-1, &child, SFD_CLOEXEC);
    pid_t job = fork();
    if (job == 0) run_job(path, arguments, environment, directory, slave, status);
    if (job < 0) _exit(127);
    setpgid(job, job);
    report(status, CPTY_STARTED, job);
    lead(job, slave, status, control, children);
}

int cpty_start(const char *path, char *const arguments[], char *const environment[], const char *directory, int rows,
               int columns, struct cpty *result) {
    int status[2] = {-1, -1}, control[2] = {-1, -1};
    int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    char name[64];
    if (master < 0) return errno;
    if (grantpt(master) != 0 || unlockpt(master) != 0 || ptsname_r(master, name, sizeof name) != 0 ||
        pipe2(status, O_CLOEXEC) != 0 || pipe2(control, O_CLOEXEC) != 0)
        goto failed;
    cpty_resize(master, rows, columns);
    memset(result, 0, sizeof *result);
    cpty_modes(master, result->flags, result->characters);
    pid_t leader = fork();
    if (leader == 0) start_session(path, arguments, environment, directory, name, status[1], control[0]);
    if (leader < 0) goto failed;
    close(status[1]);
    close(control[0]);
    fcntl(master, F_SETFL, O_RDWR | O_NONBLOCK);
    fcntl(status[0], F_SETFL, O_NONBLOCK);
    result->master = master;
    result->status = status[0];
    result->control = control[1];
    result->leader = leader;
    return 0;
failed:;
    int error = errno;
    cpty_close(master);
    for (int i = 0; i < 2; i++) {
        cpty_close(status[i]);
        cpty_close(control[i]);
    }
    return error;
}

ssize_t cpty_read(int descriptor, void *buffer, size_t size) {
    for (;;) {
        ssize_t n = read(descriptor, buffer, size);
        if (n >= 0) return n;
        if (errno == EINTR) continue;
        return errno == EAGAIN ? -1 : 0;
    }
}

ssize_t cpty_write(int descriptor, const void *buffer, size_t size) {
    for (;;) {
        ssize_t n = write(descriptor, buffer, size);
        if (n >= 0 || errno != EINTR) return n;
    }
}

int cpty_resize(int master, int rows, int columns) {
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    return ioctl(master, TIOCSWINSZ, &size);
}

int cpty_modes(int master, uint32_t flags[4], uint8_t characters[32]) {
    struct termios modes;
    if (tcgetattr(master, &modes) != 0) return -1;
    flags[0] = modes.c_iflag;
    flags[1] = modes.c_oflag;
    flags[2] = modes.c_cflag;
    flags[3] = modes.c_lflag;
    memcpy(characters, modes.c_cc, NCCS < 32 ? NCCS : 32);
    return 0;
}

void cpty_command(int control, char letter) {
    if (write(control, &letter, 1) < 0) {}
}

int cpty_signal(pid_t process, int number) { return process > 0 ? kill(process, number) : -1; }

void cpty_close(int descriptor) {
    if (descriptor >= 0) close(descriptor);
}

void cpty_end(struct cpty *pty) {
    cpty_close(pty->control);
    // The leader kills the job and ends; should it not, it is killed itself.
    struct timespec pause = {.tv_nsec = 2 * 1000 * 1000};
    for (int i = 0; i < 500 && waitpid(pty->leader, NULL, WNOHANG) == 0; i++) {
        if (i == 499) {
            kill(pty->leader, SIGKILL);
            waitpid(pty->leader, NULL, 0);
            break;
        }
        nanosleep(&pause, NULL);
    }
    cpty_close(pty->master);
    cpty_close(pty->status);
    pty->control = pty->master = pty->status = -1;
}
