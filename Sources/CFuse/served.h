#pragma once
#define FUSE_USE_VERSION 312
#include "cfuse.h"
#include <fuse3/fuse_lowlevel.h>

/* libfuse's user data. */
struct served {
    struct tuckbox_fuse_operations do_;
    void *gate;
    /* Set before the first request. */
    int can_write_past_cache;
};

extern const struct fuse_lowlevel_ops tuckbox_fuse_answers;

/* Has whoever answered wait actively for the next request, for a moment. Of a session that is mounted. */
void tuckbox_fuse_look_out(struct fuse_session *session);
