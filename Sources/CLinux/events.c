#define _GNU_SOURCE
#include "clinux.h"
#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

int tuckbox_timer(void) { return timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK); }

int tuckbox_timer_set(int timer, int64_t milliseconds) {
    struct itimerspec when = {0};
    when.it_value.tv_sec = milliseconds / 1000;
    when.it_value.tv_nsec = milliseconds % 1000 * 1000000;
    return timerfd_settime(timer, TFD_TIMER_ABSTIME, &when, NULL);
}

int64_t tuckbox_boot_milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_BOOTTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int tuckbox_signals(void) {
    sigset_t wanted;
    sigemptyset(&wanted);
    sigaddset(&wanted, SIGTERM);
    sigaddset(&wanted, SIGINT);
    sigaddset(&wanted, SIGHUP);
    if (sigprocmask(SIG_BLOCK, &wanted, NULL) != 0) return -1;
    return signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK);
}

int tuckbox_next_signal(int signals) {
    struct signalfd_siginfo info;
    return read(signals, &info, sizeof info) == sizeof info ? (int)info.ssi_signo : 0;
}

static int address(const char *path, struct sockaddr_un *result) {
    memset(result, 0, sizeof *result);
    result->sun_family = AF_UNIX;
    if (strlen(path) >= sizeof result->sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(result->sun_path, path);
    return 0;
}

int tuckbox_listen(const char *path, unsigned int mode) {
    struct sockaddr_un where;
    if (address(path, &where) != 0) return -1;
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listener < 0) return -1;
    if (bind(listener, (struct sockaddr *)&where, sizeof where) == 0 && chmod(path, mode) == 0 && listen(listener, 32) == 0) return listener;
    int error = errno;
    close(listener);
    errno = error;
    return -1;
}

int tuckbox_accept(int listener) { return accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK); }

int tuckbox_connect(const char *path) {
    struct sockaddr_un where;
    if (address(path, &where) != 0) return -1;
    int made = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (made < 0) return -1;
    if (connect(made, (struct sockaddr *)&where, sizeof where) == 0) return made;
    int error = errno;
    close(made);
    errno = error;
    return -1;
}

int tuckbox_peer(int connection, unsigned int *user, unsigned int *group, int *process) {
    struct ucred peer;
    socklen_t size = sizeof peer;
    if (getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return -1;
    *user = peer.uid;
    *group = peer.gid;
    *process = peer.pid;
    return 0;
}

/* Entries of the system's lists of users and groups, with room for a large group. Several threads may ask at once. */
static const size_t room = 1 << 20;

static int user_entry(const char *name, unsigned int user, struct passwd *entry, char *text) {
    struct passwd *found = NULL;
    int error = name ? getpwnam_r(name, entry, text, room, &found) : getpwuid_r(user, entry, text, room, &found);
    return error == 0 && found ? 0 : -1;
}

static int is_member(unsigned int user, const char *group, char *text) {
    struct group entry, *found = NULL;
    if (getgrnam_r(group, &entry, text, room, &found) != 0 || !found) return 0;
    gid_t wanted = entry.gr_gid;
    struct passwd person;
    if (user_entry(NULL, user, &person, text) != 0) return 0;
    gid_t groups[256];
    int count = 256;
    if (getgrouplist(person.pw_name, person.pw_gid, groups, &count) < 0) count = 256;
    for (int i = 0; i < count; i++)
        if (groups[i] == wanted) return 1;
    return 0;
}

int tuckbox_is_member(unsigned int user, const char *group) {
    char *text = malloc(room);
    int answer = text ? is_member(user, group, text) : 0;
    free(text);
    return answer;
}

static int account(const char *name, unsigned int number, unsigned int *user, unsigned int *group) {
    char *text = malloc(room);
    struct passwd entry;
    int error = text ? user_entry(name, number, &entry, text) : -1;
    if (error == 0) {
        *user = entry.pw_uid;
        *group = entry.pw_gid;
    }
    free(text);
    return error;
}

int tuckbox_account(const char *name, unsigned int *user, unsigned int *group) { return account(name, 0, user, group); }

int tuckbox_primary_group(unsigned int user, unsigned int *group) {
    unsigned int same;
    return account(NULL, user, &same, group);
}

int tuckbox_become_reader(unsigned int user, unsigned int group) {
    if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) != 0) return -1;
    if (setgroups(0, NULL) != 0 || setresgid(group, group, group) != 0 || setresuid(user, user, user) != 0) return -1;
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct sets[2] = {{0}};
    sets[CAP_DAC_READ_SEARCH / 32].effective = sets[CAP_DAC_READ_SEARCH / 32].permitted = 1u << (CAP_DAC_READ_SEARCH % 32);
    if (syscall(SYS_capset, &header, sets) != 0) return -1;
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}
