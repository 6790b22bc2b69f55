// The handlers of signals, and the pipe by which they wake the screen. What they are for is in CSignals.h.

#include "CSignals.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { CRASHES = 13, NOTICES = 3, ENDINGS = 9 };

// The last six are no crashes, but nothing here handles them, and they end the process as well.
static const int crashes[CRASHES] = {SIGILL,  SIGTRAP, SIGABRT, SIGSEGV,   SIGBUS,  SIGFPE, SIGQUIT,
                                     SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU};
static const int notices[NOTICES] = {SIGWINCH, SIGTSTP, SIGCONT};
static const int endings[ENDINGS] = {SIGINT,  SIGTERM,   SIGHUP,  SIGUSR1, SIGUSR2,
                                     SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU};
// Of the endings, those before which a process that waits for its terminal ends at once.
enum { REQUESTS = 3 };

static struct {
    volatile sig_atomic_t armed;
    volatile sig_atomic_t reports_mouse;
    bool has_modes;
    struct termios modes;
    uint8_t leave[256];
    size_t leave_length;
    int pipe[2];
    struct sigaction before_crash[CRASHES];
    struct sigaction before_notice[NOTICES];
    // After a stack overflow the handler needs another stack to run on.
    char stack[65536];
} terminal = {.pipe = {-1, -1}};

