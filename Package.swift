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
  .target(name: "Compression", dependencies: ["Concurrency", "CZlib", "CZstd"]),
  .target(name: "Concurrency"),
  .target(name: "CurlTransport", dependencies: ["CCurl"]),
  .target(name: "Files", dependencies: ["CLinuxExtras"]),
  .target(name: "JSONCoding"),
  .target(name: "JSONRPC", dependencies: ["Concurrency", "JSONCoding", .log]),
]

/// The contract as values, which the parts and the use cases speak in.
let contract: [Target] = [
  .target(name: "BackupProtocol")
]

/// Parts of the job, each with one concern.
let parts: [Target] = [
  .target(name: "AccessControl", dependencies: [.jwtKit]),
  .target(
    name: "ArchiveFormat",
    dependencies: [
      "BackupFiles", "BackupProtocol", "Compression", "Concurrency", "Databases", "Files",
      "JSONCoding", "ObjectStorage", "SQLitePages", .crypto,
    ]),
  .target(
    name: "AuditLog",
    dependencies: [
      "BackupFiles", "BackupProtocol", "Compression", "Concurrency", "Files", "JSONCoding",
      "ObjectStorage", "StateFolder", .crypto, .grdb,
    ]),
  .target(
    name: "BackupCatalog",
    dependencies: ["BackupProtocol", "Files", "JSONCoding", "StateFolder", .grdb]),
  .target(
    name: "BackupFiles",
    dependencies: [
      "BackupProtocol", "Compression", "Databases", "Files", "JSONCoding", "ObjectStorage", .crypto,
    ]),
  .target(name: "BackupPolicy", dependencies: ["BackupProtocol"]),
  .target(name: "Databases", dependencies: ["Concurrency", "Files", .crypto]),
  .target(
    name: "Confirmations",
    dependencies: ["BackupProtocol", "Databases", "JSONCoding", "StateFolder", .grdb]),
  .target(
    name: "ForeignFiles",
    dependencies: [
      "ArchiveFormat", "BackupFiles", "BackupProtocol", "Compression", "Concurrency", "JSONFormat",
      "ObjectStorage", "SQLiteImages",
    ]),
  .target(
    name: "JSONFormat",
    dependencies: [
      "BackupFiles", "BackupProtocol", "Compression", "Concurrency", "Databases", "Files",
      "JSONCoding", "SQLiteImages", .crypto,
    ]),
  .target(name: "Mail", dependencies: ["BackupProtocol", "CurlTransport"]),
  .target(name: "ObjectStorage", dependencies: ["CLinuxExtras", "Files"]),
  .target(name: "ServiceConfiguration", dependencies: ["JSONCoding"]),
  .target(
    name: "StateFolder",
    dependencies: ["BackupProtocol", "Concurrency", "Files", "JSONCoding", .crypto, .grdb]),
  .target(
    name: "SQLFormat",
    dependencies: [
      "BackupFiles", "BackupProtocol", "Compression", "Concurrency", "Databases", "JSONCoding",
      "SQLiteImages",
    ]),
  .target(
    name: "SQLiteEngine",
    dependencies: [
      "Concurrency", "CSQLiteExtras", "Databases", "Files", "SQLiteImages", "SQLitePages", .grdb,
      .grdbSQLite,
    ]),
  .target(
    name: "SQLiteImages",
    dependencies: [
      "CLinuxExtras", "Concurrency", "CSQLiteExtras", "Databases", "Files", "SQLitePages", .crypto,
      .grdb,
      .grdbSQLite,
    ]),
  .target(
    name: "SQLitePages", dependencies: ["Concurrency", "Databases", .grdbSQLite]),
]

