#pragma once
// Everything that needs C: ncurses calls (its macros and variadics cannot be imported), and what must be safe in a signal
// handler. No ncurses header is included here, so none of its macros reaches Swift.
#include <stddef.h>
#include <stdint.h>

// --- Locale (screen.c) ---

// Sets the locale of characters, "" for the user's own; false when the system does not have it.
_Bool ct_locale_set(const char *name);
// The character encoding of the present locale, as "UTF-8".
const char *ct_locale_codeset(void);
// The columns the C library gives a scalar; -1 when it knows no glyph.
int ct_scalar_width(uint32_t scalar);

// --- Terminal description (screen.c) ---

// Reads the description of TERM without touching the terminal: 1 found, 0 unknown, -1 no database.
int ct_terminfo_open(const char *term);
// A string capability, or NULL when absent. Valid until the next call.
const char *ct_terminfo_string(const char *name);
// A numeric capability, or -1 when absent.
int ct_terminfo_number(const char *name);

// --- Screen (screen.c); one thread only ---

// Opens ncurses on standard input and output; false when it refuses. Needs ct_terminfo_open first.
_Bool ct_screen_open(void);
// Asks the terminal for its size; 0 x 0 when it does not know.
void ct_screen_measure(int *rows, int *width);
// Tells ncurses the size.
_Bool ct_screen_resize(int rows, int width);
// Starts colours: how many there are, 0 when none.
int ct_screen_colours(void);
// How many colour pairs there are; valid after ct_screen_colours.
int ct_screen_pairs(void);
// Defines a colour pair; -1 is the terminal's own colour.
_Bool ct_pair_define(int pair, int foreground, int background);

enum { CT_BOLD = 1, CT_DIM = 2, CT_REVERSE = 4, CT_UNDERLINE = 8 };

// Puts one glyph (a spacing character and at most four marks) into ncurses' picture.
void ct_put(int row, int column, const uint32_t *scalars, int count, int attributes, int pair);
// Shows the text cursor at a place, or hides it.
void ct_cursor(_Bool visible, int row, int column);
// Makes the next flush draw everything anew.
void ct_screen_invalidate(void);
// Sends what changed with one write, as one synchronized update where asked for: how many bytes, 0 when nothing changed, -1 when
// that is not known.
long ct_screen_flush(_Bool synchronized);

// --- Claim and restore (restore.c) ---

// Takes the terminal: remembers its modes, catches what is printed on standard output and standard error, installs the signal
// handlers. `enter` switches to the other screen, `modes` turns on what we use, `leave` undoes both; `name` starts the line that
// says why a program ended. Writes nothing yet. 0, or an errno.
int ct_claim_begin(int input, int output, const char *enter, const char *modes, const char *leave, const char *name);
// What asks for the mouse, and for none any more; both empty where the terminal has none.
void ct_mouse_texts(const char *on, const char *off);
// Asks for the mouse or for none. The restore turns it off where it ever was on.
void ct_mouse(_Bool on);
// Writes bytes that belong to no picture (the clipboard's), whole and between pictures.
void ct_send(const uint8_t *bytes, size_t size);
// Switches the line to single keys without echo; signals by key stay on.
int ct_claim_set_keys(void);
// Takes the terminal again after ct_restore. Does nothing when it is taken.
void ct_claim_again(void);
// Runs a program in the terminal's foreground and waits for its end, as a shell does: when it is stopped, this process stops as
// well, and both go on together. The arguments end in NULL; the first is looked for in PATH. Call between ct_restore and
// ct_claim_again. 0, or an errno when it could not be started; its wait status is left in `status`.
int ct_run_foreground(char *const arguments[], int *status);
// Turns our modes on without entering the other screen: at the start (ncurses enters it) and when somebody else may have
// changed them meanwhile.
void ct_claim_assert(void);
// Brackets what is written of a picture; false when the terminal is not ours (a crash of another thread restored it just now).
_Bool ct_draw_begin(void);
void ct_draw_end(void);
// Gives the terminal back as it was found, then prints what was caught meanwhile. Idempotent and async-signal-safe.
void ct_restore(void);
// After a stop: the modes that the terminal has now are those to give back later; the user may have changed them.
void ct_remember_modes(void);
// Drops all but the end of what was caught, when that has become long.
void ct_trim_printed(void);
// ct_restore, and everything else back: handlers, standard output and error, descriptors.
void ct_claim_end(void);
// Prints `name: reason` to the real standard error.
void ct_print_reason(const char *reason);

// Opens a pipe whose ends neither block nor are inherited; false when the system refuses.
_Bool ct_pipe_open(int *reading, int *writing);
// Becomes readable when a signal came.
int ct_signal_descriptor(void);
// Takes the set of signals that came since, bit n for signal n.
uint64_t ct_signals_take(void);
// "SIGTERM"; "a signal" for those that are not handled here.
const char *ct_signal_name(int number);
// Stops the process group as the terminal's suspend key does, and returns when it goes on. Call between ct_restore and
// ct_claim_again. Where nobody could ever continue it (an orphaned group) it returns at once.
void ct_stop_group(void);
// Whether the process group has the terminal.
_Bool ct_in_foreground(void);

// Bounds the places in which the allocator keeps free memory; before other threads begin.
void ct_memory_begin(void);
// Gives memory that nothing uses back to the system. From any thread; some milliseconds.
void ct_memory_trim(void);

// For commands without a screen. From the return of this call on INT and TERM are never lost: the first one makes the returned
// descriptor readable (one byte, its number), a second one ends the process at once. -1 when there are no descriptors left.
int ct_stop_begin(void);
// The first signal; 0 while none has come.
int ct_stop_number(void);
// Both end the process at once again, unless one of them has come.
void ct_stop_end(void);
