#define _GNU_SOURCE
#include "cprobe.h"
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

static int run(const char *program, char *const arguments[]) {
    char *const none[] = {NULL};
    pid_t started;
    int error = posix_spawn(&started, program, NULL, NULL, arguments, none);
    if (error != 0) return error;
    int status;
    waitpid(started, &status, 0);
    return 0;
}

int tuckbox_probe(const char *attempt, const char *folder, int parent) {
    char there[4096], other[4096];
    snprintf(there, sizeof there, "%s/there", folder);
    snprintf(other, sizeof other, "%s/other", folder);
    errno = 0;
    long result;
#define IS(name) (strcmp(attempt, name) == 0)
    if (IS("open for writing")) result = open(there, O_WRONLY);
    else if (IS("open for both")) result = open(there, O_RDWR);
    else if (IS("make a file")) result = open(other, O_CREAT | O_RDONLY, 0600);
    else if (IS("make a nameless file")) result = open(folder, O_TMPFILE | O_RDWR, 0600);
    else if (IS("empty a file")) result = open(there, O_RDONLY | O_TRUNC);
    else if (IS("truncate")) result = truncate(there, 0);
    else if (IS("read a file")) result = open(there, O_RDONLY);
    else if (IS("list a folder")) result = open(folder, O_RDONLY | O_DIRECTORY);
    else if (IS("make a folder")) result = mkdir(other, 0700);
    else if (IS("remove")) result = unlink(there);
    else if (IS("rename")) result = rename(there, other);
    else if (IS("link")) result = link(there, other);
    else if (IS("symbolic link")) result = symlink(there, other);
    else if (IS("change permissions")) result = chmod(there, 0777);
    else if (IS("change times")) result = utimensat(AT_FDCWD, there, NULL, 0);
    else if (IS("set an attribute")) result = setxattr(there, "user.x", "y", 1, 0);
    else if (IS("internet socket")) result = socket(AF_INET, SOCK_STREAM, 0);
    else if (IS("local socket")) result = socket(AF_UNIX, SOCK_STREAM, 0);
    else if (IS("netlink socket")) result = socket(AF_NETLINK, SOCK_RAW, 0);
    else if (IS("pair of sockets")) {
        int pair[2];
        result = socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    } else if (IS("run a shell")) {
        char *const arguments[] = {"sh", "-c", "exit 0", NULL};
        return run("/bin/sh", arguments);
    } else if (IS("run another program")) {
        char *const arguments[] = {"id", NULL};
        return run("/usr/bin/id", arguments);
    } else if (IS("trace the parent")) result = ptrace(PTRACE_ATTACH, parent, NULL, NULL);
    else if (IS("read the parent's memory")) {
        char byte;
        struct iovec part = {&byte, 1};
        result = process_vm_readv(parent, &part, 1, &part, 1, 0);
    } else if (IS("signal the parent")) result = kill(parent, 0);
    else if (IS("new namespace")) result = unshare(CLONE_NEWUSER);
    else if (IS("mount")) result = mount("none", folder, "tmpfs", 0, NULL);
    else if (IS("change the root")) result = chroot(folder);
    else return -1;
    return result < 0 ? errno : 0;
}
