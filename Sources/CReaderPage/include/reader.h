#pragma once
#include <stddef.h>
/* The page that opens vaults in a browser, as Scripts/build-reader makes it. */
const char *tuckbox_reader_page_start(void);
extern const size_t tuckbox_reader_page_length;
