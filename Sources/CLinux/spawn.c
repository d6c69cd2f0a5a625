#define _GNU_SOURCE
#include "clinux.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

int tuckbox_event(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }
int tuckbox_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }
int tuckbox_socket_pair(int ends[2]) { return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends); }

int tuckbox_spawn(
    const char *path, char *const arguments[], char *const environment[], const int *descriptors, int count, int new_group, int *process) {
    /* Copies of all are open at the same time, and a process has 1,024 as a rule. */
    enum { most = 490 };
    int high[most], copied = 0, error = 0;
    if (count > most) return EINVAL;
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    if ((error = posix_spawn_file_actions_init(&actions)) != 0) return error;
    if ((error = posix_spawnattr_init(&attributes)) != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return error;
    }
    /* By way of high numbers, so that none is overwritten before it is copied. */
    for (; copied < count && error == 0; copied++) {
        high[copied] = fcntl(descriptors[copied], F_DUPFD_CLOEXEC, count);
        if (high[copied] < 0) {
            error = errno;
            break;
        }
        error = posix_spawn_file_actions_adddup2(&actions, high[copied], copied);
    }
    if (error == 0) error = posix_spawn_file_actions_addclosefrom_np(&actions, count);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (new_group ? POSIX_SPAWN_SETPGROUP : 0);
    if (error == 0) error = posix_spawnattr_setsigmask(&attributes, &none);
    if (error == 0) error = posix_spawnattr_setsigdefault(&attributes, &all);
    if (error == 0) error = posix_spawnattr_setpgroup(&attributes, 0);
    if (error == 0) error = posix_spawnattr_setflags(&attributes, flags);
    pid_t started = -1;
    if (error == 0) error = posix_spawn(&started, path, &actions, &attributes, arguments, environment);
    for (int i = 0; i < copied; i++) close(high[i]);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    *process = started;
    return error;
}

void tuckbox_await_end(int process, int milliseconds) { tuckbox_await_end_or_input(process, milliseconds, -1); }

void tuckbox_await_end_or_input(int process, int milliseconds, int input) {
    /* It is our child and has not been waited for, so the number is still its own. */
    int end = (int)syscall(SYS_pidfd_open, process, 0);
    struct pollfd waits[] = {{.fd = end, .events = POLLIN}, {.fd = input, .events = POLLIN}};
    /* Where there is no such descriptor, the caller looks now and then. */
    const int often = 100;
    (void)poll(waits, 2, end < 0 && (milliseconds < 0 || milliseconds > often) ? often : milliseconds);
    if (end >= 0) close(end);
}
