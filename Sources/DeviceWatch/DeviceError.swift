/// Why devices cannot be watched.
public enum DeviceError: Error, Equatable, Sendable {
    /// libudev could not be started, or its socket could not be opened: the system's error number.
    case notListening(code: Int32)
    /// The devices that are there could not be listed: the system's error number.
    case notListed(code: Int32)
}
