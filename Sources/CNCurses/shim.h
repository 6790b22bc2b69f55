// ncurses for Swift: functions in place of the macros and the global variables that Swift cannot import.
#ifndef WSLENS_CNCURSES_SHIM_H
#define WSLENS_CNCURSES_SHIM_H

// The functions for wide characters; the second name is what the ncurses of macOS asks for.
#define NCURSES_WIDECHAR 1
#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif

#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

static inline WINDOW *shim_stdscr(void) { return stdscr; }
static inline WINDOW *shim_curscr(void) { return curscr; }
static inline int shim_colours(void) { return COLORS; }
static inline int shim_colour_pairs(void) { return COLOR_PAIRS; }

static inline attr_t shim_bold(void) { return A_BOLD; }
static inline attr_t shim_underline(void) { return A_UNDERLINE; }
static inline attr_t shim_reverse(void) { return A_REVERSE; }

/// The columns of a code point according to the system: -1 for one that it does not know. Declared here because <wchar.h>
/// hides it from programs that do not ask for X/Open.
extern int wcwidth(wchar_t code);
static inline int shim_width(wchar_t code) { return wcwidth(code); }

/// Opens the terminal of the type in TERM on standard input and output; NULL if it cannot. Unlike initscr it does not
/// end the process.
static inline SCREEN *shim_newterm(void) { return newterm(NULL, stdout, stdin); }

/// A string of the terminal's description by its name; NULL if it has none.
static inline const char *shim_string(const char *name) {
    const char *text = tigetstr((char *)name);
    return text == (const char *)-1 ? NULL : text;
}

/// Looks the terminal type up: 1 if it is known, 0 if it is not, -1 if there is no database. `can_move` says
/// whether its cursor can be moved. Leaves nothing behind.
static inline int shim_lookup(const char *type, bool *can_move) {
    int result = 1;
    *can_move = false;
    // setupterm fails with 1 for a type that it knows but thinks useless.
    if (setupterm((char *)type, STDOUT_FILENO, &result) != OK) return result;
    *can_move = shim_string("cup") != NULL;
    del_curterm(cur_term);
    return result;
}

/// Switches to UTF-8 whatever the environment says; false if the system has no such locale.
static inline bool shim_force_utf8(void) {
    return setlocale(LC_CTYPE, "C.UTF-8") != NULL || setlocale(LC_CTYPE, "en_US.UTF-8") != NULL;
}

/// Whether the environment names UTF-8, as in "xx_YY.UTF-8" or "UTF-8": in the first of the three variables that is set.
static inline bool shim_names_utf8(void) {
    const char *variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (int index = 0; index < 3; index++) {
        const char *name = getenv(variables[index]);
        if (name == NULL || *name == '\0') continue;
        const char *point = strchr(name, '.');
        const char *set = point == NULL ? name : point + 1;
        return strncasecmp(set, "UTF-8", 5) == 0 || strncasecmp(set, "UTF8", 4) == 0;
    }
    return false;
}

/// Takes the character set from the environment. Numbers and dates stay as they are everywhere. In a container the locale
/// of the environment is often not installed, but its character set is that of the terminal all the same.
static inline bool shim_take_locale(void) {
    if (setlocale(LC_CTYPE, "") == NULL && shim_names_utf8()) shim_force_utf8();
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/// Moves the terminal's cursor without regard to where it was. ncurses has to believe that it is already there: this
/// bypasses it, through the buffer of stdout, and ncurses has written all of its own when a refresh returns.
static inline void shim_move(int y, int x) {
    mvcur(-1, -1, y, x);
    fflush(stdout);
}

/// The size of the terminal as the kernel knows it; false if it does not.
static inline bool shim_size(int *width, int *height) {
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return false;
    *width = size.ws_col;
    *height = size.ws_row;
    return true;
}

#endif
