// swift-tools-version: 6.2
import PackageDescription

// Utsikt's rooms depend in one way only: the core's parts and Screen know neither a terminal nor a network, App is
// pure, Engine runs what is behind the screen, and only the executable wires everything together.

/// What every Swift target is compiled with. `UTSIKT_STRICT` (set in CI) turns warnings into errors; it is not
/// unconditional because a newer compiler's new warning must not break a user's build.
let rules: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        // A release build's backtraces need lines, not every variable's place.
        .unsafeFlags(["-gline-tables-only"], .when(configuration: .release)),
    ] + (Context.environment["UTSIKT_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)])

/// What the program is made of is optimised in a debug build, too: the suite, most of which is plain work, then takes two
/// thirds of the CPU time, and runs what users run.
let house: [SwiftSetting] = rules + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// What only tests link is not worth optimising, though a release build makes it too.
let helper: [SwiftSetting] = rules + [.unsafeFlags(["-Onone"], .when(configuration: .release))]

/// The documentation's plugin, only when it is asked for: a plain build resolves and compiles nothing for documentation.
let documentation: [Package.Dependency] =
    Context.environment["UTSIKT_DOCS"] == nil
    ? [] : [.package(url: "https://github.com/swiftlang/swift-docc-plugin", exact: "1.5.0")]

/// What is called in hot loops of other modules is only specialised there with cross-module optimisation. It costs the
/// compiler much: a module whose hot loops are its own does without.
let hot: [SwiftSetting] = [.unsafeFlags(["-cross-module-optimization"], .when(configuration: .release))]

let package = Package(
    name: "utsikt-dashboard",
    products: [.executable(name: "utsikt", targets: ["utsikt"])],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ] + documentation,
    targets: [
        .executableTarget(
            name: "utsikt",
            dependencies: [
                "UtsiktCore", "UtsiktScreen", "UtsiktApp", "UtsiktEngine", "UtsiktSources", "UtsiktTerminal",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: house
        ),
        .target(
            name: "UtsiktEngine",
            dependencies: [
                "UtsiktCore", "UtsiktScreen", "UtsiktApp", "UtsiktSources", .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: house
        ),
        .target(
            name: "UtsiktCore",
            dependencies: ["UtsiktBase", "UtsiktTopics", "UtsiktForecast", "UtsiktFabric", "UtsiktIngest"],
            swiftSettings: house
        ),
        .target(name: "UtsiktBase", dependencies: ["CZlib"], swiftSettings: house + hot),
        .target(
            name: "UtsiktTopics",
            dependencies: [
                "UtsiktBase", "CScan", "CZlib", "CZstd", .product(name: "HeapModule", package: "swift-collections"),
            ],
            swiftSettings: house),
        .target(name: "UtsiktForecast", dependencies: ["UtsiktBase", "CVector"], swiftSettings: house),
        .target(
            name: "UtsiktFabric", dependencies: ["UtsiktBase", .product(name: "Yams", package: "Yams")],
            swiftSettings: house),
        .target(
            name: "UtsiktIngest",
            dependencies: [
                "UtsiktBase", "UtsiktTopics", "UtsiktForecast", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: house
        ),
        .target(name: "UtsiktScreen", swiftSettings: house + hot),
        .target(name: "UtsiktApp", dependencies: ["UtsiktCore", "UtsiktScreen"], swiftSettings: house),
        .target(
            name: "UtsiktSources",
            dependencies: [
                "UtsiktCore", "CHTTP", .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            swiftSettings: house
        ),
        .target(
            name: "UtsiktTerminal",
            dependencies: ["UtsiktBase", "UtsiktApp", "UtsiktScreen", "CTerminal"],
            swiftSettings: house
        ),
        .target(name: "CTerminal", linkerSettings: [.linkedLibrary("ncursesw")]),
        .target(name: "CHTTP", cSettings: [.define("_GNU_SOURCE")], linkerSettings: [.linkedLibrary("dl")]),
        .target(name: "CScan", cSettings: [.unsafeFlags(["-O3"])]),
        .target(name: "CVector", cSettings: [.unsafeFlags(["-O3"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", providers: [.apt(["libzstd-dev"])]),

        // Helpers that only tests link.
        .target(name: "CPty", path: "Tests/CPty"),
        .target(
            name: "CDisk", dependencies: [.product(name: "GRDBSQLite", package: "GRDB.swift")], path: "Tests/CDisk"),
        .target(
            name: "UtsiktTestSupport",
            dependencies: ["UtsiktBase", "UtsiktScreen", "CPty"],
            path: "Tests/UtsiktTestSupport",
            swiftSettings: helper
        ),
        .testTarget(
            name: "UtsiktBaseTests", dependencies: ["UtsiktBase", "UtsiktTestSupport"],
            swiftSettings: rules),
        .testTarget(
            name: "UtsiktTopicsTests",
            dependencies: ["UtsiktBase", "UtsiktTopics", "UtsiktTestSupport", "CZlib", "CZstd"],
            swiftSettings: rules),
        .testTarget(
            name: "UtsiktForecastTests", dependencies: ["UtsiktBase", "UtsiktForecast", "UtsiktTestSupport"],
            swiftSettings: rules),
        .testTarget(
            name: "UtsiktFabricTests", dependencies: ["UtsiktBase", "UtsiktFabric", "UtsiktTestSupport"],
            swiftSettings: rules),
        .testTarget(
            name: "UtsiktIngestTests",
            dependencies: [
                "CDisk", "UtsiktBase", "UtsiktIngest", "UtsiktTestSupport", "UtsiktTopics", "UtsiktForecast",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: rules),
        .testTarget(
            name: "UtsiktScreenTests", dependencies: ["UtsiktScreen", "UtsiktTestSupport"],
            exclude: ["Golden"], swiftSettings: rules),
        .testTarget(
            name: "UtsiktAppTests", dependencies: ["UtsiktApp", "UtsiktTestSupport"],
            exclude: ["Golden"], swiftSettings: rules),
        .testTarget(
            name: "UtsiktSourcesTests",
            dependencies: [
                "UtsiktSources", "UtsiktTestSupport", .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            swiftSettings: rules),
        .executableTarget(
            name: "UtsiktTerminalProbe", dependencies: ["UtsiktTerminal"], path: "Tests/UtsiktTerminalProbe",
            swiftSettings: helper),
        .testTarget(
            name: "UtsiktTerminalTests", dependencies: ["UtsiktTerminal", "UtsiktTerminalProbe", "UtsiktTestSupport"],
            swiftSettings: rules),
        .testTarget(
            name: "UtsiktEngineTests",
            dependencies: [
                "UtsiktApp", "UtsiktEngine", "UtsiktScreen", "UtsiktTestSupport",
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: rules),
        .testTarget(
            name: "UtsiktTests",
            dependencies: [
                "utsikt", "CDisk", "UtsiktApp", "UtsiktEngine", "UtsiktScreen", "UtsiktSources", "UtsiktTestSupport",
            ],
            swiftSettings: rules),
    ],
    swiftLanguageModes: [.v6]
)
