#pragma once
/* System calls that Swift's Glibc module hides, because glibc declares them for GNU sources only. */
#include <stdint.h>

/* renameat2 with RENAME_NOREPLACE, both names in one directory. */
int tuckbox_rename_noreplace(int directory, const char *from, const char *to);
/* O_TMPFILE. */
extern const int tuckbox_open_nameless;
/* O_PATH; O_DIRECT; SEEK_DATA and SEEK_HOLE. */
extern const int tuckbox_open_path, tuckbox_open_direct;
extern const int tuckbox_seek_data, tuckbox_seek_hole;
int tuckbox_syncfs(int descriptor);
/* sync_file_range with SYNC_FILE_RANGE_WRITE: starts writing back and does not wait. */
int tuckbox_start_writeback(int descriptor, int64_t offset, int64_t count);
/* F_SETPIPE_SZ: room for size bytes in a pipe, as far as the system allows it. */
int tuckbox_widen_pipe(int descriptor, int size);
/* prctl(PR_SET_DUMPABLE, 0): no core dump, no ptrace by the same user. */
int tuckbox_forbid_dumps(void);
/* Gives memory that was freed back to the system. */
void tuckbox_give_memory_back(void);

struct tuckbox_file_system {
    int64_t type;
    uint64_t available_bytes;
};
int tuckbox_file_system(const char *path, struct tuckbox_file_system *facts);

/* statfs's f_type of the file system that an open file is on; 0 if it has none. */
int64_t tuckbox_file_system_type(int descriptor);

unsigned int tuckbox_device_major(uint64_t device);
unsigned int tuckbox_device_minor(uint64_t device);

/* memmem: where needle begins in bytes; -1 if it does not stand there. */
int64_t tuckbox_find(const void *bytes, uint64_t size, const void *needle, uint64_t needle_size);

/* openat2: a path below directory, on its file system, that goes through no link. */
int tuckbox_open_beneath(int directory, const char *path, int flags, unsigned int mode);

/* The text of an error number, in buffer or static. */
const char *tuckbox_error_text(int code, char *buffer, unsigned long size);

/* memfd_create with MFD_CLOEXEC: a file in memory, without a name. */
int tuckbox_memory_file(void);
/* pipe2 with O_CLOEXEC: ends[0] is read from. */
int tuckbox_pipe(int ends[2]);
/* eventfd that never makes a writer wait: can be read once 8 bytes were written to it. */
int tuckbox_event(void);
/* A pair of connected stream sockets, closed on exec. */
int tuckbox_socket_pair(int ends[2]);

/* Starts a program with exactly the given descriptors as its 0, 1, …; no signal blocked or ignored. New group: it leads a process group of its own.
   Returns an error number, or 0 and the process. */
int tuckbox_spawn(const char *path, char *const arguments[], char *const environment[], const int *descriptors, int count, int new_group, int *process);
/* Waits until a child is at its end, for so many milliseconds at most; it is not reaped. */
void tuckbox_await_end(int process, int milliseconds);
/* The same, without a limit if milliseconds is negative, and also until input can be read, unless it is negative. */
void tuckbox_await_end_or_input(int process, int milliseconds, int input);

/* sendmsg of bytes with a descriptor, or without if it is negative; recvmsg of at most count bytes, and *descriptor is -1 if none came. */
long tuckbox_send(int socket, const void *bytes, unsigned long count, int descriptor);
long tuckbox_receive(int socket, void *bytes, unsigned long count, int *descriptor);

/* What the clocks of a zone (a value of TZ) show at a time. 0, or -1 if it is beyond any calendar. Changes the environment meanwhile. */
struct tuckbox_local_time {
    int64_t year;
    int month, day, hour, minute, second;
    /* From Sunday, 0. */
    int weekday;
    /* Seconds that the zone is ahead of UTC. */
    int64_t offset;
    char abbreviation[16];
};
int tuckbox_local_time_in(const char *zone, int64_t seconds, struct tuckbox_local_time *local);

/* prctl(PR_SET_NO_NEW_PRIVS). */
int tuckbox_no_new_privileges(void);
/* Takes all supplementary groups, and gives up root for the user and group, for good. */
int tuckbox_become(unsigned int user, unsigned int group);

/* Landlock: the version the kernel has (0: none); a set of rules that handles every right of that version; a rule; and the restriction. */
int tuckbox_landlock_version(void);
int tuckbox_landlock_create(int version);
enum tuckbox_landlock_right { TUCKBOX_READ_BENEATH, TUCKBOX_READ_FILE, TUCKBOX_EXECUTE_FILE };
int tuckbox_landlock_allow(int rules, const char *path, enum tuckbox_landlock_right right);
int tuckbox_landlock_restrict(int rules);

/* What a block device is like; -1 if it is none. */
struct tuckbox_block_device {
    uint64_t size;
    uint64_t device;
    uint32_t sector_size;
    int read_only;
};
int tuckbox_block_device(int descriptor, struct tuckbox_block_device *facts);

/* BLKROSET and BLKROGET of an open block device: whether the kernel lets nobody begin to write to it. */
int tuckbox_set_read_only(int device, int read_only);
int tuckbox_is_read_only(int device);

/* A file system that is mounted nowhere: it lives as long as the descriptor. Without set-user-id and devices. Options end with NULL. Called again for
   the same device, with the same read_only, it gives another view of the same file system; read_only_view: one through which nothing can be written. */
int tuckbox_mount_detached(const char *type, const char *source, const char *const options[], int read_only, int read_only_view);
/* Gives a detached mount a place. */
int tuckbox_mount_attach(int mount, const char *target);
/* FUSE served by whoever has device, an open /dev/fuse, for all users, with permissions checked by the kernel. */
int tuckbox_mount_fuse(int device, const char *target, const char *name, unsigned int user, unsigned int group);
/* Has the file system be read only that is mounted at target, or, with an empty target, the one that mount is a descriptor of. */
int tuckbox_remount_read_only(int mount, const char *target);
int tuckbox_unmount(const char *target, int lazily);

/* A timer of the clock that also runs while the machine sleeps; set to a time of tuckbox_boot_milliseconds, 0 is never. */
int tuckbox_timer(void);
int tuckbox_timer_set(int timer, int64_t milliseconds);
int64_t tuckbox_boot_milliseconds(void);
/* SIGTERM, SIGINT and SIGHUP as a descriptor that can be read; the next one's number, or 0. */
int tuckbox_signals(void);
int tuckbox_next_signal(int signals);

/* Stream sockets of this computer: one that listens, with the mode that its name gets; the next who connects; a connection to one. */
int tuckbox_listen(const char *path, unsigned int mode);
int tuckbox_accept(int listener);
int tuckbox_connect(const char *path);
/* SO_PEERCRED: who connected. */
int tuckbox_peer(int connection, unsigned int *user, unsigned int *group, int *process);
/* Whether the system's files say that the user is in the group. */
int tuckbox_is_member(unsigned int user, const char *group);
/* User and primary group of an account; -1 if there is none. */
int tuckbox_account(const char *name, unsigned int *user, unsigned int *group);
/* Primary group of a user; -1 if the system does not know the user. */
int tuckbox_primary_group(unsigned int user, unsigned int *group);
/* Gives up root for the user and group, and every capability but the one to read what others own; no new privileges. */
int tuckbox_become_reader(unsigned int user, unsigned int group);
