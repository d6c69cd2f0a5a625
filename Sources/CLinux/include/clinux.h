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
