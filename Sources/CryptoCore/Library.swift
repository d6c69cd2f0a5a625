internal import COpenSSL
internal import Glibc

/// Starts libcrypto without its configuration file, so that neither `OPENSSL_CONF` nor a file of the system steers us,
/// and with memory that is wiped when it is given back: some of its decoders free copies of private keys as they are.
/// Call it first in every program.
/// - Returns: false if libcrypto was used before; its memory is then not wiped.
@discardableResult
public func startLibrary() -> Bool {
    let wipes = unsafe CRYPTO_set_mem_functions(
        { size, _, _ in unsafe size == 0 ? nil : malloc(size) },
        { old, size, _, _ in
            let new = unsafe size == 0 ? nil : malloc(size)
            guard let old = unsafe old, unsafe new != nil || size == 0 else { return unsafe new }
            if let new = unsafe new { unsafe memcpy(new, old, min(size, malloc_usable_size(old))) }
            unsafe wipeAndFree(old)
            return unsafe new
        },
        { old, _, _ in unsafe wipeAndFree(old) })
    _ = OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil)
    return wipes == 1
}

private func wipeAndFree(_ memory: UnsafeMutableRawPointer?) {
    guard let memory = unsafe memory else { return }
    unsafe explicit_bzero(memory, malloc_usable_size(memory))
    unsafe free(memory)
}
