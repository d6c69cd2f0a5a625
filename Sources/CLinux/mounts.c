#define _GNU_SOURCE
#include "clinux.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>
/* After <linux/fs.h>: both define MS_ flags, and glibc's header looks first. */
#include <sys/mount.h>

int tuckbox_set_read_only(int device, int read_only) { return ioctl(device, BLKROSET, &read_only); }

int tuckbox_is_read_only(int device) {
    int read_only = 0;
    return ioctl(device, BLKROGET, &read_only) != 0 ? -1 : read_only != 0;
}

static int configure(int context, const char *source, const char *const options[], int read_only) {
    if (fsconfig(context, FSCONFIG_SET_STRING, "source", source, 0) != 0) return -1;
    if (read_only && fsconfig(context, FSCONFIG_SET_FLAG, "ro", NULL, 0) != 0) return -1;
    for (; *options; options++) {
        char key[64];
        const char *equals = strchr(*options, '=');
        if (!equals) {
            if (fsconfig(context, FSCONFIG_SET_FLAG, *options, NULL, 0) != 0) return -1;
            continue;
        }
        if ((size_t)(equals - *options) >= sizeof key) {
            errno = EINVAL;
            return -1;
        }
        memcpy(key, *options, (size_t)(equals - *options));
        key[equals - *options] = 0;
        if (fsconfig(context, FSCONFIG_SET_STRING, key, equals + 1, 0) != 0) return -1;
    }
    return fsconfig(context, FSCONFIG_CMD_CREATE, NULL, NULL, 0);
}

int tuckbox_mount_detached(const char *type, const char *source, const char *const options[], int read_only, int read_only_view) {
    int context = fsopen(type, FSOPEN_CLOEXEC);
    if (context < 0) return -1;
    int mount = -1;
    if (configure(context, source, options, read_only) == 0) {
        unsigned int attributes = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOATIME | (read_only || read_only_view ? MOUNT_ATTR_RDONLY : 0);
        mount = fsmount(context, FSMOUNT_CLOEXEC, attributes);
    }
    int error = errno;
    close(context);
    errno = error;
    return mount;
}

int tuckbox_mount_attach(int mount, const char *target) { return move_mount(mount, "", AT_FDCWD, target, MOVE_MOUNT_F_EMPTY_PATH); }

int tuckbox_mount_fuse(int device, const char *target, const char *name, unsigned int user, unsigned int group) {
    char options[128];
    snprintf(options, sizeof options, "fd=%d,rootmode=40000,user_id=%u,group_id=%u,allow_other,default_permissions", device, user, group);
    return mount(name, target, "fuse.tuckbox", MS_NOSUID | MS_NODEV | MS_NOATIME, options);
}

int tuckbox_remount_read_only(int mount, const char *target) {
    int context = fspick(mount < 0 ? AT_FDCWD : mount, target, FSPICK_CLOEXEC | (mount < 0 ? 0 : FSPICK_EMPTY_PATH));
    if (context < 0) return -1;
    int result = fsconfig(context, FSCONFIG_SET_FLAG, "ro", NULL, 0);
    if (result == 0) result = fsconfig(context, FSCONFIG_CMD_RECONFIGURE, NULL, NULL, 0);
    int error = errno;
    close(context);
    errno = error;
    return result;
}

int tuckbox_unmount(const char *target, int lazily) { return umount2(target, UMOUNT_NOFOLLOW | (lazily ? MNT_DETACH : 0)); }
