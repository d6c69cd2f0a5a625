#pragma once
#include <stddef.h>
/* What detection knows besides code, as texts: the rules (YAML), lists of names, the trained weights; and the network's, as bytes. See Docs/DETECTION.md. */
struct tuckbox_detection_file {
    const char *name;
    const char *start;
    size_t length;
};
/* The file of that number, from 0; start is NULL behind the last. */
struct tuckbox_detection_file tuckbox_detection_file(size_t number);
