#define _GNU_SOURCE
#include "served.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>

/* What libfuse calls: each request is handed to an operation, and answered with what that returns. */

/* The kernel is told of changes that it has not made itself, so it may keep what it knows for a while. */
static const double timeout = 5.0;

#define SERVED struct served *served = fuse_req_userdata(request)
#define DO(operation, ...) served->do_.operation(served->gate, __VA_ARGS__)

static uint32_t user_of(fuse_req_t request) { return fuse_req_ctx(request)->uid; }

static struct fuse_entry_param parameters(const struct tuckbox_fuse_entry *entry) {
    return (struct fuse_entry_param){.ino = entry->node, .attr = entry->attributes, .attr_timeout = entry->is_settled ? timeout : 0, .entry_timeout = timeout};
}

static void reply_entry(fuse_req_t request, int error, const struct tuckbox_fuse_entry *entry) {
    SERVED;
    if (error) {
        fuse_reply_err(request, error);
        return;
    }
    struct fuse_entry_param reply = parameters(entry);
    /* The request was interrupted: the kernel does not count it. */
    if (fuse_reply_entry(request, &reply) == -ENOENT) DO(forget, entry->node, 1);
}

static void reply_attributes(fuse_req_t request, int error, const struct tuckbox_fuse_entry *entry) {
    if (error) fuse_reply_err(request, error);
    else fuse_reply_attr(request, &entry->attributes, entry->is_settled ? timeout : 0);
}

static void on_init(void *userdata, struct fuse_conn_info *connection) {
    struct served *served = userdata;
    /* Since Linux 6.6, what is written past the page cache is dropped from it first, so that other handles read what was written. */
    served->can_write_past_cache = connection->proto_minor >= 39;
    /* Writes come as they are made, so that none is still in the kernel when a file is judged. Nothing on a stick is ever set-user-id. */
    connection->want &= ~(unsigned)(FUSE_CAP_WRITEBACK_CACHE | FUSE_CAP_HANDLE_KILLPRIV);
}

static void on_lookup(fuse_req_t request, fuse_ino_t folder, const char *name) {
    SERVED;
    struct tuckbox_fuse_entry entry = {0};
    int error = DO(lookup, folder, name, &entry);
    reply_entry(request, error, &entry);
}

static void on_forget(fuse_req_t request, fuse_ino_t node, uint64_t count) {
    SERVED;
    DO(forget, node, count);
    fuse_reply_none(request);
}

static void on_forget_multi(fuse_req_t request, size_t count, struct fuse_forget_data *forgets) {
    SERVED;
    for (size_t i = 0; i < count; i++) DO(forget, forgets[i].ino, forgets[i].nlookup);
    fuse_reply_none(request);
}

static void on_getattr(fuse_req_t request, fuse_ino_t node, struct fuse_file_info *file) {
    (void)file;
    SERVED;
    struct tuckbox_fuse_entry entry = {0};
    int error = DO(attributes, node, &entry);
    reply_attributes(request, error, &entry);
}

static void on_setattr(fuse_req_t request, fuse_ino_t node, struct stat *wanted, int which, struct fuse_file_info *file) {
    SERVED;
    struct tuckbox_fuse_entry entry = {0};
    struct tuckbox_fuse_changes changes = {
        .has_mode = (which & FUSE_SET_ATTR_MODE) != 0,
        .has_owner = (which & (FUSE_SET_ATTR_UID | FUSE_SET_ATTR_GID)) != 0,
        .has_size = (which & FUSE_SET_ATTR_SIZE) != 0,
        .has_handle = file != NULL,
        .has_access_time = (which & FUSE_SET_ATTR_ATIME) != 0,
        .has_change_time = (which & FUSE_SET_ATTR_MTIME) != 0,
        .mode = wanted->st_mode,
        .user = which & FUSE_SET_ATTR_UID ? wanted->st_uid : UINT32_MAX,
        .group = which & FUSE_SET_ATTR_GID ? wanted->st_gid : UINT32_MAX,
        .size = (uint64_t)wanted->st_size,
        .handle = file ? file->fh : 0,
        .access_time = wanted->st_atim,
        .change_time = wanted->st_mtim,
    };
    if (which & FUSE_SET_ATTR_ATIME_NOW) changes.access_time.tv_nsec = UTIME_NOW;
    if (which & FUSE_SET_ATTR_MTIME_NOW) changes.change_time.tv_nsec = UTIME_NOW;
    int error = DO(change, node, &changes, user_of(request), &entry);
    reply_attributes(request, error, &entry);
}

static void on_readlink(fuse_req_t request, fuse_ino_t node) {
    SERVED;
    char target[4097] = {0};
    int error = DO(link_target, node, target, sizeof target);
    if (error) fuse_reply_err(request, error);
    else fuse_reply_readlink(request, target);
}

