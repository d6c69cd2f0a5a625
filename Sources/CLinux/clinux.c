#define _GNU_SOURCE
#include "clinux.h"
#include <fcntl.h>
#include <link.h>
#include <linux/openat2.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

int tuckbox_rename_noreplace(int directory, const char *from, const char *to) {
    return renameat2(directory, from, directory, to, RENAME_NOREPLACE);
}

const int tuckbox_open_nameless = O_TMPFILE;
const int tuckbox_open_path = O_PATH;
const int tuckbox_open_direct = O_DIRECT;
const int tuckbox_seek_data = SEEK_DATA;
const int tuckbox_seek_hole = SEEK_HOLE;
int tuckbox_syncfs(int descriptor) { return syncfs(descriptor); }

int tuckbox_start_writeback(int descriptor, int64_t offset, int64_t count) {
    return sync_file_range(descriptor, offset, count, SYNC_FILE_RANGE_WRITE);
}

int tuckbox_widen_pipe(int descriptor, int size) { return fcntl(descriptor, F_SETPIPE_SZ, size); }

/* Code that was executed is in memory, and comes from its file again when it is. Nothing writes to such pages, so nothing is lost. */
static int give_code_back(struct dl_phdr_info *module, size_t size, void *unused) {
    (void)size, (void)unused;
    const uintptr_t page = (uintptr_t)getpagesize();
    for (int i = 0; i < module->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &module->dlpi_phdr[i];
        if (part->p_type != PT_LOAD || !(part->p_flags & PF_X) || part->p_flags & PF_W) continue;
        uintptr_t start = module->dlpi_addr + part->p_vaddr, end = start + part->p_filesz;
        start = (start + page - 1) / page * page;
        end = end / page * page;
        if (start < end) (void)madvise((void *)start, end - start, MADV_DONTNEED);
    }
    return 0;
}

void tuckbox_give_memory_back(void) {
    (void)malloc_trim(0);
    (void)dl_iterate_phdr(give_code_back, NULL);
}

int tuckbox_forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0); }

int tuckbox_file_system(const char *path, struct tuckbox_file_system *facts) {
    struct statfs raw;
    if (statfs(path, &raw) != 0) return -1;
    facts->type = raw.f_type;
    facts->available_bytes = (uint64_t)raw.f_bavail * (uint64_t)raw.f_bsize;
    return 0;
}

int64_t tuckbox_file_system_type(int descriptor) {
    struct statfs raw;
    return fstatfs(descriptor, &raw) == 0 ? raw.f_type : 0;
}

unsigned int tuckbox_device_major(uint64_t device) { return major(device); }
unsigned int tuckbox_device_minor(uint64_t device) { return minor(device); }

int64_t tuckbox_find(const void *bytes, uint64_t size, const void *needle, uint64_t needle_size) {
    const char *found = memmem(bytes, size, needle, needle_size);
    return found ? found - (const char *)bytes : -1;
}

const char *tuckbox_error_text(int code, char *buffer, unsigned long size) { return strerror_r(code, buffer, size); }

int tuckbox_memory_file(void) { return memfd_create("tuckbox", MFD_CLOEXEC); }

int tuckbox_local_time_in(const char *zone, int64_t seconds, struct tuckbox_local_time *local) {
    const char *before = getenv("TZ");
    char *kept = before ? strdup(before) : NULL;
    setenv("TZ", zone, 1);
    tzset();
    struct tm parts;
    const time_t time = seconds;
    int known = localtime_r(&time, &parts) != NULL;
    if (known) {
        local->year = (int64_t)parts.tm_year + 1900;
        local->month = parts.tm_mon + 1;
        local->day = parts.tm_mday;
        local->hour = parts.tm_hour;
        local->minute = parts.tm_min;
        local->second = parts.tm_sec;
        local->weekday = parts.tm_wday;
        local->offset = parts.tm_gmtoff;
        snprintf(local->abbreviation, sizeof local->abbreviation, "%s", parts.tm_zone);
    }
    if (kept) setenv("TZ", kept, 1);
    else unsetenv("TZ");
    free(kept);
    tzset();
    return known ? 0 : -1;
}

int tuckbox_open_beneath(int directory, const char *path, int flags, unsigned int mode) {
    struct open_how how = {.flags = (unsigned)flags, .mode = flags & O_CREAT ? mode : 0, .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV};
    return (int)syscall(SYS_openat2, directory, path, &how, sizeof how);
}
