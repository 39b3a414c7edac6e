import Foundation

/// The programs of others that the servers are made of.
package enum MailServerTools {
  /// Python with aiosmtpd, where `.ci/setup` puts it.
  static let python = root.appendingPathComponent(".build-tools/python/bin/python").path
  static let exim = "/usr/sbin/exim4"

  /// Why there can be no ``ScriptedServer`` here; nil where there can.
  package static let scriptedServerIsMissing: String? = {
    do {
      _ = try output(of: [python, "-c", "import aiosmtpd"])
      return nil
    } catch {
      return "aiosmtpd is not there: run .ci/setup tests"
    }
  }()

  /// Why there can be no ``EximServer`` here; nil where there can.
  package static let eximServerIsMissing: String? = {
    guard geteuid() == 0 else { return "Exim takes connections handed to it from root alone" }
    do {
      let facts = String(decoding: try output(of: [exim, "-bV"]), as: UTF8.self)
      let isFit =
        facts.contains("cram_md5") && (facts.contains("GnuTLS") || facts.contains("OpenSSL"))
      return isFit ? nil : "Exim is built without TLS or CRAM-MD5"
    } catch {
      return "Exim is not there: run .ci/setup tests"
    }
  }()

  static func script(_ name: String) -> String {
    sources.appendingPathComponent("Scripts/\(name)").path
  }

  /// Runs a program to its end and returns what it wrote to stdout.
  @discardableResult
  static func output(of arguments: [String], input: [UInt8] = []) throws -> [UInt8] {
    let folder = try ServerFolder()
    let inputPath = folder["in"]
    try Data(input).write(to: URL(fileURLWithPath: inputPath))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: inputPath))
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw MailServerFailure("\(arguments[0]) ends with \(process.terminationStatus)")
    }
    return Array(bytes)
  }

  private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  private static let root = sources.deletingLastPathComponent().deletingLastPathComponent()
}