static void on_mkdir(fuse_req_t request, fuse_ino_t folder, const char *name, mode_t mode) {
    SERVED;
    struct tuckbox_fuse_entry entry = {0};
    int error = DO(make_folder, folder, name, mode, &entry);
    reply_entry(request, error, &entry);
}

static void on_unlink(fuse_req_t request, fuse_ino_t folder, const char *name) {
    SERVED;
    fuse_reply_err(request, DO(remove_file, folder, name));
}

static void on_rmdir(fuse_req_t request, fuse_ino_t folder, const char *name) {
    SERVED;
    fuse_reply_err(request, DO(remove_folder, folder, name));
}

static void on_rename(fuse_req_t request, fuse_ino_t folder, const char *name, fuse_ino_t new_folder, const char *new_name, unsigned int flags) {
    SERVED;
    fuse_reply_err(request, DO(rename, folder, name, new_folder, new_name, flags));
}

/* As on FAT: what is neither file nor folder has no place on a stick. */
static void on_symlink(fuse_req_t request, const char *target, fuse_ino_t folder, const char *name) {
    (void)target, (void)folder, (void)name;
    fuse_reply_err(request, EPERM);
}

static void on_link(fuse_req_t request, fuse_ino_t node, fuse_ino_t folder, const char *name) {
    (void)node, (void)folder, (void)name;
    fuse_reply_err(request, EPERM);
}

static void on_mknod(fuse_req_t request, fuse_ino_t folder, const char *name, mode_t mode, dev_t device) {
    (void)device;
    SERVED;
    if (!S_ISREG(mode)) {
        fuse_reply_err(request, EPERM);
        return;
    }
    struct tuckbox_fuse_entry entry = {0};
    uint64_t handle = 0;
    int error = DO(create, folder, name, mode, O_CREAT | O_EXCL | O_WRONLY, user_of(request), &entry, &handle);
    if (!error) served->do_.release(served->gate, handle);
    reply_entry(request, error, &entry);
}

/* What is only written is handed on as it comes, without the copy and the pages that the kernel would keep of it. Who may also read can map the file into
   memory, and mapped pages are the page cache. */
static void choose_way(const struct served *served, struct fuse_file_info *file) {
    file->direct_io = served->can_write_past_cache && (file->flags & O_ACCMODE) == O_WRONLY;
}

static void on_create(fuse_req_t request, fuse_ino_t folder, const char *name, mode_t mode, struct fuse_file_info *file) {
    SERVED;
    struct tuckbox_fuse_entry entry = {0};
    int error = DO(create, folder, name, mode, file->flags, user_of(request), &entry, &file->fh);
    if (error) {
        fuse_reply_err(request, error);
        return;
    }
    choose_way(served, file);
    struct fuse_entry_param reply = parameters(&entry);
    if (fuse_reply_create(request, &reply, file) == -ENOENT) {
        served->do_.release(served->gate, file->fh);
        DO(forget, entry.node, 1);
    }
}

static void on_open(fuse_req_t request, fuse_ino_t node, struct fuse_file_info *file) {
    SERVED;
    int error = DO(open, node, file->flags, user_of(request), &file->fh);
    if (error) {
        fuse_reply_err(request, error);
        return;
    }
    choose_way(served, file);
    if (fuse_reply_open(request, file) == -ENOENT) served->do_.release(served->gate, file->fh);
}

static pthread_key_t buffer_key;
static pthread_once_t buffer_once = PTHREAD_ONCE_INIT;
static void make_buffer_key(void) { (void)pthread_key_create(&buffer_key, free); }

/* A buffer of each thread's own, because a fresh one costs page faults at each read. */
static char *buffer_for(size_t size) {
    enum { most = 1 << 20 };
    if (size > most) return NULL;
    pthread_once(&buffer_once, make_buffer_key);
    char *buffer = pthread_getspecific(buffer_key);
    if (!buffer) {
        buffer = malloc(most);
        if (!buffer || pthread_setspecific(buffer_key, buffer) != 0) {
            free(buffer);
            return NULL;
        }
    }
    return buffer;
}

static void on_read(fuse_req_t request, fuse_ino_t node, size_t size, off_t offset, struct fuse_file_info *file) {
    (void)node;
    SERVED;
    char *buffer = buffer_for(size);
    uint64_t count = size;
    int error = !buffer ? ENOMEM : offset < 0 ? EINVAL : DO(read, file->fh, buffer, &count, (uint64_t)offset);
    if (error) fuse_reply_err(request, error);
    else fuse_reply_buf(request, buffer, count);
}

