// What has to happen inside signal handlers, where Swift cannot go: a handler may only call functions that are
// async-signal-safe, and must not allocate.
//
// - After a crash the terminal is given back: the modes it had, and the sequences that leave the full screen, which are
//   looked up beforehand. Then the signal takes its usual course. The same happens when the process exits.
// - A new size, Ctrl-Z and continuing are passed on through a pipe, which wakes the one who waits for keys on any
//   thread.
//
// The one who waits may be a thread of a pool in which signals are blocked. A stop needs its signal unblocked: one that
// a thread sends itself would wait for ever, and the kernel lets a thread that blocks SIGTTOU write from the
// background.
//
// The variables are weak, so that there is one of each however many object files include this header.
#ifndef WSLENS_CNCURSES_SIGNALS_H
#define WSLENS_CNCURSES_SIGNALS_H

#include "shim.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <termios.h>

#define SHIM_CRASHES 7
#define SHIM_NOTICES 3

struct shim_terminal {
    volatile sig_atomic_t armed;
    bool has_modes;
    struct termios modes;
    char leave[256];
    size_t leave_length;
    int pipe[2];
    struct sigaction before_crash[SHIM_CRASHES];
    struct sigaction before_notice[SHIM_NOTICES];
    // A crash by a stack that has run out needs another stack to run the handler on.
    char stack[65536];
};

__attribute__((weak)) struct shim_terminal shim_terminal = {.pipe = {-1, -1}};

static inline int shim_crash(int index) {
    const int signals[SHIM_CRASHES] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGQUIT};
    return signals[index];
}

static inline int shim_notice(int index) {
    const int signals[SHIM_NOTICES] = {SIGWINCH, SIGTSTP, SIGCONT};
    return signals[index];
}

/// Whether the terminal belongs to another process group now. Async-signal-safe.
static inline bool shim_is_in_background(void) {
    pid_t group = tcgetpgrp(STDIN_FILENO);
    return group > 0 && group != getpgrp();
}

/// Gives the terminal back, unless it belongs to another process group now. Async-signal-safe.
static inline void shim_give_back(void) {
    if (!shim_terminal.armed) return;
    shim_terminal.armed = 0;
    if (shim_is_in_background()) return;
    ssize_t written = write(STDOUT_FILENO, shim_terminal.leave, shim_terminal.leave_length);
    (void)written;
    if (shim_terminal.has_modes) tcsetattr(STDIN_FILENO, TCSANOW, &shim_terminal.modes);
}

static inline void shim_on_crash(int signal, siginfo_t *info, void *context) {
    shim_give_back();
    // Swift's own handler comes next: it prints where the program was and then, on a terminal, waits half a minute for
    // a key. Whoever used a full screen wants the shell instead; so there are no keys.
    int nothing = open("/dev/null", O_RDONLY);
    if (nothing >= 0) dup2(nothing, STDIN_FILENO);
    for (int i = 0; i < SHIM_CRASHES; i++) {
        if (shim_crash(i) != signal) continue;
        struct sigaction next = shim_terminal.before_crash[i];
        sigaction(signal, &next, NULL);
        if (next.sa_flags & SA_SIGINFO) next.sa_sigaction(signal, info, context);
    }
    // Returning would repeat a broken instruction, but a signal that was sent would be over, and the program go on.
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    sigaction(signal, &action, NULL);
    raise(signal);
}

static inline void shim_on_notice(int signal) {
    int saved = errno;
    char byte = signal == SIGWINCH ? 'w' : signal == SIGTSTP ? 's' : 'c';
    ssize_t written = write(shim_terminal.pipe[1], &byte, 1);
    (void)written;
    errno = saved;
}

/// Appends a terminfo string without its padding, which is written `$<5>`.
static inline void shim_append(const char *name) {
    const char *text = tigetstr((char *)name);
    if (text == NULL || text == (const char *)-1) return;
    while (*text != 0 && shim_terminal.leave_length < sizeof shim_terminal.leave) {
        const char *end = text[0] == '$' && text[1] == '<' ? strchr(text, '>') : NULL;
        if (end != NULL) {
            text = end + 1;
        } else {
            shim_terminal.leave[shim_terminal.leave_length++] = *text++;
        }
    }
}

/// Listens for a notice, unless the process was started to ignore it, as one is that has no shell to stop for.
static inline void shim_listen(int index) {
    if (shim_terminal.before_notice[index].sa_handler == SIG_IGN) return;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = shim_on_notice;
    action.sa_flags = SA_RESTART;
    sigaction(shim_notice(index), &action, NULL);
}

