// swift-tools-version: 6.2
import PackageDescription

// MARK: - Layers. An arrow only ever points down this list.

/// System libraries, and typed wrappers where Swift cannot call a macro or a variadic function.
let cLibraries: [Target] = [
  .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
  .systemLibrary(name: "CZstd", providers: [.apt(["libzstd-dev"])]),
  .target(name: "CCurl"),
  .target(name: "CLinuxExtras"),
  .target(name: "CSQLiteExtras"),
  .target(name: "CSchemas"),
]

/// Kits know nothing of backups.
let kits: [Target] = [
  .target(name: "Compression", dependencies: ["CZlib", "CZstd", "WorkerThreads"]),
  .target(name: "CurlTransport", dependencies: ["CCurl"]),
  .target(name: "JSONCoding"),
  .target(name: "JSONRPC", dependencies: ["JSONCoding", "WorkerThreads", .log]),
  .target(name: "WorkerThreads"),
]

/// Parts of the job, each with one concern.
let parts: [Target] = [
  .target(name: "AccessControl", dependencies: [.crypto, .jwtKit]),
  .target(
    name: "DatabaseEngines",
    dependencies: ["CSQLiteExtras", "WorkerThreads", .crypto, .grdb, .grdbSQLite]),
  .target(name: "Mail", dependencies: ["CurlTransport"]),
  .target(name: "ObjectStorage", dependencies: ["CLinuxExtras"]),
  .target(name: "ServiceConfiguration", dependencies: ["JSONCoding"]),
]

/// The contract as values, its client, the use cases, and the edge that joins them to the contract.
let application: [Target] = [
  .target(name: "BackupProtocol"),
  .target(
    name: "BackupClient",
    dependencies: [
      "BackupProtocol", "CLinuxExtras", "JSONCoding", "JSONRPC", .log, .subprocess, .system,
    ]),
  .target(
    name: "BackupService",
    dependencies: [
      "BackupProtocol", "Compression", "DatabaseEngines", "JSONCoding", "Mail", "ObjectStorage",
      "WorkerThreads", .crypto, .grdb, .log,
    ]),
  .target(
    name: "BackupServer",
    dependencies: [
      "AccessControl", "BackupProtocol", "BackupService", "CSchemas", "DatabaseEngines",
      "JSONCoding", "JSONRPC", "WorkerThreads", .log,
    ],
    exclude: ["Documentation.docc"]),
]

let programs: [Target] = [
  .target(name: "SampleShop", dependencies: [.grdb, .grdbSQLite]),
  .target(name: "ClientGenerator", dependencies: ["JSONCoding", "SchemaTools"]),
  .target(name: "SchemaTools", dependencies: ["BackupProtocol", "JSONCoding"]),
  .executableTarget(
    name: "strongroom",
    dependencies: [
      "AccessControl", "BackupProtocol", "BackupServer", "BackupService", "CLinuxExtras",
      "CSchemas", "DatabaseEngines", "JSONCoding", "JSONRPC", "Mail", "ObjectStorage",
      "SampleShop", "ServiceConfiguration", "WorkerThreads", .arguments, .grdb, .log,
    ]),
  .executableTarget(
    name: "devtool",
    dependencies: [
      "BackupClient", "BackupProtocol", "BackupServer", "BackupService", "ClientGenerator",
      "DatabaseEngines", "JSONCoding", "Mail", "ObjectStorage", "SampleShop", "SchemaTools",
      .arguments, .grdb, .log,
    ]),
]

