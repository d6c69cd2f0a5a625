// swift-tools-version: 6.2
import PackageDescription

/// The settings that every Swift target and test is built with.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A C library's one door: used by one Swift module, as Scripts/check-layers enforces.
func systemLibrary(_ name: String, pkgConfig: String? = nil, package: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

/// The fuzz targets of Tests/Fuzz: part of the package only when Scripts/fuzz asks for them, because nothing but libFuzzer gives them a `main`.
let fuzzing: [Target] =
    Context.environment["TUCKBOX_FUZZ"] == nil
    ? []
    : [
        .target(
            name: "FuzzSupport", dependencies: ["CryptoCore", "SystemFiles", "VaultFiles"], path: "Tests/Fuzz/Support", swiftSettings: strict)
    ]
        + ["Header", "Payload", "Inner", "Salvage", "Names", "Secrets", "RecoveryKeys", "Trail"].map { name in
            .executableTarget(
                name: "Fuzz\(name)", dependencies: ["FuzzSupport", "CryptoCore", "SystemFiles", "VaultFiles", "AuditTrail", "Passphrases"],
                path: "Tests/Fuzz/\(name)", swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])])
        }

/// What measures and trains detection: part of the package only when Scripts/train-model and Scripts/bench ask for it.
let lab: [Target] =
    Context.environment["TUCKBOX_LAB"] == nil
    ? []
    : [
        .executableTarget(
            name: "tuckbox-lab", dependencies: ["ProtectedData", "DocumentText"], path: "Tests/Lab", swiftSettings: strict)
    ]

let package = Package(
    name: "tuckbox",
    products: [
        .executable(name: "tuckbox", targets: ["tuckbox"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: [
        systemLibrary("COpenSSL", pkgConfig: "libcrypto", package: "libssl-dev"),
        systemLibrary("CISAL", pkgConfig: "libisal", package: "libisal-dev"),
        systemLibrary("CUTF8Proc", package: "libutf8proc-dev"),
        systemLibrary("CZxcvbn", package: "libzxcvbn-dev"),
        systemLibrary("CYAML", pkgConfig: "yaml-0.1", package: "libyaml-dev"),
        .target(name: "CWordList", exclude: ["ATTRIBUTION.md", "words.txt"], cSettings: [.unsafeFlags(["-Wno-c23-extensions"])]),

        .target(
            name: "CReaderPage", exclude: ["open-vault.html", "page"], cSettings: [.unsafeFlags(["-Wno-c23-extensions"])]),

        .target(name: "CryptoCore", dependencies: ["COpenSSL", "CISAL", "CUTF8Proc"], swiftSettings: strict),
        .target(name: "CLinux"),
        .target(name: "SystemFiles", dependencies: ["CLinux"], swiftSettings: strict),
        .target(name: "VaultFiles", dependencies: ["CryptoCore", "SystemFiles"], swiftSettings: strict),
        .target(name: "AuditTrail", dependencies: ["CryptoCore", "SystemFiles"], swiftSettings: strict),
        .target(name: "Passphrases", dependencies: ["CryptoCore", "CZxcvbn", "CWordList"], swiftSettings: strict),
        systemLibrary("CQREncode", pkgConfig: "libqrencode", package: "libqrencode-dev"),
        .target(name: "QRCode", dependencies: ["CQREncode"], swiftSettings: strict),
        .target(name: "YAMLText", dependencies: ["CYAML"], swiftSettings: strict),
        .target(name: "Policy", dependencies: ["YAMLText"], swiftSettings: strict),
        .target(name: "ReaderPage", dependencies: ["CReaderPage"], swiftSettings: strict),
        systemLibrary("CVectorscan", pkgConfig: "libhs", package: "libvectorscan-dev"),
        .target(name: "CDetectionData", cSettings: [.unsafeFlags(["-Wno-c23-extensions"])]),
        .target(name: "DocumentText", swiftSettings: strict),
        .target(
            name: "ProtectedData", dependencies: ["DocumentText", "CVectorscan", "YAMLText", "CDetectionData"],
            exclude: ["Rules", "Names", "Model"], swiftSettings: strict),
        .executableTarget(
            name: "tuckbox",
            dependencies: [
                "CryptoCore", "SystemFiles", "VaultFiles", "AuditTrail", "Passphrases", "Policy", "QRCode", "ReaderPage", "YAMLText", "DocumentText",
                "ProtectedData",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict,
            // All functions are bound at the start: a late binding saves registers, with pieces of secrets, on the stack.
            linkerSettings: [.unsafeFlags(["-Xlinker", "-z", "-Xlinker", "now"])]
        ),

        .testTarget(name: "CryptoCoreTests", dependencies: ["CryptoCore", "CZlib"], swiftSettings: strict),
        systemLibrary("CZlib", pkgConfig: "zlib", package: "zlib1g-dev"),
        .testTarget(name: "VaultFilesTests", dependencies: ["VaultFiles", "CryptoCore", "SystemFiles"], swiftSettings: strict),
        .testTarget(name: "CommandLineTests", dependencies: ["tuckbox"], exclude: ["Cases"], swiftSettings: strict),
        .testTarget(name: "AuditTrailTests", dependencies: ["AuditTrail", "CryptoCore", "SystemFiles"], swiftSettings: strict),
        .testTarget(name: "PassphrasesTests", dependencies: ["Passphrases", "CryptoCore"], swiftSettings: strict),
        .testTarget(name: "DocumentTextTests", dependencies: ["DocumentText"], swiftSettings: strict),
        .testTarget(name: "ProtectedDataTests", dependencies: ["ProtectedData", "DocumentText"], swiftSettings: strict),
        .testTarget(name: "PolicyTests", dependencies: ["Policy", "YAMLText"], swiftSettings: strict),
    ] + fuzzing + lab,
    swiftLanguageModes: [.v6]
)
