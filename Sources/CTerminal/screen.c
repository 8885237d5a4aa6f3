// ncurses as an output library: it keeps the picture that the terminal shows and sends what differs. Input is read and decoded
// by the session itself, because ncurses drops mouse events that arrive together and knows no unknown sequences.
#define NCURSES_WIDECHAR 1
#include "own.h"

#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

_Bool ct_locale_set(const char *name) { return setlocale(LC_CTYPE, name) != NULL; }

const char *ct_locale_codeset(void) { return nl_langinfo(CODESET); }

int ct_scalar_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

int ct_terminfo_open(const char *term) {
    int result = -1;
    // With a place for the result setupterm returns where it would otherwise end the process.
    setupterm(term, STDOUT_FILENO, &result);
    return result;
}

const char *ct_terminfo_string(const char *name) {
    const char *value = tigetstr(name);
    return value == (const char *)-1 ? NULL : value;
}

int ct_terminfo_number(const char *name) {
    int value = tigetnum(name);
    return value < 0 ? -1 : value;
}

_Bool ct_screen_open(void) {
    // A stream of its own: what others leave in standard output's buffer must not be sent with a picture.
    static FILE *output;
    if (!output) output = fdopen(own.tty_out, "w");
    if (output == NULL || newterm(NULL, output, stdin) == NULL) return 0;
    cbreak();
    noecho();
    nonl();
    // doupdate would look for keys and leave the picture half drawn.
    typeahead(-1);
    scrollok(stdscr, FALSE);
    leaveok(stdscr, TRUE);
    curs_set(0);
    return 1;
}

void ct_screen_measure(int *rows, int *width) {
    struct winsize size;
    memset(&size, 0, sizeof size);
    if (ioctl(own.tty_out, TIOCGWINSZ, &size) != 0) ioctl(own.tty_in, TIOCGWINSZ, &size);
    *rows = size.ws_row;
    *width = size.ws_col;
}

_Bool ct_screen_resize(int rows, int width) { return resizeterm(rows, width) == OK; }

int ct_screen_colours(void) {
    // Pairs may only be used after this: ncurses 6.4 crashes in alloc_pair on a terminal without colours.
    if (!has_colors() || start_color() != OK) return 0;
    use_default_colors();
    return COLORS;
}

int ct_screen_pairs(void) { return COLOR_PAIRS; }

_Bool ct_pair_define(int pair, int foreground, int background) {
    return init_extended_pair(pair, foreground, background) == OK;
}

void ct_put(int row, int column, const uint32_t *scalars, int count, int attributes, int pair) {
    wchar_t text[CCHARW_MAX + 1];
    int n = 0;
    for (; n < count && n < CCHARW_MAX; n++) text[n] = (wchar_t)scalars[n];
    text[n] = 0;
    attr_t looks = WA_NORMAL;
    if (attributes & CT_BOLD) looks |= WA_BOLD;
    if (attributes & CT_DIM) looks |= WA_DIM;
    if (attributes & CT_REVERSE) looks |= WA_REVERSE;
    if (attributes & CT_UNDERLINE) looks |= WA_UNDERLINE;
    cchar_t cell;
    // The pair goes through the last argument: the short one ends at 32767.
    if (setcchar(&cell, text, looks, 0, &pair) != OK) return;
    // In the last cell of the last row this reports an error although the glyph is put: the cursor cannot go on.
    mvadd_wch(row, column, &cell);
}

void ct_cursor(_Bool visible, int row, int column) {
    leaveok(stdscr, !visible);
    if (visible) move(row, column);
    if (!ct_draw_begin()) return;
    curs_set(visible);
    ct_draw_end();
}

void ct_screen_invalidate(void) { clearok(curscr, TRUE); }

void ct_screen_flush(_Bool synchronized) {
    static const char begin[] = "\033[?2026h", end[] = "\033[?2026l";
    // write(2), because ncurses sends its own buffer that way: through stdio the marks would come after the picture.
    if (!ct_draw_begin()) return;
    wnoutrefresh(stdscr);
    if (synchronized && write(own.tty_out, begin, sizeof begin - 1) < 0) {}
    doupdate();
    if (synchronized && write(own.tty_out, end, sizeof end - 1) < 0) {}
    ct_draw_end();
}