bool signals_is_ignored(int signal) {
    struct sigaction action;
    return sigaction(signal, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

bool signals_in_background(void) {
    pid_t group = tcgetpgrp(STDIN_FILENO);
    return group > 0 && group != getpgrp();
}

// 1000 is the reporting of buttons, and 1006 the form in which columns beyond 223 have a place. 1002, movement with a button held, is never
// asked for, but a terminal may have it on from a program that crashed.
static const char mouse_on[] = "\033[?1000h\033[?1006h";
static const char mouse_off[] = "\033[?1006l\033[?1002l\033[?1000l";

void signals_report_mouse(bool on) {
    if (!on && !terminal.reports_mouse) return;
    // Noted first and forgotten last, so that a crash in between turns it off.
    if (on) terminal.reports_mouse = 1;
    ssize_t written = on ? write(STDOUT_FILENO, mouse_on, sizeof mouse_on - 1)
                         : write(STDOUT_FILENO, mouse_off, sizeof mouse_off - 1);
    (void)written;
    if (!on) terminal.reports_mouse = 0;
}

/// Whether the terminal takes output, for which it gets that many milliseconds. Async-signal-safe.
static bool takes_output(int milliseconds) {
    struct pollfd output = {.fd = STDOUT_FILENO, .events = POLLOUT};
    return poll(&output, 1, milliseconds) != 0;
}

void signals_release_output(void) {
    if (signals_in_background() || takes_output(0)) return;
    int saved = errno;
    // Output that Ctrl-S has stopped is started only by whoever stopped it; so it is stopped once more.
    tcflow(STDOUT_FILENO, TCOOFF);
    tcflow(STDOUT_FILENO, TCOON);
    if (!takes_output(500)) tcflush(STDOUT_FILENO, TCOFLUSH);
    errno = saved;
}

/// Gives the terminal back, unless it now belongs to another process group. Async-signal-safe.
static void give_back(void) {
    if (!terminal.armed) return;
    terminal.armed = 0;
    if (signals_in_background()) return;
    // Another thread may go on drawing, and fill the room that is made.
    for (int i = 0; i < 6 && !takes_output(0); i++) signals_release_output();
    if (takes_output(0)) {
        signals_report_mouse(false);
        ssize_t written = write(STDOUT_FILENO, terminal.leave, terminal.leave_length);
        (void)written;
    }
    if (terminal.has_modes) tcsetattr(STDIN_FILENO, TCSANOW, &terminal.modes);
}

static void on_crash(int signal, siginfo_t *info, void *context) {
    give_back();
    // Swift's own handler comes next: it prints where the program was and then, on a terminal, waits half a minute for
    // a key. A user of a full screen wants the shell back instead, so there are no keys to read.
    int nothing = open("/dev/null", O_RDONLY);
    if (nothing >= 0) dup2(nothing, STDIN_FILENO);
    for (int i = 0; i < CRASHES; i++) {
        if (crashes[i] != signal) continue;
        struct sigaction next = terminal.before_crash[i];
        sigaction(signal, &next, NULL);
        if (next.sa_flags & SA_SIGINFO) next.sa_sigaction(signal, info, context);
    }
    // Returning would repeat a faulting instruction, but after a signal that was sent the program would continue.
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    sigaction(signal, &action, NULL);
    raise(signal);
}

static void on_notice(int signal) {
    int saved = errno;
    char byte = signal == SIGWINCH ? 'w' : signal == SIGTSTP ? 's' : 'c';
    ssize_t written = write(terminal.pipe[1], &byte, 1);
    (void)written;
    errno = saved;
}

/// Listens for a notice, unless the process was started to ignore it, like a process that has no job-control shell.
static void listen_for(int index) {
    if (terminal.before_notice[index].sa_handler == SIG_IGN) return;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_notice;
    action.sa_flags = SA_RESTART;
    sigaction(notices[index], &action, NULL);
}

bool signals_listen(void) {
    if (terminal.pipe[0] < 0) {
        if (pipe(terminal.pipe) != 0) return false;
        for (int i = 0; i < 2; i++) {
            fcntl(terminal.pipe[i], F_SETFL, O_NONBLOCK);
            fcntl(terminal.pipe[i], F_SETFD, FD_CLOEXEC);
        }
    }
    terminal.has_modes = tcgetattr(STDIN_FILENO, &terminal.modes) == 0;
    for (int i = 0; i < NOTICES; i++) {
        sigaction(notices[i], NULL, &terminal.before_notice[i]);
        listen_for(i);
    }
    return true;
}

void signals_unlisten(void) {
    for (int i = 0; i < NOTICES; i++) sigaction(notices[i], &terminal.before_notice[i], NULL);
}

void signals_arm(const uint8_t *leave, size_t length) {
    static bool registered = false;
    terminal.leave_length = length < sizeof terminal.leave ? length : sizeof terminal.leave;
    memcpy(terminal.leave, leave, terminal.leave_length);

    stack_t stack;
    memset(&stack, 0, sizeof stack);
    stack.ss_sp = terminal.stack;
    stack.ss_size = sizeof terminal.stack;
    sigaltstack(&stack, NULL);

    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = on_crash;
    // Not deferred: the handler raises the signal again, and it must arrive at once.
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    for (int i = 0; i < CRASHES; i++) {
        sigaction(crashes[i], &action, &terminal.before_crash[i]);
        // A signal that the process was started to ignore ends nothing.
        if (terminal.before_crash[i].sa_handler == SIG_IGN) sigaction(crashes[i], &terminal.before_crash[i], NULL);
    }
    if (!registered) registered = atexit(give_back) == 0;
    terminal.armed = 1;
}

void signals_disarm(void) {
    terminal.armed = 0;
    for (int i = 0; i < CRASHES; i++) sigaction(crashes[i], &terminal.before_crash[i], NULL);
    signals_unlisten();
}

static char draft[4096];

static void on_ending(int signal) {
    unlink(draft);
    // With its own action the signal ends the process, once this handler has returned.
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    sigaction(signal, &action, NULL);
    raise(signal);
}

void signals_remove_when_ended(const char *path) {
    void (*from)(int) = path ? SIG_DFL : on_ending;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = path ? on_ending : SIG_DFL;
    if (path) {
        if (strlen(path) >= sizeof draft) return;
        strcpy(draft, path);
    }
    for (int i = 0; i < ENDINGS; i++) {
        struct sigaction now;
        if (sigaction(endings[i], NULL, &now) == 0 && now.sa_handler == from) sigaction(endings[i], &action, NULL);
    }
}

/// Lets a signal reach this thread; returns the signals that it blocked.
static sigset_t unblock(int signal) {
    sigset_t wanted, before;
    sigemptyset(&wanted);
    sigaddset(&wanted, signal);
    pthread_sigmask(SIG_UNBLOCK, &wanted, &before);
    return before;
}

void signals_stop(int signal) {
    struct sigaction action, handler;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    sigaction(signal, &action, &handler);
    sigset_t blocked = unblock(signal);
    raise(signal);
    pthread_sigmask(SIG_SETMASK, &blocked, NULL);
    sigaction(signal, &handler, NULL);
}

void signals_claim(void) {
    struct sigaction handlers[REQUESTS], action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    for (int i = 0; i < REQUESTS; i++) sigaction(endings[i], &action, &handlers[i]);
    sigset_t blocked = unblock(SIGTTOU);
    // Waiting for output to drain counts as a change to the terminal, and changes nothing.
    while (tcdrain(STDIN_FILENO) != 0 && errno == EINTR) continue;
    pthread_sigmask(SIG_SETMASK, &blocked, NULL);
    for (int i = 0; i < REQUESTS; i++) sigaction(endings[i], &handlers[i], NULL);
}

void signals_set_armed(bool armed) { terminal.armed = armed; }

int signals_next_notice(void) {
    char byte = 0;
    return read(terminal.pipe[0], &byte, 1) == 1 ? byte : 0;
}

void signals_wake(void) {
    char byte = 'n';
    ssize_t written = write(terminal.pipe[1], &byte, 1);
    (void)written;
}

void signals_wait(int milliseconds, bool *input) {
    struct pollfd files[2] = {
        {.fd = terminal.pipe[0], .events = POLLIN},
        {.fd = *input ? STDIN_FILENO : -1, .events = POLLIN},
    };
    if (poll(files, 2, milliseconds) <= 0) return;
    // A terminal that is gone has the end of its input to read, for ever.
    if (files[1].revents & (POLLHUP | POLLERR | POLLNVAL)) *input = false;
}
