#pragma once
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <tsk/libtsk.h>
#include <unistd.h>

/* Linux's numbers, which unistd.h has only for those who ask for everything. */
#ifndef SEEK_DATA
#define SEEK_DATA 3
#define SEEK_HOLE 4
#endif

/* A medium that is read through descriptors that are open already: libtsk never sees a name. */
struct tuckbox_image {
    TSK_IMG_INFO info; /* first: libtsk passes a pointer to it on */
    int count;
    int *descriptors;
    uint64_t *ends; /* of each piece, counted from the beginning of the medium */
    uint64_t budget; /* bytes that may still be read; at 0 every read fails */
    uint64_t bad_sectors; /* those that could not be read, and were given as zeros */
    void (*tell)(void); /* called now and then while libtsk reads */
    uint64_t untold; /* bytes read since */
    uint64_t known_start, known_end; /* a stretch of the medium of which it is known whether it is a hole */
    int is_hole;
};

/* Finds out whether what lies at offset, in a piece from start to end, was ever written: an image may be a file that is mostly holes.
   The descriptors' positions move; nobody reads by them. */
static inline void tuckbox_image_look(struct tuckbox_image *image, int descriptor, uint64_t offset, uint64_t start, uint64_t end) {
    off_t place = (off_t)(offset - start);
    off_t data = lseek(descriptor, place, SEEK_DATA);
    image->known_start = offset;
    image->is_hole = data > place || (data < 0 && errno == ENXIO);
    off_t next = image->is_hole ? data : data < 0 ? -1 : lseek(descriptor, place, SEEK_HOLE);
    image->known_end = next > place && (uint64_t)next < end - start ? start + (uint64_t)next : end;
}

/* Bytes from offset on that were never written; 0 where that is not known. */
static inline uint64_t tuckbox_image_hole(struct tuckbox_image *image, uint64_t offset) {
    uint64_t start = 0;
    for (int i = 0; i < image->count; start = image->ends[i++]) {
        if (offset >= image->ends[i]) continue;
        if (offset < image->known_start || offset >= image->known_end)
            tuckbox_image_look(image, image->descriptors[i], offset, start, image->ends[i]);
        return image->is_hole ? image->known_end - offset : 0;
    }
    return 0;
}

/* At most count bytes, from one piece; a bad sector becomes zeros. */
static inline ssize_t tuckbox_image_read_piece(struct tuckbox_image *image, uint64_t offset, char *bytes, size_t count) {
    uint64_t start = 0;
    for (int i = 0; i < image->count; start = image->ends[i++]) {
        if (offset >= image->ends[i]) continue;
        if (count > image->ends[i] - offset) count = image->ends[i] - offset;
        uint64_t hole = tuckbox_image_hole(image, offset);
        if (hole > 0) {
            if (count > hole) count = hole;
            memset(bytes, 0, count);
            return (ssize_t)count;
        }
        ssize_t got = pread(image->descriptors[i], bytes, count, (off_t)(offset - start));
        if (got > 0) return got;
        if (got == 0) return -1; /* shorter than it was */
        if (errno == EINTR) return 0;
        /* Sectors, so that one that is bad does not take its neighbours along. */
        size_t step = 512 - (offset & 511);
        if (step > count) step = count;
        if (count > step) return tuckbox_image_read_piece(image, offset, bytes, step);
        memset(bytes, 0, step);
        image->bad_sectors++;
        return (ssize_t)step;
    }
    return -1;
}

static inline ssize_t tuckbox_image_read(TSK_IMG_INFO *info, TSK_OFF_T offset, char *bytes, size_t count) {
    struct tuckbox_image *image = (struct tuckbox_image *)info;
    size_t done = 0;
    if (offset < 0 || (uint64_t)offset >= (uint64_t)info->size) return -1;
    if (count > (uint64_t)info->size - (uint64_t)offset) count = (size_t)((uint64_t)info->size - (uint64_t)offset);
    if (image->budget < count) {
        image->budget = 0;
        return -1;
    }
    image->budget -= count;
    while (done < count) {
        ssize_t got = tuckbox_image_read_piece(image, (uint64_t)offset + done, bytes + done, count - done);
        if (got < 0) return -1;
        done += (size_t)got;
    }
    image->untold += count;
    if (image->untold >= 16 << 20) {
        image->untold = 0;
        image->tell();
    }
    return (ssize_t)done;
}

static inline void tuckbox_image_close(TSK_IMG_INFO *info) { (void)info; }
static inline void tuckbox_image_stat(TSK_IMG_INFO *info, FILE *file) { (void)info, (void)file; }

/* The arrays stay the caller's for as long as the process lives. NULL: no memory. */
static inline struct tuckbox_image *tuckbox_image_open(
    int count, int *descriptors, uint64_t *ends, unsigned int sector_size, void (*tell)(void)) {
    struct tuckbox_image *image = calloc(1, sizeof *image);
    if (!image) return NULL;
    image->count = count;
    image->descriptors = descriptors;
    image->ends = ends;
    image->tell = tell;
    if (!tsk_img_open_external(
            image, (TSK_OFF_T)ends[count - 1], sector_size, tuckbox_image_read, tuckbox_image_close, tuckbox_image_stat))
        return NULL;
    return image;
}

/* A macro. */
static inline TSK_INUM_T tuckbox_orphan_folder(const TSK_FS_INFO *fs) { return TSK_FS_ORPHANDIR_INUM(fs); }

/* Parts of unions that Swift imports without names. */
static inline const uint8_t *tuckbox_resident_bytes(const TSK_FS_ATTR *attribute) { return attribute->rd.buf; }
