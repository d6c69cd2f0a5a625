/* Tries in a tight loop to write to sticks: to their nodes, and to files where they are mounted; `racer FOLDER FILE` also to a file of that folder what is
   in FILE. SIGTERM ends it; it says what it did. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MARK "THE RACER WAS HERE "

static volatile sig_atomic_t ended;
static void end(int signal) { (void)signal; ended = 1; }

/* Opened once and kept: closing a node that was open for writing makes udev look at the device again, each time. */
static int node_of(const char *path, int *kept) {
    if (*kept < 0) *kept = open(path, O_WRONLY);
    return *kept;
}

/* Whether a file got a name and what is in it. */
static int is_written(const char *folder, const char *content, size_t size) {
    char path[256];
    snprintf(path, sizeof path, "%s/RACE.CSV", folder);
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file < 0) return 0;
    int written = write(file, content, size) == (ssize_t)size;
    int synced = fsync(file) == 0;
    return (close(file) == 0) & synced & written;
}

int main(int count, char **arguments) {
    static char block[4096], content[4096];
    ssize_t size = 0;
    if (count == 3) {
        int file = open(arguments[2], O_RDONLY);
        size = file < 0 ? -1 : read(file, content, sizeof content);
        if (size <= 0) return 1;
        close(file);
    }
    for (size_t i = 0; i + sizeof MARK < sizeof block; i += sizeof MARK - 1) memcpy(block + i, MARK, sizeof MARK - 1);
    const char *names[] = {"sda", "sda1", "sda2", "sdb", "sdb1"};
    int nodes[] = {-1, -1, -1, -1, -1};
    long rounds = 0, refused = 0, written = 0, gated = 0, tried = 0;
    signal(SIGTERM, end);
    for (; !ended; rounds++) {
        if (size > 0 && access(arguments[1], F_OK) == 0) {
            tried++;
            gated += is_written(arguments[1], content, (size_t)size);
        }
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            for (int is_file = 0; is_file < 2; is_file++) {
                char path[64];
                if (is_file) snprintf(path, sizeof path, "/run/media/%s/RACE%ld.TXT", names[i], written % 64);
                else snprintf(path, sizeof path, "/dev/%s", names[i]);
                int file = is_file ? open(path, O_WRONLY | O_CREAT, 0644) : node_of(path, &nodes[i]);
                if (file >= 0 && pwrite(file, block, sizeof block, is_file ? 0 : 64 * 1024) == sizeof block && fsync(file) == 0) written++;
                else refused += errno != ENOENT && errno != ENXIO;
                if (is_file && file >= 0) close(file);
            }
    }
    printf("{\"rounds\": %ld, \"refused\": %ld, \"written\": %ld, \"gated\": %ld, \"tried\": %ld}\n", rounds, refused, written, gated, tried);
    return 0;
}
