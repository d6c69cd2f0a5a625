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

/* HKDF (RFC 5869). Here and not in Swift because an OSSL_PARAM keeps addresses. An empty salt or info is one that is not there. */
static inline int tuckbox_hkdf(EVP_KDF *algorithm, int mode, const char *digest, const void *key, size_t key_length, const void *salt,
                               size_t salt_length, const void *info, size_t info_length, unsigned char *output, size_t length) {
    OSSL_PARAM parameters[6];
    size_t count = 0;
    parameters[count++] = OSSL_PARAM_construct_int(OSSL_KDF_PARAM_MODE, &mode);
    parameters[count++] = OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, (char *)digest, 0);
    parameters[count++] = OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, (void *)key, key_length);
    if (salt_length > 0) parameters[count++] = OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, (void *)salt, salt_length);
    if (info_length > 0) parameters[count++] = OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, (void *)info, info_length);
    parameters[count] = OSSL_PARAM_construct_end();
    EVP_KDF_CTX *context = EVP_KDF_CTX_new(algorithm);
    int done = context != NULL && EVP_KDF_derive(context, output, length, parameters) == 1;
    EVP_KDF_CTX_free(context);
    return done;
}

/* A context for HMAC-SHA-256, without a key yet; NULL if there is none. Here for the same reason. */
static inline EVP_MAC_CTX *tuckbox_hmac_sha256(void) {
    EVP_MAC *algorithm = EVP_MAC_fetch(NULL, "HMAC", NULL);
    if (algorithm == NULL) return NULL;
    EVP_MAC_CTX *context = EVP_MAC_CTX_new(algorithm);
    EVP_MAC_free(algorithm);
    OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, (char *)"SHA2-256", 0), OSSL_PARAM_construct_end()};
    if (context != NULL && EVP_MAC_CTX_set_params(context, parameters) == 1) return context;
    EVP_MAC_CTX_free(context);
    return NULL;
}
