#define _GNU_SOURCE
#include "served.h"
#include <poll.h>
#include <sched.h>
#include <stdatomic.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* How requests are read. A program that makes one small file after another sends its next request some microseconds after the last answer, and to wake a thread on
   another processor for each takes longer than most answers do. So who has answered looks out for the next one for a moment, and only then goes to sleep. One thread
   at a time does so, once after each request: without requests, nobody wakes up. Not where there is only one processor, which the program itself needs, and not where
   others want it as well: there a moment's rest is worth more than a quick answer. */

/* Nanoseconds: how long somebody looks out; what cannot be one look, so that somebody else had the processor; and for how long nobody looks out then. */
static const long most = 60 * 1000, interrupted = 100 * 1000, rest = 100 * 1000 * 1000;

static atomic_int is_looking;
static atomic_long resting_until;
static _Thread_local int has_answered;

static long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000L + time.tv_nsec;
}

static void look_out(int device) {
    long start = now(), last = start;
    if (start < atomic_load(&resting_until) || atomic_exchange(&is_looking, 1)) return;
    struct pollfd wait = {.fd = device, .events = POLLIN};
    for (int found = 0; !found && last - start < most;) {
        found = poll(&wait, 1, 0) != 0;
        long time = now();
        if (time - last > interrupted) {
            atomic_store(&resting_until, time + rest);
            break;
        }
        last = time;
    }
    atomic_store(&is_looking, 0);
}

static ssize_t read_request(int device, void *buffer, size_t size, void *userdata) {
    (void)userdata;
    if (has_answered) look_out(device);
    has_answered = 1;
    return read(device, buffer, size);
}

static ssize_t write_answer(int device, struct iovec *pieces, int count, void *userdata) {
    (void)userdata;
    return writev(device, pieces, count);
}

void tuckbox_fuse_look_out(struct fuse_session *session) {
    static const struct fuse_custom_io io = {.read = read_request, .writev = write_answer};
    cpu_set_t processors;
    if (sched_getaffinity(0, sizeof processors, &processors) != 0 || CPU_COUNT(&processors) < 2) return;
    /* Without it, libfuse reads as it always does. */
    (void)fuse_session_custom_io(session, &io, fuse_session_fd(session));
}
