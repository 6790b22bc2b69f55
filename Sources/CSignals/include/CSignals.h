// What has to happen inside signal handlers, where Swift cannot go: a handler may only call functions that are
// async-signal-safe, and must not allocate.
//
// - After a crash, or another signal that ends the process and that nothing handles, the terminal is given back: the modes it had, no reports of the mouse, and the sequences that leave the
//   full screen, which the caller hands over beforehand. Then the signal takes its usual course. The same happens when the process exits.
// - A file that is half written is removed when a signal ends the process.
// - A new size, Ctrl-Z and continuing are passed on through a pipe, which wakes the thread that waits for
//   keys.
//
// That thread may belong to a pool in which signals are blocked. A stop needs its signal unblocked: one that
// a thread sends itself would stay pending forever, and the kernel lets a thread that blocks SIGTTOU write from the
// background.
#ifndef WSLENS_CSIGNALS_H
#define WSLENS_CSIGNALS_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Whether the terminal now belongs to another process group. Async-signal-safe.
bool signals_in_background(void);

/// Remembers the terminal's modes and listens for notices; false if no pipe could be created.
///
/// To be called before ncurses sets the terminal up: it changes the modes, and if SIGTSTP has no handler by then,
/// ncurses installs its own, which drops the signal while a picture is being written.
bool signals_listen(void);

/// Ends what `signals_listen` began.
void signals_unlisten(void);

/// Arranges for the terminal to be restored after a crash; to be called after ncurses has set it up. `leave` is the
/// sequence that leaves the full screen; bytes after the first 256 are ignored.
void signals_arm(const uint8_t *leave, size_t length);

/// Asks the terminal to report clicks and the wheel, or to stop that. While it reports them, the end of the process stops it as well.
/// To be called only where the terminal understands ANSI sequences.
void signals_report_mouse(bool on);

/// Removes the handlers; the terminal is expected to have been restored.
void signals_disarm(void);

/// Whether the process ignores a signal, as those that nohup starts ignore SIGHUP.
bool signals_is_ignored(int signal);

/// Lets output go on that the terminal does not take: what Ctrl-S stopped is started, and where nobody reads the terminal, what waits for it is
/// dropped. Returns after half a second at most. It may be called from any thread, and again while another thread goes on writing.
/// Async-signal-safe.
void signals_release_output(void);

/// Sets whether the terminal is taken over, so that it has to be restored when the process ends.
void signals_set_armed(bool armed);

/// Sets the file that is removed when SIGINT, SIGTERM, SIGHUP or another signal that is no crash ends the process; NULL for none. One that the program ignores or
/// handles removes nothing, and neither does a path of 4096 bytes or more.
void signals_remove_when_ended(const char *path);

/// Stops the process by SIGTSTP, as Ctrl-Z does, or by SIGTTOU, as the kernel does with one that changes a terminal
/// from the background. Returns when it continues. The terminal is expected to have been restored.
void signals_stop(int signal);

/// Returns when the terminal belongs to this process group: in the background the kernel stops it until the shell
/// brings it to the foreground.
///
/// For a process that has nothing to tidy up yet: a signal to end it meanwhile ends it at once.
void signals_claim(void);

/// The next notice: 'w' for a new size, 's' for Ctrl-Z, 'c' for continuing, 'n' for news from another thread; 0 if
/// there is none.
int signals_next_notice(void);

/// Ends the wait, from any thread: there is news. Before `signals_listen` it does nothing.
void signals_wake(void);

/// Waits for a key or a notice, at most that many milliseconds. `input` says whether standard input is worth waiting
/// for; it is cleared when the terminal is gone, which would otherwise end every wait at once.
void signals_wait(int milliseconds, bool *input);

#endif
