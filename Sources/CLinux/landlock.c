#define _GNU_SOURCE
#include "clinux.h"
#include <fcntl.h>
#include <grp.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

int tuckbox_no_new_privileges(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); }

int tuckbox_become(unsigned int user, unsigned int group) {
    if (setgroups(0, NULL) != 0 || setresgid(group, group, group) != 0) return -1;
    return setresuid(user, user, user);
}

int tuckbox_landlock_version(void) {
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return version < 0 ? 0 : (int)version;
}

/* The kernel's numbers, because the headers may be older than it is. */
int tuckbox_landlock_create(int version) {
    struct {
        uint64_t files, network, scopes;
    } handled = {0};
    /* Version 1 has 13 rights; 2 adds REFER, 3 TRUNCATE, 5 IOCTL_DEV. */
    handled.files = (1ull << 13) - 1;
    if (version >= 2) handled.files |= 1ull << 13;
    if (version >= 3) handled.files |= 1ull << 14;
    if (version >= 5) handled.files |= 1ull << 15;
    /* 4: no TCP; 6: no abstract sockets of, and no signals to, processes outside. */
    if (version >= 4) handled.network = 3;
    if (version >= 6) handled.scopes = 3;
    unsigned long size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
    return (int)syscall(SYS_landlock_create_ruleset, &handled, size, 0);
}

int tuckbox_landlock_allow(int rules, const char *path, enum tuckbox_landlock_right right) {
    struct landlock_path_beneath_attr beneath = {0};
    switch (right) {
    case TUCKBOX_READ_BENEATH: beneath.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR; break;
    case TUCKBOX_READ_FILE: beneath.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE; break;
    case TUCKBOX_EXECUTE_FILE: beneath.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE; break;
    }
    beneath.parent_fd = open(path, O_PATH | O_CLOEXEC);
    if (beneath.parent_fd < 0) return -1;
    long result = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
    close(beneath.parent_fd);
    return (int)result;
}

int tuckbox_landlock_restrict(int rules) { return (int)syscall(SYS_landlock_restrict_self, rules, 0); }
