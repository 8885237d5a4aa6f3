#pragma once
// What the files of this target know of each other. One thread owns the terminal; the handlers run on any.
#define _GNU_SOURCE
#include "CTerminal.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <termios.h>

enum { FREE = 0, RESTORING = 1, CLAIMED = 2 };

// More than there are signals of interest.
enum { HANDLED = 32 };

struct ct_own {
    atomic_int state;
    // The signals that came and were not taken, bit n for signal n.
    atomic_uint_fast64_t pending;
    // When an end was first asked for, in milliseconds; 0 before.
    atomic_int_fast64_t end_asked;
    // Whether the owner is writing a picture just now; nothing of one may follow the restore.
    atomic_bool drawing;
    // When writing to the terminal is given up, in milliseconds; 0 while it may take its time.
    atomic_int_fast64_t write_deadline;
    // Whether a crash is handed on to whoever handled it before (a backtracer that was asked for).
    _Bool hands_crashes_on;
    // Whether the mouse is asked for, and whether it ever was.
    atomic_bool mouse_is_on, mouse_was_on;
    pthread_t owner;
    // The terminal for modes and input, and a descriptor of our own for output: nobody prints there by mistake.
    int tty_in, tty_out;
    int signal_pipe[2];
    // The file that catches what is printed on standard output, and on standard error where that is the terminal too.
    int caught;
    // Standard error as it was found; -1 when it is not caught.
    int real_error;
    struct termios found, ours;
    char enter[256], modes[256], leave[512], mouse_on[64], mouse_off[64], name[64];
    struct {
        int number;
        _Bool installed;
        struct sigaction old;
    } handlers[HANDLED];
    struct sigaction old_pipe;
    void *alternate_stack;
};

enum {
    // Some senders signal the process and then its group: that counts once.
    ECHO_MILLISECONDS = 200,
};

extern struct ct_own own;

// --- restore.c; all of it async-signal-safe ---

size_t ct_text_length(const char *text);
// Writes everything. Gives up when the terminal takes no more once an end was asked for, or after the deadline of a restore.
void ct_write_all(int fd, const char *text, size_t size);
// Milliseconds of a clock that never goes back, from 1.
int_fast64_t ct_milliseconds(void);
// Copies what was caught to the terminal, its end at most.
void ct_replay(void);
// Lets standard output and standard error be caught, or puts them back.
void ct_catch_output(_Bool on);
void ct_on_crash(int number, siginfo_t *info, void *context);
void ct_on_ending(int number, siginfo_t *info, void *context);
void ct_on_report(int number, siginfo_t *info, void *context);

// --- claim.c ---

// The signals in the set that ask for an end; the set is left as it is.
uint64_t ct_ends_asked(void);