let tests: [Target] = [
  .testTarget(name: "AccessControlTests", dependencies: ["AccessControl"], exclude: ["Vectors"]),
  .testTarget(
    name: "BackupClientTests",
    dependencies: [
      "BackupClient", "BackupProtocol", "BuiltPrograms", "JSONCoding", "SampleShop",
      "client-replay", "shop", "strongroom", .log, .system,
    ]),
  .testTarget(name: "BackupProtocolTests", dependencies: ["BackupProtocol", "JSONCoding"]),
  .testTarget(
    name: "BackupServerTests",
    dependencies: [
      "AccessControl", "BackupProtocol", "BackupServer", "BackupService", "CSchemas",
      "DatabaseEngines", "JSONCoding", "JSONRPC", "ObjectStorage", "SchemaTools", "TestSupport",
      "WorkerThreads", .log,
    ]),
  .testTarget(
    name: "BackupServiceTests",
    dependencies: [
      "BackupProtocol", "BackupService", "Compression", "CSchemas", "DatabaseEngines",
      "DatabaseSamples", "FileCalls", "JSONCoding", "ObjectStorage", "SampleShop", "SchemaTools",
      "TestSupport",
      .crypto, .grdb,
      .log,
    ], exclude: ["Reset/Golden"]),
  .target(name: "BuiltPrograms", path: "Tests/BuiltPrograms"),
  .executableTarget(
    name: "client-replay", dependencies: ["BackupClient", "BackupProtocol", "JSONCoding"],
    path: "Tests/client-replay"),
  .testTarget(
    name: "ClientGeneratorTests",
    dependencies: ["ClientGenerator", "JSONCoding", "SchemaDocuments", "SchemaTools"]),
  .testTarget(name: "CompressionTests", dependencies: ["Compression"]),
  .testTarget(
    name: "DatabaseEnginesTests",
    dependencies: [
      "DatabaseEngines", "DatabaseSamples", "FileCalls", "SampleShop", .grdb, .grdbSQLite,
    ]),
  .target(
    name: "DatabaseSamples", dependencies: ["SampleShop", .grdbSQLite],
    path: "Tests/DatabaseSamples"),
  .testTarget(name: "DatabaseSamplesTests", dependencies: ["DatabaseSamples"]),
  .target(name: "FileCalls", dependencies: [.grdbSQLite], path: "Tests/FileCalls"),
  .testTarget(name: "JSONCodingTests", dependencies: ["JSONCoding"]),
  .testTarget(name: "JSONRPCTests", dependencies: ["JSONCoding", "JSONRPC", .log]),
  .target(name: "MailServers", path: "Tests/MailServers", exclude: ["Scripts"]),
  .testTarget(name: "MailTests", dependencies: ["Mail", "MailServers"], exclude: ["Golden"]),
  .testTarget(
    name: "ObjectStorageTests",
    dependencies: ["CLinuxExtras", "ObjectStorage", "TestSupport", "WorkerThreads"]),
  .testTarget(name: "SampleShopTests", dependencies: ["SampleShop", .grdb]),
  .target(name: "SchemaDocuments", dependencies: ["JSONCoding"], path: "Tests/SchemaDocuments"),
  .testTarget(
    name: "SchemaToolsTests",
    dependencies: ["BackupProtocol", "JSONCoding", "SchemaDocuments", "SchemaTools"]),
  .testTarget(
    name: "ServiceConfigurationTests", dependencies: ["JSONCoding", "ServiceConfiguration"]),
  .testTarget(
    name: "StrongroomProcessTests",
    dependencies: [
      "BuiltPrograms", "JSONCoding", "MailServers", "SampleShop", "SchemaDocuments", "SchemaTools",
      "client-replay", "devtool", "strongroom", .grdb,
    ], exclude: ["Editors/pygls_client.py", "Editors/pylsp_client.py"]),
  // The example of the Swift client, which is a package of its own for its readers.
  .executableTarget(
    name: "shop", dependencies: ["BackupClient", "BackupProtocol"],
    path: "clients/swift/example/Sources/shop"),
  .target(
    name: "TestSupport",
    dependencies: [
      "BackupProtocol", "BackupService", "DatabaseEngines", "ObjectStorage", "SampleShop", .grdb,
      .log,
    ],
    path: "Tests/TestSupport"),
  .testTarget(name: "WorkerThreadsTests", dependencies: ["WorkerThreads"]),
]

// MARK: - The package

let package = Package(
  name: "strongroom",
  products: [
    .executable(name: "strongroom", targets: ["strongroom"]),
    .library(name: "BackupProtocol", targets: ["BackupProtocol", "BackupClient"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.0"),
  ],
  targets: cLibraries + kits + parts + application + programs + tests,
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu2x
)

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]
}

// MARK: - Libraries from elsewhere

extension Target.Dependency {
  static var arguments: Self { .product(name: "ArgumentParser", package: "swift-argument-parser") }
  static var crypto: Self { .product(name: "Crypto", package: "swift-crypto") }
  static var grdb: Self { .product(name: "GRDB", package: "GRDB.swift") }
  static var grdbSQLite: Self { .product(name: "GRDBSQLite", package: "GRDB.swift") }
  static var jwtKit: Self { .product(name: "JWTKit", package: "jwt-kit") }
  static var log: Self { .product(name: "Logging", package: "swift-log") }
  static var subprocess: Self { .product(name: "Subprocess", package: "swift-subprocess") }
  static var system: Self { .product(name: "SystemPackage", package: "swift-system") }
}