static void on_write(fuse_req_t request, fuse_ino_t node, const char *bytes, size_t count, off_t offset, struct fuse_file_info *file) {
    (void)node;
    SERVED;
    int error = offset < 0 ? EINVAL : DO(write, file->fh, bytes, count, (uint64_t)offset, file->writepage);
    if (error) fuse_reply_err(request, error);
    else fuse_reply_write(request, count);
}

static void on_fallocate(fuse_req_t request, fuse_ino_t node, int mode, off_t offset, off_t count, struct fuse_file_info *file) {
    (void)node;
    SERVED;
    fuse_reply_err(request, offset < 0 || count <= 0 ? EINVAL : DO(allocate, file->fh, mode, (uint64_t)offset, (uint64_t)count));
}

static void on_flush(fuse_req_t request, fuse_ino_t node, struct fuse_file_info *file) {
    (void)node;
    SERVED;
    fuse_reply_err(request, DO(flush, file->fh));
}

static void on_fsync(fuse_req_t request, fuse_ino_t node, int data_only, struct fuse_file_info *file) {
    (void)node, (void)data_only;
    SERVED;
    fuse_reply_err(request, DO(sync, file->fh));
}

static void on_release(fuse_req_t request, fuse_ino_t node, struct fuse_file_info *file) {
    (void)node;
    SERVED;
    served->do_.release(served->gate, file->fh);
    fuse_reply_err(request, 0);
}

static void on_opendir(fuse_req_t request, fuse_ino_t node, struct fuse_file_info *file) {
    SERVED;
    int error = DO(open_folder, node, &file->fh);
    if (error) fuse_reply_err(request, error);
    else fuse_reply_open(request, file);
}

static void list(fuse_req_t request, size_t size, off_t offset, uint64_t handle, int plus) {
    SERVED;
    char *buffer = buffer_for(size);
    size_t used = 0;
    int error = buffer && offset >= 0 ? 0 : EINVAL;
    for (uint64_t position = (uint64_t)offset; !error; position++) {
        char name[TUCKBOX_FUSE_NAME] = {0};
        struct tuckbox_fuse_entry entry = {0};
        error = DO(folder_entry, handle, position, plus, name, &entry);
        if (error || !name[0]) break;
        struct fuse_entry_param reply = parameters(&entry);
        size_t need = plus ? fuse_add_direntry_plus(request, buffer + used, size - used, name, &reply, (off_t)position + 1)
                           : fuse_add_direntry(request, buffer + used, size - used, name, &entry.attributes, (off_t)position + 1);
        if (need > size - used) {
            if (plus && entry.node) DO(forget, entry.node, 1);
            break;
        }
        used += need;
    }
    if (error && !used) fuse_reply_err(request, error);
    else fuse_reply_buf(request, buffer, used);
}

static void on_readdir(fuse_req_t request, fuse_ino_t node, size_t size, off_t offset, struct fuse_file_info *file) {
    (void)node;
    list(request, size, offset, file->fh, 0);
}

static void on_readdirplus(fuse_req_t request, fuse_ino_t node, size_t size, off_t offset, struct fuse_file_info *file) {
    (void)node;
    list(request, size, offset, file->fh, 1);
}

static void on_releasedir(fuse_req_t request, fuse_ino_t node, struct fuse_file_info *file) {
    (void)node;
    SERVED;
    served->do_.release_folder(served->gate, file->fh);
    fuse_reply_err(request, 0);
}

static void on_fsyncdir(fuse_req_t request, fuse_ino_t node, int data_only, struct fuse_file_info *file) {
    (void)data_only, (void)file;
    SERVED;
    fuse_reply_err(request, DO(sync_folder, node));
}

static void on_statfs(fuse_req_t request, fuse_ino_t node) {
    (void)node;
    SERVED;
    struct statvfs space = {0};
    int error = DO(space, &space);
    if (error) fuse_reply_err(request, error);
    else fuse_reply_statfs(request, &space);
}

const struct fuse_lowlevel_ops tuckbox_fuse_answers = {
    .init = on_init, .lookup = on_lookup, .forget = on_forget, .forget_multi = on_forget_multi, .getattr = on_getattr, .setattr = on_setattr,
    .readlink = on_readlink, .mkdir = on_mkdir, .unlink = on_unlink, .rmdir = on_rmdir, .rename = on_rename, .symlink = on_symlink, .link = on_link,
    .mknod = on_mknod, .create = on_create, .open = on_open, .read = on_read, .write = on_write, .fallocate = on_fallocate, .flush = on_flush,
    .fsync = on_fsync, .release = on_release, .opendir = on_opendir, .readdir = on_readdir, .readdirplus = on_readdirplus,
    .releasedir = on_releasedir, .fsyncdir = on_fsyncdir, .statfs = on_statfs,
};
