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
        + [
            "Header", "Payload", "Inner", "Salvage", "Names", "Secrets", "RecoveryKeys", "Trail", "Documents", "Frames", "Jobs", "MediaMessages",
            "Carving", "Audits", "Messages", "Mounts", "Guard", "ExpertWitness", "Assessments",
        ].map { name in
            .executableTarget(
                name: "Fuzz\(name)",
                dependencies: [
                    "FuzzSupport", "CryptoCore", "SystemFiles", "VaultFiles", "AuditTrail", "Passphrases", "DocumentText", "SandboxedScan", "Backups",
                    "AuditReport", "MediaRead", "Carving", "GateMessages", "DeviceWatch", "GuardControl", "ExpertWitness",
                ] + (name == "Assessments" ? ["ProtectedData"] : []),
                path: "Tests/Fuzz/\(name)", swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])])
        }

/// What measures and trains detection: part of the package only when Scripts/train-model and Scripts/bench ask for it.
let lab: [Target] =
    Context.environment["TUCKBOX_LAB"] == nil
    ? []
    : [
        .executableTarget(
            name: "tuckbox-lab", dependencies: ["ProtectedData", "DocumentText", "SandboxedScan", "SystemFiles"], path: "Tests/Lab",
            swiftSettings: strict)
    ]

