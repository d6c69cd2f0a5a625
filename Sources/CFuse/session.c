#define _GNU_SOURCE
#include "served.h"
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

static struct fuse_session *serving;
static pthread_t serving_thread;

/* Only the thread that serves looks whether it is over, when a signal wakes it. */
static void on_signal(int number) {
    if (serving) fuse_session_exit(serving);
    if (!pthread_equal(pthread_self(), serving_thread)) pthread_kill(serving_thread, number);
}

struct fuse_session *tuckbox_fuse_start(const struct tuckbox_fuse_operations *operations, void *gate, const char *place, const char *options) {
    struct served *served = malloc(sizeof *served);
    if (!served) return NULL;
    *served = (struct served){.do_ = *operations, .gate = gate};
    struct fuse_args arguments = FUSE_ARGS_INIT(0, NULL);
    struct fuse_session *session = NULL;
    if (fuse_opt_add_arg(&arguments, "tuckbox-gate") == 0 && (!options[0] || (fuse_opt_add_arg(&arguments, "-o") == 0 && fuse_opt_add_arg(&arguments, options) == 0)))
        session = fuse_session_new(&arguments, &tuckbox_fuse_answers, sizeof tuckbox_fuse_answers, served);
    fuse_opt_free_args(&arguments);
    if (session && fuse_session_mount(session, place) == 0) {
        tuckbox_fuse_look_out(session);
        return session;
    }
    if (session) fuse_session_destroy(session);
    free(served);
    return NULL;
}

int tuckbox_fuse_serve(struct fuse_session *session, unsigned int threads) {
    /* Not restarted, so that the wait of the main thread ends; libfuse's threads block these. */
    struct sigaction action = {.sa_handler = on_signal};
    sigemptyset(&action.sa_mask);
    serving = session;
    serving_thread = pthread_self();
    for (int i = 0; i < 3; i++) sigaction((int[]){SIGINT, SIGTERM, SIGHUP}[i], &action, NULL);
    struct fuse_loop_config *configuration = fuse_loop_cfg_create();
    if (!configuration) return ENOMEM;
    fuse_loop_cfg_set_max_threads(configuration, threads);
    fuse_loop_cfg_set_idle_threads(configuration, 4);
    int result = fuse_session_loop_mt(session, configuration);
    fuse_loop_cfg_destroy(configuration);
    return result < 0 ? -result : 0;
}

void tuckbox_fuse_stop(struct fuse_session *session) {
    fuse_session_exit(session);
    if (serving) pthread_kill(serving_thread, SIGTERM);
}

void tuckbox_fuse_end(struct fuse_session *session) {
    serving = NULL;
    fuse_session_unmount(session);
    fuse_session_destroy(session);
}

void tuckbox_fuse_forget_content(struct fuse_session *session, uint64_t node) { (void)fuse_lowlevel_notify_inval_inode(session, node, 0, 0); }

void tuckbox_fuse_forget_name(struct fuse_session *session, uint64_t folder, const char *name) {
    (void)fuse_lowlevel_notify_inval_entry(session, folder, name, strlen(name));
}
