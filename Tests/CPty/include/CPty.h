#pragma once
// Runs a program on a pseudo-terminal as a shell would run it: as a job with a process group of its own, in the foreground of
// a session whose leader is a small helper. So it can be stopped and continued, and the terminal outlives it for inspection.
#include <stdint.h>
#include <sys/types.h>

struct cpty {
    int master;  // The terminal's other end; does not block.
    int status;  // Reports, 8 bytes each: what happened and a number; does not block.
    int control; // One letter a command; closing it ends the job.
    pid_t leader;
    uint32_t flags[4];        // The modes before anything ran, as cpty_modes gives them.
    uint8_t characters[32];
};

enum {
    CPTY_STARTED = 1,  // the process's id
    CPTY_FAILED = 2,   // the error number of exec
    CPTY_STOPPED = 3,  // the signal
    CPTY_EXITED = 4,   // the status
    CPTY_SIGNALLED = 5 // the signal
};

// Starts a program; 0 or an errno. The arrays end in NULL; `directory` may be NULL.
int cpty_start(const char *path, char *const arguments[], char *const environment[], const char *directory, int rows,
               int columns, struct cpty *result);
// Reads what is there: the number of bytes, 0 when the other side is gone, -1 when nothing is there now.
ssize_t cpty_read(int descriptor, void *buffer, size_t size);
// Writes what fits now: the number of bytes, or -1.
ssize_t cpty_write(int descriptor, const void *buffer, size_t size);
// Changes the terminal's size, which signals SIGWINCH to the job.
int cpty_resize(int master, int rows, int columns);
// The terminal's modes: input, output, control and local flags, and the 32 control characters; -1 when there are none.
int cpty_modes(int master, uint32_t flags[4], uint8_t characters[32]);
// 'f' continues the job in the foreground, 'b' in the background.
void cpty_command(int control, char letter);
// Sends a signal to the job.
int cpty_signal(pid_t process, int number);
// Ends everything and closes the descriptors that are open.
void cpty_end(struct cpty *pty);
void cpty_close(int descriptor);
