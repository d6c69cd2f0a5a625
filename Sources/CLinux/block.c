#define _GNU_SOURCE
#include "clinux.h"
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

int tuckbox_block_device(int descriptor, struct tuckbox_block_device *facts) {
    struct stat status;
    int read_only = 0, sector = 0;
    if (fstat(descriptor, &status) != 0 || !S_ISBLK(status.st_mode)) return -1;
    if (ioctl(descriptor, BLKGETSIZE64, &facts->size) != 0) return -1;
    if (ioctl(descriptor, BLKROGET, &read_only) != 0) return -1;
    if (ioctl(descriptor, BLKSSZGET, &sector) != 0 || sector < 512) sector = 512;
    facts->sector_size = (uint32_t)sector;
    facts->read_only = read_only != 0;
    facts->device = (uint64_t)status.st_rdev;
    return 0;
}

