/// Which tuckbox this is.
public enum Release {
    /// Of all its programs alike: they are made and installed together.
    public static let version = "0.1.0"
}
