import Foundation
import Glibc

/// The programs that were built together with the tests that run.
package enum Program {
  package static let strongroom = path(of: "strongroom")
  package static let devtool = path(of: "devtool")
  package static let clientReplay = path(of: "client-replay")
  package static let shop = path(of: "shop")

  /// Programs are built beside the test bundle, which on Linux is a program itself.
  private static func path(of name: String) -> String {
    let candidates =
      [try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")]
      + CommandLine.arguments.filter { $0.hasSuffix(".xctest") }.map(Optional.some)
    for case let candidate? in candidates {
      let path = URL(filePath: candidate).deletingLastPathComponent().appending(path: name).path
      if access(path, X_OK) == 0 { return path }
    }
    return name
  }
}
