import BackupProtocol
import Crypto
package import Files
import Glibc

/// The service's own secret, by which it knows again what it wrote itself: the head of the audit log,
/// and one-time codes.
///
/// 32 random bytes in `service.key` of the backup folder, mode 0600. The file is made by the first
/// process that needs it, complete from the moment it has its name, and never changed.
package struct ServiceKey: Sendable {
  package static let fileName = "service.key"
  static let byteCount = 32

  private let key: SymmetricKey
  /// Whether nobody but this user can read the file.
  package let isPrivate: Bool

  /// Opens the key of a backup folder, and makes one where there is none.
  ///
  /// - Throws: ``ContractError`` `storageUnavailable` for anything but a regular file of the right
  ///   length; a symbolic link is not followed.
  package static func open(folder: String, owner: FolderOwner? = nil) throws -> ServiceKey {
    let file = ServiceKeyFile(folder: folder)
    // Somebody who removes the file just made has to be quick as often as this.
    for _ in 0..<8 {
      if let key = try file.read() { return key }
      try file.make(SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }, owner)
    }
    throw ServiceKeyFile.unusable("disappears after it is written")
  }

  /// As ``open(folder:)``, but makes none.
  package static func existing(folder: String) throws -> ServiceKey? {
    try ServiceKeyFile(folder: folder).read()
  }

  package init(bytes: [UInt8], isPrivate: Bool) {
    key = SymmetricKey(data: bytes)
    self.isPrivate = isPrivate
  }

  /// HMAC-SHA256 over the purpose and the fields: of each the length of its UTF-8 in eight bytes, the
  /// highest first, and then its bytes. So no two lists of fields, and no two purposes, are one.
  package func authenticationCode(for purpose: String, _ fields: [String]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Self.message(purpose, fields), using: key))
  }

  /// Compares in constant time.
  package func isAuthentic(
    _ code: [UInt8], for purpose: String, _ fields: [String]
  ) -> Bool {
    HMAC<SHA256>.isValidAuthenticationCode(
      code, authenticating: Self.message(purpose, fields), using: key)
  }

  private static func message(_ purpose: String, _ fields: [String]) -> [UInt8] {
    var message: [UInt8] = []
    for field in [purpose] + fields {
      let bytes = Array(field.utf8)
      withUnsafeBytes(of: UInt64(bytes.count).bigEndian) { message.append(contentsOf: $0) }
      message += bytes
    }
    return message
  }
}

extension ServiceKey: CustomStringConvertible, CustomReflectable {
  package var description: String { "service key (hidden)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// How the key lies in its folder.
private struct ServiceKeyFile {
  let folder: String
  var path: String { folder + "/" + ServiceKey.fileName }

  /// - Returns: nil where there is no file.
  func read() throws -> ServiceKey? {
    // Not blocking, in case of a pipe.
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else {
      switch errno {
      case ENOENT: return nil
      case ELOOP: throw Self.unusable("is a symbolic link, which is not followed")
      default: throw Self.unusable("cannot be opened")
      }
    }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      throw Self.unusable("is not a regular file")
    }
    var bytes = [UInt8](repeating: 0, count: ServiceKey.byteCount + 1)
    guard Glibc.read(descriptor, &bytes, bytes.count) == ServiceKey.byteCount else {
      throw Self.unusable("does not have \(ServiceKey.byteCount) bytes")
    }
    return ServiceKey(
      bytes: Array(bytes.prefix(ServiceKey.byteCount)),
      isPrivate: facts.st_mode & 0o077 == 0 && (facts.st_uid == geteuid() || geteuid() == 0))
  }

  /// Gives the file its name when it is complete. Of several processes one wins, and the others take
  /// its key.
  func make(_ bytes: [UInt8], _ owner: FolderOwner?) throws {
    // What a crash leaves is cleared away with all that the folder's store has not finished.
    let random = String(UInt64.random(in: .min ... .max), radix: 36)
    let aside = "\(folder)/.\(ServiceKey.fileName)-\(random).partial"
    let descriptor = Glibc.open(
      aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw Self.unusable("cannot be created") }
    defer { unlink(aside) }
    owner?.take(descriptor)
    let isWritten = write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
    close(descriptor)
    guard isWritten else {
      throw errno == ENOSPC || errno == EDQUOT
        ? ContractError(
          .storageFull, "There is not enough disk space for the key of the service.",
          hint: "Free disk space.") : Self.unusable("cannot be written")
    }
    // Without the file aside another process has cleared away what is not finished.
    guard link(aside, path) == 0 || errno == EEXIST || errno == ENOENT else {
      throw Self.unusable("cannot be put in its place")
    }
    let directory = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if directory >= 0 {
      fsync(directory)
      close(directory)
    }
  }

  static func unusable(_ what: String) -> ContractError {
    ContractError(
      .storageUnavailable, "The key of the service (\(ServiceKey.fileName)) \(what).",
      hint: "Check who can write to the backup folder, and put the right file back.")
  }
}
