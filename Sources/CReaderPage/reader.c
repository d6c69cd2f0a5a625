#include "reader.h"

static const char page[] = {
#embed "open-vault.html"
};

const size_t tuckbox_reader_page_length = sizeof page;

const char *tuckbox_reader_page_start(void) { return page; }