/// Remembers the terminal's modes and listens for notices; false when there is no pipe to be had.
///
/// To be called before ncurses sets the terminal up: it changes the modes, and a SIGTSTP that has no handler by then
/// gets one of its own, and is thrown away while a picture is being written.
static inline bool shim_listen_all(void) {
    if (shim_terminal.pipe[0] < 0) {
        if (pipe(shim_terminal.pipe) != 0) return false;
        for (int i = 0; i < 2; i++) {
            fcntl(shim_terminal.pipe[i], F_SETFL, O_NONBLOCK);
            fcntl(shim_terminal.pipe[i], F_SETFD, FD_CLOEXEC);
        }
    }
    shim_terminal.has_modes = tcgetattr(STDIN_FILENO, &shim_terminal.modes) == 0;
    for (int i = 0; i < SHIM_NOTICES; i++) {
        sigaction(shim_notice(i), NULL, &shim_terminal.before_notice[i]);
        shim_listen(i);
    }
    return true;
}

/// Ends what `shim_listen_all` began.
static inline void shim_unlisten(void) {
    for (int i = 0; i < SHIM_NOTICES; i++) sigaction(shim_notice(i), &shim_terminal.before_notice[i], NULL);
}

/// Has the terminal given back after a crash; to be called when ncurses has set it up.
static inline void shim_arm(void) {
    static bool registered = false;
    shim_terminal.leave_length = 0;
    const char *names[] = {"sgr0", "op", "rmkx", "cnorm", "rmcup"};
    for (int i = 0; i < 5; i++) shim_append(names[i]);

    stack_t stack;
    memset(&stack, 0, sizeof stack);
    stack.ss_sp = shim_terminal.stack;
    stack.ss_size = sizeof shim_terminal.stack;
    sigaltstack(&stack, NULL);

    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = shim_on_crash;
    // Not deferred: the handler raises the signal again and means it to arrive at once.
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    for (int i = 0; i < SHIM_CRASHES; i++) sigaction(shim_crash(i), &action, &shim_terminal.before_crash[i]);
    if (!registered) registered = atexit(shim_give_back) == 0;
    shim_terminal.armed = 1;
}

/// Takes the handlers away again; the terminal is expected to be given back.
static inline void shim_disarm(void) {
    shim_terminal.armed = 0;
    for (int i = 0; i < SHIM_CRASHES; i++) sigaction(shim_crash(i), &shim_terminal.before_crash[i], NULL);
    shim_unlisten();
}

/// Lets a signal reach this thread; returns the signals that it blocked.
static inline sigset_t shim_unblock(int signal) {
    sigset_t wanted, before;
    sigemptyset(&wanted);
    sigaddset(&wanted, signal);
    pthread_sigmask(SIG_UNBLOCK, &wanted, &before);
    return before;
}

/// Stops the process by SIGTSTP, as Ctrl-Z does, or by SIGTTOU, as the kernel does with one that changes a terminal
/// from the background. Returns when it continues. The terminal is expected to be given back.
static inline void shim_stop(int signal) {
    struct sigaction action, handler;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    sigaction(signal, &action, &handler);
    sigset_t blocked = shim_unblock(signal);
    raise(signal);
    pthread_sigmask(SIG_SETMASK, &blocked, NULL);
    sigaction(signal, &handler, NULL);
}

/// Returns when the terminal belongs to this process group: in the background the kernel stops it until the shell
/// brings it to the foreground. Waiting for output to drain counts as a change to the terminal, and changes nothing.
///
/// For a process that has nothing to tidy up yet: what asks it to end meanwhile ends it at once.
static inline void shim_claim(void) {
    const int endings[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction handlers[3], action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    for (int i = 0; i < 3; i++) sigaction(endings[i], &action, &handlers[i]);
    sigset_t blocked = shim_unblock(SIGTTOU);
    while (tcdrain(STDIN_FILENO) != 0 && errno == EINTR) continue;
    pthread_sigmask(SIG_SETMASK, &blocked, NULL);
    for (int i = 0; i < 3; i++) sigaction(endings[i], &handlers[i], NULL);
}

/// Says whether the terminal is taken over, so that it has to be given back when the process ends.
static inline void shim_set_armed(bool armed) { shim_terminal.armed = armed; }

/// The next notice: 'w' for a new size, 's' for Ctrl-Z, 'c' for continuing; 0 when there is none.
static inline int shim_next_notice(void) {
    char byte = 0;
    return read(shim_terminal.pipe[0], &byte, 1) == 1 ? byte : 0;
}

/// Waits for a key or a notice, at most that many milliseconds. `input` says whether standard input is worth waiting
/// for; it is cleared when the terminal has gone, which would wake the waiting for ever.
static inline void shim_wait(int milliseconds, bool *input) {
    struct pollfd files[2] = {
        {.fd = shim_terminal.pipe[0], .events = POLLIN},
        {.fd = *input ? STDIN_FILENO : -1, .events = POLLIN},
    };
    if (poll(files, 2, milliseconds) <= 0) return;
    if ((files[1].revents & (POLLHUP | POLLERR | POLLNVAL)) && !(files[1].revents & POLLIN)) *input = false;
}

#endif
