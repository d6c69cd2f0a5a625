#pragma once
/* System calls that Swift's Glibc module hides, because glibc declares them for GNU sources only. */
#include <stdint.h>

/* renameat2 with RENAME_NOREPLACE, both names in one directory. */
int tuckbox_rename_noreplace(int directory, const char *from, const char *to);
/* O_TMPFILE. */
extern const int tuckbox_open_nameless;
int tuckbox_syncfs(int descriptor);
/* sync_file_range with SYNC_FILE_RANGE_WRITE: starts writing back and does not wait. */
int tuckbox_start_writeback(int descriptor, int64_t offset, int64_t count);
/* prctl(PR_SET_DUMPABLE, 0): no core dump, no ptrace by the same user. */
int tuckbox_forbid_dumps(void);

struct tuckbox_file_system {
    int64_t type;
    uint64_t available_bytes;
};
int tuckbox_file_system(const char *path, struct tuckbox_file_system *facts);

unsigned int tuckbox_device_major(uint64_t device);
unsigned int tuckbox_device_minor(uint64_t device);

/* memmem: where needle begins in bytes; -1 if it does not stand there. */
int64_t tuckbox_find(const void *bytes, uint64_t size, const void *needle, uint64_t needle_size);

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

/* sendmsg of bytes with a descriptor, or without if it is negative; recvmsg of at most count bytes, and *descriptor is -1 if none came. */
long tuckbox_send(int socket, const void *bytes, unsigned long count, int descriptor);
long tuckbox_receive(int socket, void *bytes, unsigned long count, int *descriptor);

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
