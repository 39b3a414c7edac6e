package import BackupProtocol
import JSONCoding

/// What a process that handles a foreign file writes to the one that started it: a byte for the kind, the
/// length of the rest in four bytes, little-endian, and the rest.
package enum ForeignFrame: Sendable {
  /// The next bytes of the file that is made.
  case bytes([UInt8])
  case progress(ForeignProgress)
  case outcome(ForeignOutcome)
  case failure(ContractError)

  private struct Failure: Codable {
    let message: String
    let data: JSONValue
  }

  /// No frame is longer: what asks for more is none of ours.
  static let longest = 64 << 20

  package func encoded() throws -> [UInt8] {
    switch self {
    case .bytes(let bytes): Self.frame("b", bytes)
    case .progress(let value): try Self.frame("p", Self.json(value))
    case .outcome(let value): try Self.frame("o", Self.json(value))
    case .failure(let error):
      try Self.frame(
        "f",
        Self.json(
          Failure(message: error.message, data: JSONValueEncoder().encode(error.data))))
    }
  }

  /// Takes the first whole frame off the bytes.
  ///
  /// - Returns: nil where there is none yet.
  package init?(takenFrom bytes: inout [UInt8]) throws {
    guard bytes.count >= 5 else { return nil }
    let length = (1...4).reversed().reduce(0) { $0 << 8 | Int(bytes[$1]) }
    guard length <= Self.longest else { throw Self.misunderstood }
    guard bytes.count >= 5 + length else { return nil }
    let kind = bytes[0]
    let content = Array(bytes[5..<5 + length])
    bytes.removeFirst(5 + length)
    switch kind {
    case UInt8(ascii: "b"): self = .bytes(content)
    case UInt8(ascii: "p"): self = .progress(try Self.value(content))
    case UInt8(ascii: "o"): self = .outcome(try Self.value(content))
    case UInt8(ascii: "f"):
      let failure: Failure = try Self.value(content)
      self = .failure(
        ContractError(failure.message, try JSONValueDecoder().decode(from: failure.data)))
    default: throw Self.misunderstood
    }
  }

  private static func frame(_ kind: Unicode.Scalar, _ content: [UInt8]) -> [UInt8] {
    [UInt8(ascii: kind)]
      + withUnsafeBytes(of: UInt32(content.count).littleEndian) { Array($0) } + content
  }

  private static func json(_ value: some Encodable) throws -> [UInt8] {
    try JSONValueEncoder().encode(value).serialized
  }

  private static func value<Value: Decodable>(_ bytes: [UInt8]) throws -> Value {
    do {
      return try JSONValueDecoder().decode(from: JSONValue(parsing: bytes))
    } catch { throw misunderstood }
  }

  private static var misunderstood: ContractError {
    ContractError(.internalError, "The process that handles the file sent an unreadable answer.")
  }
}

extension ForeignJob {
  package func encoded() throws -> [UInt8] { try JSONValueEncoder().encode(self).serialized }

  package init(decoding bytes: [UInt8]) throws {
    self = try JSONValueDecoder().decode(from: JSONValue(parsing: bytes))
  }
}
