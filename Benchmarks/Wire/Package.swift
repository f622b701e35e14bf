// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that neither the product nor its tests get swift-protobuf: ./dev bench wire.
let package = Package(
    name: "wire",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "tiltmeter", path: "../.."),
        .package(url: "https://github.com/apple/swift-protobuf.git", from: "1.39.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
    ],
    targets: [
        .executableTarget(
            name: "wire",
            dependencies: [
                .product(name: "OTLP", package: "tiltmeter"),
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: [
                .swiftLanguageMode(.v6),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .treatAllWarnings(as: .error),
            ])
    ]
)
