import BackupProtocol
import BackupService
import Foundation

/// A private folder for a file that only passes through, between a command and stdin or stdout.
final class PassingFolder {
  let path: String

  init() throws {
    let root = FileManager.default.temporaryDirectory.path
    var template = Array((root + "/strongroom-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      throw CommandFailure(
        ContractError(
          .storageUnavailable, "A temporary folder cannot be made in \(root).",
          hint: "Give this user write permission on it, or set TMPDIR to another folder."))
    }
    path = template.withUnsafeBytes { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes what comes on stdin to a new file in the folder.
  ///
  /// - Returns: the path of the file.
  func receive(_ name: String) throws -> String {
    let file = path + "/" + name
    let output = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard output >= 0 else { throw Self.failure("The temporary file cannot be made.") }
    defer { close(output) }
    try Self.copy(from: STDIN_FILENO, to: output)
    return file
  }

  /// Writes a file to stdout.
  func send(_ file: String) throws {
    let input = open(file, O_RDONLY | O_CLOEXEC)
    guard input >= 0 else { throw Self.failure("The temporary file cannot be read.") }
    defer { close(input) }
    try Self.copy(from: input, to: STDOUT_FILENO)
  }

  private static func copy(from input: Int32, to output: Int32) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = read(input, buffer.baseAddress, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure("The input cannot be read.") }
      if count == 0 { return }
      var rest = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      while !rest.isEmpty {
        let written = write(output, rest.baseAddress, rest.count)
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { throw failure("The output cannot be written.") }
        rest = UnsafeRawBufferPointer(rebasing: rest[written...])
      }
    }
  }

  private static func failure(_ message: String) -> CommandFailure {
    let code = errno
    guard code == ENOSPC || code == EDQUOT else {
      return CommandFailure(
        ContractError(.storageUnavailable, message, hint: String(cString: strerror(code)) + "."))
    }
    return CommandFailure(
      ContractError(
        .storageFull, message, hint: "Free disk space, or set TMPDIR to another folder."))
  }
}
