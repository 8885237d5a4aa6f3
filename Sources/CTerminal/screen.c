// ncurses as an output library: it keeps the picture that the terminal shows and sends what differs. Input is read and decoded
// by the session itself, because ncurses drops mouse events that arrive together and knows no unknown sequences.
#define NCURSES_WIDECHAR 1
#include "own.h"

#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
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

// What ncurses writes to, and the file that collects it; -1 when there is none.
static FILE *stream;
static int collected = -1;

_Bool ct_screen_open(void) {
    // A stream of its own: what others leave in standard output's buffer must not be sent with a picture.
    if (!stream) {
        int descriptor = fcntl(own.tty_out, F_DUPFD_CLOEXEC, 10);
        if (descriptor < 0 || !(stream = fdopen(descriptor, "w"))) return 0;
    }
    dup2(own.tty_out, fileno(stream));
    if (newterm(NULL, stream, stdin) == NULL) return 0;
    cbreak();
    noecho();
    nonl();
    // doupdate would look for keys and leave the picture half drawn.
    typeahead(-1);
    scrollok(stdscr, FALSE);
    leaveok(stdscr, TRUE);
    curs_set(0);
    // From here on ncurses writes its pictures into memory. Without that it writes them itself, in pieces,
    // and must not find a descriptor that refuses some.
    if (collected < 0) collected = memfd_create("picture", MFD_CLOEXEC);
    if (collected >= 0) {
        dup2(collected, fileno(stream));
    } else {
        fcntl(own.tty_out, F_SETFL, fcntl(own.tty_out, F_GETFL) & ~O_NONBLOCK);
    }
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

static const char update_begin[] = "\033[?2026h", update_end[] = "\033[?2026l";
enum { MARK = sizeof update_begin - 1 };

// Takes what was collected, between the marks of an update where asked for, and sends it at once.
static long send_collected(_Bool synchronized) {
    static char *buffer;
    static size_t room;
    off_t end = lseek(collected, 0, SEEK_CUR);
    if (end <= 0) return 0;
    size_t size = (size_t)end, mark = synchronized ? MARK : 0;
    if (size + 2 * MARK > room) {
        char *larger = realloc(buffer, 2 * size + 2 * MARK);
        // Without memory this picture is lost; the next whole one repairs it.
        if (larger) buffer = larger, room = 2 * size + 2 * MARK;
    }
    _Bool fits = size + 2 * MARK <= room && pread(collected, buffer + mark, size, 0) == end;
    if (ftruncate(collected, 0) == 0) lseek(collected, 0, SEEK_SET);
    if (!fits) {
        clearok(curscr, TRUE);
        return 0;
    }
    memcpy(buffer, update_begin, mark);
    memcpy(buffer + mark + size, update_end, mark);
    ct_write_all(own.tty_out, buffer, size + 2 * mark);
    return (long)(size + 2 * mark);
}

long ct_screen_flush(_Bool synchronized) {
    long sent = -1;
    if (!ct_draw_begin()) return 0;
    wnoutrefresh(stdscr);
    if (collected >= 0) {
        doupdate();
        sent = send_collected(synchronized);
    } else {
        if (synchronized) ct_write_all(own.tty_out, update_begin, MARK);
        doupdate();
        if (synchronized) ct_write_all(own.tty_out, update_end, MARK);
    }
    ct_draw_end();
    return sent;
}
