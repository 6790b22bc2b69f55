// ncurses for Swift: functions in place of the macros that Swift cannot import.
#ifndef WSLENS_CNCURSES_SHIM_H
#define WSLENS_CNCURSES_SHIM_H
#define NCURSES_WIDECHAR 1
#include <curses.h>
#endif
