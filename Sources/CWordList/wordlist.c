#include "wordlist.h"

static const char words[] = {
#embed "words.txt"
};

const size_t tuckbox_word_list_length = sizeof words;

const char *tuckbox_word_list_start(void) { return words; }
