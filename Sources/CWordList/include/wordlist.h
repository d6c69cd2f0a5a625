#pragma once
#include <stddef.h>
/* The word list as one text, a word and LF a line; see ATTRIBUTION.md. */
const char *tuckbox_word_list_start(void);
extern const size_t tuckbox_word_list_length;
