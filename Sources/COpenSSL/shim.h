#pragma once
#include <malloc.h> /* malloc_usable_size, for libcrypto's memory functions */
#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/param_build.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/x509.h>

/* Macros that Swift cannot import. */
static const int tuckbox_select_public_key = EVP_PKEY_PUBLIC_KEY;
static const int tuckbox_select_key_pair = EVP_PKEY_KEYPAIR;