let package = Package(
    name: "tuckbox",
    products: [
        .executable(name: "tuckbox", targets: ["tuckbox"]),
        .executable(name: "tuckbox-scan", targets: ["tuckbox-scan"]),
        .executable(name: "tuckbox-media", targets: ["tuckbox-media"]),
        .executable(name: "tuckboxd", targets: ["tuckboxd"]),
        .executable(name: "tuckbox-survey", targets: ["tuckbox-survey"]),
        .executable(name: "tuckbox-notify", targets: ["tuckbox-notify"]),
        .executable(name: "tuckbox-gate", targets: ["tuckbox-gate"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: [
        systemLibrary("COpenSSL", pkgConfig: "libcrypto", package: "libssl-dev"),
        systemLibrary("CISAL", pkgConfig: "libisal", package: "libisal-dev"),
        systemLibrary("CUTF8Proc", package: "libutf8proc-dev"),
        systemLibrary("CArchive", pkgConfig: "libarchive", package: "libarchive-dev"),
        systemLibrary("CSeccomp", pkgConfig: "libseccomp", package: "libseccomp-dev"),
        systemLibrary("CTSK", pkgConfig: "tsk", package: "libtsk-dev"),
        systemLibrary("CUdev", pkgConfig: "libudev", package: "libudev-dev"),
        systemLibrary("CZlib", pkgConfig: "zlib", package: "zlib1g-dev"),
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
        .target(name: "AuditReport", dependencies: ["FileVerdicts", "ProtectedData", "SystemFiles"], swiftSettings: strict),
        .target(name: "Passphrases", dependencies: ["CryptoCore", "CZxcvbn", "CWordList"], swiftSettings: strict),
        systemLibrary("CQREncode", pkgConfig: "libqrencode", package: "libqrencode-dev"),
        .target(name: "QRCode", dependencies: ["CQREncode"], swiftSettings: strict),
        .target(name: "YAMLText", dependencies: ["CYAML"], swiftSettings: strict),
        .target(name: "Policy", dependencies: ["YAMLText"], swiftSettings: strict),
        .target(name: "Backups", dependencies: ["CryptoCore", "SystemFiles", "VaultFiles", "Policy", "YAMLText"], swiftSettings: strict),
        .target(name: "MediaGuard", dependencies: ["Policy"], swiftSettings: strict),
        .target(name: "GuardControl", swiftSettings: strict),
        .target(name: "ReaderPage", dependencies: ["CReaderPage"], swiftSettings: strict),
        systemLibrary("CVectorscan", pkgConfig: "libhs", package: "libvectorscan-dev"),
        .target(name: "CDetectionData", cSettings: [.unsafeFlags(["-Wno-c23-extensions"])]),
        .target(name: "CEncoder"),
        .target(
            name: "ProtectedData", dependencies: ["DocumentText", "CVectorscan", "YAMLText", "CDetectionData", "CEncoder"],
            exclude: ["Rules", "Names", "Model"], swiftSettings: strict),
        .target(name: "DocumentText", dependencies: ["CZlib", "SystemFiles"], swiftSettings: strict),
        .target(name: "ForeignFormats", dependencies: ["DocumentText", "Sandbox", "SystemFiles", "CArchive"], swiftSettings: strict),
        .target(name: "Sandbox", dependencies: ["CLinux", "CSeccomp"], swiftSettings: strict),
        .target(name: "DeviceWatch", dependencies: ["CUdev", "SystemFiles"], swiftSettings: strict),
        .target(name: "SandboxedScan", dependencies: ["DocumentText", "SystemFiles"], swiftSettings: strict),
        .target(
            name: "FileVerdicts",
            dependencies: ["CryptoCore", "DocumentText", "ProtectedData", "SandboxedScan", "SystemFiles", "VaultFiles"], swiftSettings: strict),
        .target(name: "MediaRead", dependencies: ["SystemFiles"], swiftSettings: strict),
        .target(name: "FileSystemWalk", dependencies: ["CTSK", "MediaRead"], swiftSettings: strict),
        .target(name: "Carving", dependencies: ["MediaRead"], swiftSettings: strict),
        .target(name: "ExpertWitness", dependencies: ["DocumentText", "SystemFiles"], swiftSettings: strict),
        .executableTarget(
            name: "tuckbox-media", dependencies: ["Carving", "ExpertWitness", "FileSystemWalk", "MediaRead", "Sandbox", "SystemFiles"],
            swiftSettings: strict,
            linkerSettings: [.unsafeFlags(["-Xlinker", "-z", "-Xlinker", "now"])]),
        .target(
            name: "MediaAudit",
            dependencies: [
                "AuditReport", "CryptoCore", "DocumentText", "FileVerdicts", "MediaRead", "ProtectedData", "SystemFiles", "VaultFiles",
            ], swiftSettings: strict),
        .executableTarget(
            name: "tuckbox-scan", dependencies: ["DocumentText", "ForeignFormats", "Sandbox", "SandboxedScan", "SystemFiles"], swiftSettings: strict,
            linkerSettings: [.unsafeFlags(["-Xlinker", "-z", "-Xlinker", "now"])]),
        // libfuse's low-level interface is macros and bit fields: a few functions of ours in C are its door.
        .target(name: "CFuse", linkerSettings: [.linkedLibrary("fuse3")]),
        .target(name: "GateMessages", swiftSettings: strict),
        .target(name: "WriteGate", dependencies: ["CFuse", "CLinux", "GateMessages", "SystemFiles"], swiftSettings: strict),
        .executableTarget(
            name: "tuckbox-gate",
            dependencies: [
                "CryptoCore", "FileVerdicts", "GateMessages", "Policy", "ProtectedData", "SandboxedScan", "SystemFiles", "VaultFiles", "WriteGate",
                "DocumentText", "YAMLText", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict, linkerSettings: [.unsafeFlags(["-Xlinker", "-z", "-Xlinker", "now"])]),
        .executableTarget(
            name: "tuckboxd",
            dependencies: [
                "AuditTrail", "CryptoCore", "DeviceWatch", "GateMessages", "GuardControl", "MediaGuard", "Policy", "SystemFiles", "YAMLText",
            ], swiftSettings: strict, linkerSettings: [.unsafeFlags(["-Xlinker", "-z", "-Xlinker", "now"])]),
        .executableTarget(name: "tuckbox-notify", dependencies: ["GuardControl", "SystemFiles"], swiftSettings: strict),
        .executableTarget(
            name: "tuckbox-survey", dependencies: ["DocumentText", "FileVerdicts", "GuardControl", "ProtectedData", "SandboxedScan", "SystemFiles"],
            swiftSettings: strict, linkerSettings: [.unsafeFlags(["-Xlinker", "-z", "-Xlinker", "now"])]),
        .executableTarget(
            name: "tuckbox",
            dependencies: [
                "CryptoCore", "SystemFiles", "VaultFiles", "AuditTrail", "Passphrases", "Policy", "QRCode", "ReaderPage", "YAMLText", "DocumentText",
                "ProtectedData", "SandboxedScan", "FileVerdicts", "Backups", "AuditReport", "MediaAudit", "MediaRead", "DeviceWatch", "GuardControl",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict,
            // All functions are bound at the start: a late binding saves registers, with pieces of secrets, on the stack.
            linkerSettings: [.unsafeFlags(["-Xlinker", "-z", "-Xlinker", "now"])]
        ),

        .target(name: "SeededGenerator", path: "Tests/SeededGenerator", swiftSettings: strict),
        .target(name: "ScratchFolder", dependencies: ["SystemFiles"], path: "Tests/ScratchFolder", swiftSettings: strict),
        .testTarget(name: "CryptoCoreTests", dependencies: ["CryptoCore", "CZlib", "SeededGenerator"], swiftSettings: strict),
        // Not in the package that is shipped: what Tests/Extraction drives the helpers with.
        .executableTarget(
            name: "scan-driver", dependencies: ["SandboxedScan", "DocumentText", "SystemFiles"], path: "Tests/Extraction/Driver",
            swiftSettings: strict),
        .target(name: "CProbe", path: "Tests/Extraction/CProbe"),
        .executableTarget(
            name: "sandbox-probe", dependencies: ["CProbe", "ForeignFormats", "Sandbox", "SystemFiles"], path: "Tests/Extraction/Probe",
            swiftSettings: strict
        ),
        .testTarget(name: "SandboxedScanTests", dependencies: ["SandboxedScan", "DocumentText", "SystemFiles"], swiftSettings: strict),
        .testTarget(name: "MediaReadTests", dependencies: ["MediaRead"], swiftSettings: strict),
        .testTarget(
            name: "ExpertWitnessTests", dependencies: ["ExpertWitness", "DocumentText", "ScratchFolder", "SystemFiles"], swiftSettings: strict),
        .testTarget(name: "CarvingTests", dependencies: ["Carving", "MediaRead"], swiftSettings: strict),
        .testTarget(name: "MediaAuditTests", dependencies: ["AuditReport", "MediaAudit"], swiftSettings: strict),
        .testTarget(name: "GateMessagesTests", dependencies: ["GateMessages"], swiftSettings: strict),
        .testTarget(
            name: "WriteGateTests", dependencies: ["WriteGate", "GateMessages", "SystemFiles", "CFuse", "SeededGenerator"], swiftSettings: strict),
        .testTarget(name: "VaultFilesTests", dependencies: ["VaultFiles", "CryptoCore", "ScratchFolder", "SystemFiles"], swiftSettings: strict),
        .testTarget(
            name: "CommandLineTests", dependencies: ["tuckbox", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            exclude: ["Cases"], swiftSettings: strict),
        .testTarget(name: "AuditTrailTests", dependencies: ["AuditTrail", "CryptoCore", "SystemFiles"], swiftSettings: strict),
        .testTarget(
            name: "AuditReportTests", dependencies: ["tuckbox", "AuditReport", "FileVerdicts", "ProtectedData", "SystemFiles"],
            swiftSettings: strict),
        .testTarget(name: "PassphrasesTests", dependencies: ["Passphrases", "CryptoCore"], swiftSettings: strict),
        .testTarget(name: "DeviceWatchTests", dependencies: ["DeviceWatch"], swiftSettings: strict),
        .testTarget(name: "DocumentTextTests", dependencies: ["DocumentText", "ForeignFormats"], swiftSettings: strict),
        .testTarget(
            name: "ProtectedDataTests", dependencies: ["ProtectedData", "DocumentText", "CEncoder", "CryptoCore", "SeededGenerator"],
            exclude: ["Network/reference.jsonl"], swiftSettings: strict),
        .testTarget(
            name: "BackupsTests",
            dependencies: ["Backups", "VaultFiles", "CryptoCore", "ScratchFolder", "SeededGenerator", "SystemFiles", "Policy", "YAMLText"],
            swiftSettings: strict),
        .testTarget(name: "MediaGuardTests", dependencies: ["MediaGuard", "Policy"], swiftSettings: strict),
        .testTarget(name: "GuardControlTests", dependencies: ["GuardControl"], swiftSettings: strict),
        .testTarget(name: "PolicyTests", dependencies: ["Policy", "YAMLText"], swiftSettings: strict),
    ] + fuzzing + lab,
    swiftLanguageModes: [.v6]
)
