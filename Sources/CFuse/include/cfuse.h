#pragma once
/* libfuse 3's low-level interface as Swift can use it: no macros, no bit fields, no variadics; each operation returns what is answered.
   Every int of an operation is 0 or an error number. Operations are called from many threads at once. */
#include <stdint.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

/* A node and what it is like. When it is what a name leads to, the kernel counts it until `forget`. */
struct tuckbox_fuse_entry {
    uint64_t node;
    struct stat attributes;
    /* Whether the kernel may keep the attributes. */
    int is_settled;
};

/* What setattr changes. A size comes with the handle of an open file, or without: truncate. */
struct tuckbox_fuse_changes {
    int has_mode, has_owner, has_size, has_handle, has_access_time, has_change_time;
    uint32_t mode;
    /* UINT32_MAX: stays. */
    uint32_t user, group;
    uint64_t size, handle;
    /* tv_nsec may be UTIME_NOW. */
    struct timespec access_time, change_time;
};

/* Bytes of a name, its final zero included. */
enum { TUCKBOX_FUSE_NAME = 1024 };
enum { TUCKBOX_FUSE_ROOT = 1 };

struct tuckbox_fuse_operations {
    int (*lookup)(void *gate, uint64_t folder, const char *name, struct tuckbox_fuse_entry *entry);
    void (*forget)(void *gate, uint64_t node, uint64_t count);
    int (*attributes)(void *gate, uint64_t node, struct tuckbox_fuse_entry *entry);
    int (*change)(void *gate, uint64_t node, const struct tuckbox_fuse_changes *changes, uint32_t user, struct tuckbox_fuse_entry *entry);
    int (*link_target)(void *gate, uint64_t node, char *target, uint64_t size);
    int (*make_folder)(void *gate, uint64_t folder, const char *name, uint32_t mode, struct tuckbox_fuse_entry *entry);
    int (*remove_file)(void *gate, uint64_t folder, const char *name);
    int (*remove_folder)(void *gate, uint64_t folder, const char *name);
    int (*rename)(void *gate, uint64_t folder, const char *name, uint64_t new_folder, const char *new_name, uint32_t flags);
    int (*create)(void *gate, uint64_t folder, const char *name, uint32_t mode, int32_t flags, uint32_t user, struct tuckbox_fuse_entry *entry, uint64_t *handle);
    int (*open)(void *gate, uint64_t node, int32_t flags, uint32_t user, uint64_t *handle);
    /* *count: room in bytes, then what was read; fewer only at the end. */
    int (*read)(void *gate, uint64_t handle, void *bytes, uint64_t *count, uint64_t offset);
    /* is_late: from the page cache, some time after a program changed its mapping of the file. */
    int (*write)(void *gate, uint64_t handle, const void *bytes, uint64_t count, uint64_t offset, int is_late);
    int (*allocate)(void *gate, uint64_t handle, int32_t mode, uint64_t offset, uint64_t count);
    int (*flush)(void *gate, uint64_t handle);
    int (*sync)(void *gate, uint64_t handle);
    void (*release)(void *gate, uint64_t handle);
    int (*open_folder)(void *gate, uint64_t node, uint64_t *handle);
    /* The entry at a position from 0; name is empty behind the last. With wants_entry it is looked up too, and entry->node is 0 if it cannot be;
       without, only entry->attributes' st_ino and st_mode are set. */
    int (*folder_entry)(void *gate, uint64_t handle, uint64_t position, int wants_entry, char *name, struct tuckbox_fuse_entry *entry);
    void (*release_folder)(void *gate, uint64_t handle);
    int (*sync_folder)(void *gate, uint64_t node);
    int (*space)(void *gate, struct statvfs *space);
};

struct fuse_session;

/* Mounts at a folder, or serves what was mounted before: /dev/fd/N, N being /dev/fuse open. NULL if it fails; libfuse has said why on standard error.
   options: comma-separated, as for mount -o; gate: handed to each operation. */
struct fuse_session *tuckbox_fuse_start(const struct tuckbox_fuse_operations *operations, void *gate, const char *place, const char *options);
/* Serves until the file system is unmounted, SIGINT, SIGTERM or SIGHUP comes, or tuckbox_fuse_stop is called. 0, or an error number. */
int tuckbox_fuse_serve(struct fuse_session *session, unsigned int threads);
void tuckbox_fuse_stop(struct fuse_session *session);
/* Unmounts what tuckbox_fuse_start mounted, and frees it. */
void tuckbox_fuse_end(struct fuse_session *session);

/* The kernel forgets what it keeps of a node's content and attributes, or of a name. Not from an operation's thread. */
void tuckbox_fuse_forget_content(struct fuse_session *session, uint64_t node);
void tuckbox_fuse_forget_name(struct fuse_session *session, uint64_t folder, const char *name);
