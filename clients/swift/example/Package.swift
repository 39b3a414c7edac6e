// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "shop",
  dependencies: [.package(name: "strongroom", path: "../../..")],
  targets: [
    .executableTarget(
      name: "shop", dependencies: [.product(name: "BackupProtocol", package: "strongroom")])
  ]
)
