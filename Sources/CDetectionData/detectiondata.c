#include "detectiondata.h"

static const char identifiers[] = {
#embed "../ProtectedData/Rules/identifiers.yaml"
};
static const char columns[] = {
#embed "../ProtectedData/Rules/columns.yaml"
};
static const char cues[] = {
#embed "../ProtectedData/Rules/cues.yaml"
};
static const char context[] = {
#embed "../ProtectedData/Rules/context.yaml"
};
static const char markings[] = {
#embed "../ProtectedData/Rules/markings.yaml"
};
static const char forenames[] = {
#embed "../ProtectedData/Names/forenames.txt"
};
static const char surnames[] = {
#embed "../ProtectedData/Names/surnames.txt"
};
static const char both[] = {
#embed "../ProtectedData/Names/words.txt"
};
static const char weights[] = {
#embed "../ProtectedData/Model/weights.txt"
};
static const char wording[] = {
#embed "../ProtectedData/Model/wording.txt"
};
static const char classes[] = {
#embed "../ProtectedData/Model/classes.txt"
};
static const _Alignas(64) char network[] = {
#embed "../ProtectedData/Model/network.bin"
};

#define FILE_OF(name, bytes) {name, bytes, sizeof bytes}
static const struct tuckbox_detection_file files[] = {
    FILE_OF("identifiers.yaml", identifiers), FILE_OF("columns.yaml", columns), FILE_OF("cues.yaml", cues), FILE_OF("context.yaml", context),
    FILE_OF("markings.yaml", markings), FILE_OF("forenames.txt", forenames), FILE_OF("surnames.txt", surnames), FILE_OF("words.txt", both),
    FILE_OF("weights.txt", weights),       FILE_OF("wording.txt", wording), FILE_OF("classes.txt", classes),
    FILE_OF("network.bin", network),
};

struct tuckbox_detection_file tuckbox_detection_file(size_t number) {
    if (number < sizeof files / sizeof *files) return files[number];
    return (struct tuckbox_detection_file){0, 0, 0};
}
