import BackupProtocol
import Testing

struct ErrorKindTests {
  @Test("no two kinds of error share a code")
  func codes() {
    #expect(Set(ErrorKind.allCases.map(\.code)).count == ErrorKind.allCases.count)
  }

  @Test(
    "the codes are those of JSON-RPC 2.0, of the Language Server Protocol, and our own from 1001",
    arguments: [
      (.parseError, -32700), (.invalidRequest, -32600), (.methodNotFound, -32601),
      (.invalidParams, -32602), (.internalError, -32603), (.cancelled, -32800),
      (.unauthenticated, 1001), (.permissionDenied, 1002), (.notFound, 1003), (.busy, 1004),
      (.confirmationInvalid, 1005), (.otpInvalid, 1006), (.otpExpired, 1007),
      (.rateLimited, 1008), (.backupCorrupt, 1009), (.incompatible, 1010),
      (.databaseUnavailable, 1011), (.storageUnavailable, 1012), (.storageFull, 1013),
      (.mailUnavailable, 1014), (.notConfigured, 1015),
    ] as [(ErrorKind, Int)])
  func table(kind: ErrorKind, code: Int) {
    #expect(kind.code == code)
  }

  @Test("no two methods or notifications share a name")
  func names() {
    let names =
      Contract.methods.map { $0.name } + Contract.notifications.map { $0.name }
      + Contract.events.map { $0.name }
    #expect(Set(names).count == names.count)
  }
}