/// The contract as values, its client, the use cases, and the edge that joins them to the contract.
let application: [Target] = [
  .target(
    name: "BackupClient",
    dependencies: [
      "BackupProtocol", "CLinuxExtras", "Concurrency", "JSONCoding", "JSONRPC", .log, .subprocess,
      .system,
    ]),
  .target(
    name: "BackupService",
    dependencies: [
      "ArchiveFormat", "AuditLog", "BackupCatalog", "BackupFiles", "BackupPolicy", "BackupProtocol",
      "Compression", "Concurrency", "Confirmations", "Databases", "Files", "ForeignFiles",
      "JSONCoding", "JSONFormat", "Mail", "ObjectStorage", "SQLFormat", "SQLiteImages",
      "SQLitePages",
      "StateFolder", .crypto, .log,
    ]),
  .target(
    name: "BackupServer",
    dependencies: [
      "AccessControl", "AuditLog", "BackupProtocol", "BackupService", "Concurrency", "CSchemas",
      "JSONCoding", "JSONRPC", .log,
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
      "AccessControl", "AuditLog", "BackupPolicy", "BackupProtocol", "BackupServer",
      "BackupService", "CLinuxExtras", "Concurrency", "Databases", "Files", "JSONCoding", "JSONRPC",
      "Mail",
      "ObjectStorage", "SampleShop", "ServiceConfiguration", "SQLiteEngine", "StateFolder",
      .arguments, .grdb, .log,
    ]),
  .executableTarget(
    name: "devtool",
    dependencies: [
      "BackupClient", "BackupProtocol", "BackupService", "ClientGenerator", "Concurrency",
      "Databases", "JSONCoding", "Mail", "ObjectStorage", "SampleShop", "SQLiteEngine", .arguments,
      .grdb, .log,
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
  .testTarget(
    name: "BackupPolicyTests", dependencies: ["BackupPolicy", "BackupProtocol"],
    exclude: ["Scripts"]),
  .testTarget(name: "BackupProtocolTests", dependencies: ["BackupProtocol", "JSONCoding"]),
  .testTarget(
    name: "BackupServerTests",
    dependencies: [
      "AccessControl", "AuditLog", "BackupProtocol", "BackupServer", "BackupService", "Concurrency",
      "Databases", "JSONCoding", "JSONRPC", "ObjectStorage", "SchemaTools", "SQLiteEngine",
      "TestSupport", .log,
    ]),
  .testTarget(
    name: "BackupServiceTests",
    dependencies: [
      "ArchiveFormat", "AuditLog", "BackupCatalog", "BackupFiles", "BackupProtocol",
      "BackupService", "Compression", "Concurrency", "Confirmations", "CSchemas", "Databases",
      "DatabaseSamples", "FileCalls", "Files", "ForeignFiles", "JSONCoding", "JSONFormat", "Mail",
      "ObjectStorage", "SampleShop", "SchemaTools", "SQLFormat", "SQLiteEngine", "SQLiteImages",
      "SQLitePages", "StateFolder", "TestSupport", .crypto, .grdb, .log,
    ], exclude: ["Golden", "Reset/Golden"]),
  .target(name: "BuiltPrograms", path: "Tests/BuiltPrograms"),
  .executableTarget(
    name: "client-replay", dependencies: ["BackupClient", "BackupProtocol", "JSONCoding"],
    path: "Tests/client-replay"),
  .testTarget(
    name: "ClientGeneratorTests",
    dependencies: ["ClientGenerator", "JSONCoding", "SchemaDocuments", "SchemaTools"]),
  .testTarget(name: "CompressionTests", dependencies: ["Compression", "Files"]),
  .testTarget(
    name: "SQLiteEngineTests",
    dependencies: [
      "Concurrency", "Databases", "DatabaseSamples", "FileCalls", "SampleShop", "SQLiteEngine",
      "SQLiteImages", "SQLitePages", .grdb, .grdbSQLite,
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
    dependencies: ["CLinuxExtras", "Concurrency", "ObjectStorage", "TestSupport"]),
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
      "BackupProtocol", "BackupService", "Concurrency", "Databases", "Mail", "ObjectStorage",
      "SampleShop", "SQLiteEngine", "SQLiteImages", "SQLitePages", "StateFolder", .grdb, .log,
    ],
    path: "Tests/TestSupport"),
  .testTarget(name: "ConcurrencyTests", dependencies: ["Concurrency"]),
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
  targets: cLibraries + kits + contract + parts + application + programs + tests,
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
