// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

// Targets stand in floor order, lowest first. A target may import only what its list names (and what those stand on),
// always from floors below it: this is the one statement of who may import whom, held by Tests/HouseTests.
let package = Package(
    name: "tiltmeter",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "tiltmeter", targets: ["tiltmeter"]),
        // For Benchmarks/Wire alone, a package of its own that compares the reader with swift-protobuf.
        .library(name: "OTLP", targets: ["OTLP", "Telemetry"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-collections.git", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-numerics.git", from: "1.1.1"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
    ],
    targets: [
        // Floor 0: C libraries from Debian and embedded assets; no logic that Swift could hold.
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),
        .target(
            name: "WebAssets",
            exclude: [
                "icon.svg", "inter-display.woff2", "inter-licence.txt", "inter.woff2", "tiltmeter.css", "tiltmeter.js",
            ]),

        // Floor 1: mergeable summaries of many observations.
        .target(
            name: "Sketches",
            dependencies: [.product(name: "RealModule", package: "swift-numerics")],
            swiftSettings: strict),

        // Floor 2: what is computed, and what it is computed from.
        .target(
            name: "Statistics",
            dependencies: ["Sketches", .product(name: "RealModule", package: "swift-numerics")],
            swiftSettings: strict),
        .target(
            name: "Telemetry",
            dependencies: ["Sketches", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict),

        // Floor 3: telemetry off the wire, tables compared, and the log on disk.
        .target(name: "OTLP", dependencies: ["Telemetry", "CSimdJSON", "CDeflate", "CZstd"], swiftSettings: strict),
        .target(
            name: "Reports",
            dependencies: [
                "Statistics", "Sketches", "CSimdJSON", "CZlib", "CZstd",
                .product(name: "RealModule", package: "swift-numerics"),
            ],
            swiftSettings: strict),
        .target(
            name: "Storage",
            dependencies: [
                "Telemetry", "Sketches", "CZstd", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict),

        // Floor 4: from a decoded batch to its acknowledgement.
        .target(
            name: "Intake",
            dependencies: [
                "Storage", "OTLP", "CZlib", "CZstd", .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "Logging", package: "swift-log"), .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HeapModule", package: "swift-collections"),
            ],
            swiftSettings: strict),

        // Floor 5: the fold, baselines, monitors.
        .target(
            name: "Watch",
            dependencies: [
                "Storage", "Statistics", .product(name: "Logging", package: "swift-log"),
                .product(name: "RealModule", package: "swift-numerics"),
            ],
            swiftSettings: strict),

        // Floor 6: incidents.
        .target(name: "Respond", dependencies: ["Watch"], swiftSettings: strict),

        // Floor 7: HTTP, pages and charts.
        .target(
            name: "Web",
            dependencies: [
                "Intake", "Respond", "Reports", "WebAssets",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),

        // Beside the house: seeded worlds with known truth. Imports the domain only.
        .target(
            name: "Simulation",
            dependencies: ["Telemetry", .product(name: "RealModule", package: "swift-numerics")],
            swiftSettings: strict),

        // Floor 8: the command line and the assembly of the process.
        .executableTarget(
            name: "tiltmeter",
            dependencies: [
                "Web", "Simulation", "Reports",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict),

        // Test support, never linked into the product.
        .target(
            name: "TestSupport",
            dependencies: ["Sketches", "Telemetry", .product(name: "RealModule", package: "swift-numerics")],
            swiftSettings: strict),

        // Measures the floors below the server: ./dev bench floors.
        .executableTarget(
            name: "bench",
            dependencies: [
                "Watch", "Intake", "Storage", "Statistics", "Reports", "Sketches", "TestSupport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "RealModule", package: "swift-numerics"),
            ], path: "Benchmarks/Floors",
            swiftSettings: strict),

        // Reproduces the evidence of docs/statistics.md on simulated worlds: ./dev simulate.
        .executableTarget(
            name: "simulate",
            dependencies: [
                "Statistics", "Sketches", "TestSupport", .product(name: "RealModule", package: "swift-numerics"),
            ], path: "Benchmarks/Simulate",
            swiftSettings: strict),

        // Answers what other libraries answer too: ./dev peers.
        .executableTarget(
            name: "peers", dependencies: ["Statistics"], path: "Benchmarks/Peers",
            exclude: ["comparisons", "requirements.txt"],
            swiftSettings: strict),

        // Tests mirror the targets.
        .testTarget(name: "SketchesTests", dependencies: ["Sketches", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "StatisticsTests", dependencies: ["Statistics", "TestSupport"],
            resources: [.copy("Fixtures")], swiftSettings: strict),
        .testTarget(
            name: "TelemetryTests",
            dependencies: ["Telemetry", "TestSupport", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict),
        .testTarget(
            name: "OTLPTests",
            dependencies: [
                "OTLP", "CDeflate", "CZstd", "TestSupport", .product(name: "Crypto", package: "swift-crypto"),
            ], resources: [.copy("Fixtures")],
            swiftSettings: strict),
        .testTarget(
            name: "ReportsTests", dependencies: ["Reports", "Statistics", "CZlib", "CZstd", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "StorageTests",
            dependencies: ["Storage", "TestSupport", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: strict),
        .testTarget(
            name: "IntakeTests",
            dependencies: ["Intake", "TestSupport", .product(name: "Crypto", package: "swift-crypto")],
            resources: [.copy("Fixtures")], swiftSettings: strict),
        .testTarget(name: "WatchTests", dependencies: ["Watch", "Statistics", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "RespondTests", dependencies: ["Respond", "Storage", "Telemetry", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "Web", "Reports", "TestSupport", .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"), .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .testTarget(name: "SimulationTests", dependencies: ["Simulation", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "WorldTests",
            dependencies: [
                "Intake", "Respond", "Simulation", "TestSupport", .product(name: "Logging", package: "swift-log"),
            ], swiftSettings: strict),
        .testTarget(name: "HouseTests", dependencies: ["TestSupport"], swiftSettings: strict),
    ],
    cLanguageStandard: .c2x
)
