import Databases
import Glibc
import SQLiteImages

/// Reads `(value, value, …)` where every value is a literal, or one of the few expressions that dumps
/// write for text that no literal can hold.
///
/// First the whole row is found, then its values are decoded where they lie.
final class TupleParser {
  enum Outcome: Equatable {
    /// A row; the offset behind its parenthesis.
    case row(end: Int)
    /// The window ends in the middle of it.
    case needsMore
    /// Something that only SQLite can evaluate.
    case other
    /// Not a value at all, and why.
    case fault(String)
  }

  private enum Token {
    case plain(StoredValue)
    case text(Range<Int>, hasQuotes: Bool)
    case blob(Range<Int>)
    case expression(Range<Int>)
  }

  /// The values of the last row. Their bytes are in the window, or in ``storage``.
  private(set) var values: [StoredValue] = []
  private var tokens: [Token] = []
  private var storage: [UnsafeMutableRawBufferPointer] = []

  deinit { clear() }

  private func clear() {
    values.removeAll(keepingCapacity: true)
    tokens.removeAll(keepingCapacity: true)
    for buffer in storage { buffer.deallocate() }
    storage.removeAll(keepingCapacity: true)
  }

  /// Reads the row that begins at `bytes`.
  ///
  /// - Parameter isWhole: whether nothing follows the window.
  func parse(_ bytes: UnsafeMutablePointer<UInt8>, count: Int, isWhole: Bool) -> Outcome {
    clear()
    var cursor = LiteralCursor(bytes, count: count)
    guard cursor.take(UInt8(ascii: "(")) else {
      return count == 0 && !isWhole ? .needsMore : .other
    }
    while true {
      cursor.skipSpace()
      guard !cursor.isAtEnd else { return isWhole ? .other : .needsMore }
      switch next(&cursor) {
      case .none: break
      case .needsMore: return isWhole ? .other : .needsMore
      case .some(let outcome): return outcome
      }
      cursor.skipSpace()
      if cursor.take(UInt8(ascii: ",")) { continue }
      if cursor.take(UInt8(ascii: ")")) { break }
      return cursor.isAtEnd && !isWhole ? .needsMore : .other
    }
    return decode(bytes) ?? .row(end: cursor.position)
  }

  /// - Returns: nil where a token was read.
  private func next(_ cursor: inout LiteralCursor) -> Outcome? {
    switch cursor.current {
    case UInt8(ascii: "'"):
      guard let (range, hasQuotes) = cursor.quotedText() else { return .needsMore }
      tokens.append(.text(range, hasQuotes: hasQuotes))
    case UInt8(ascii: "x"), UInt8(ascii: "X"):
      cursor.position += 1
      guard !cursor.isAtEnd else { return .needsMore }
      guard cursor.current == UInt8(ascii: "'") else { return .other }
      guard let (range, _) = cursor.quotedText() else { return .needsMore }
      tokens.append(.blob(range))
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."):
      guard let range = cursor.numberText() else { return .needsMore }
      return number(&cursor, range)
    default:
      guard let word = cursor.word() else { return .needsMore }
      if word.count == 4, cursor.isWord(word, "null") {
        tokens.append(.plain(.null))
        return nil
      }
      if word.count == 3, let value = NumberLiteral.value(.init(rebasing: cursor.buffer[word])) {
        tokens.append(.plain(value))
        return nil
      }
      guard TextExpression.functions.contains(where: { cursor.isWord(word, $0) }) else {
        return .other
      }
      guard let range = cursor.parenthesized(from: word.lowerBound) else { return .needsMore }
      tokens.append(.expression(range))
    }
    return nil
  }

  private func number(_ cursor: inout LiteralCursor, _ range: Range<Int>) -> Outcome? {
    let text = UnsafeBufferPointer(rebasing: cursor.buffer[range])
    switch NumberLiteral.value(text) {
    case .real(let value): return product(&cursor, value)
    case .some(let value): tokens.append(.plain(value))
    case .none: return .other
    }
    return nil
  }

  /// Numbers near zero are written as products, see ``RealLiteral``.
  private func product(_ cursor: inout LiteralCursor, _ first: Double) -> Outcome? {
    var product = first
    while cursor.take(UInt8(ascii: "*")) {
      guard let range = cursor.numberText() else { return .needsMore }
      let text = UnsafeBufferPointer(rebasing: cursor.buffer[range])
      guard case .real(let factor) = NumberLiteral.value(text) else { return .other }
      product *= factor
    }
    // SQLite has no such number, and makes NULL of it.
    tokens.append(.plain(product.isNaN ? .null : .real(product)))
    return nil
  }

  private func decode(_ bytes: UnsafeMutablePointer<UInt8>) -> Outcome? {
    for token in tokens {
      switch token {
      case .plain(let value): values.append(value)
      case .text(let range, let hasQuotes):
        let start = bytes + range.lowerBound
        let length = hasQuotes ? LiteralCursor.undouble(start, range.count) : range.count
        // SQLite takes text that is not valid UTF-8 as it is; so does the shell's dump of it.
        let text = UnsafeRawBufferPointer(start: start, count: length)
        guard memchr(start, 0, length) == nil else {
          return .fault("A text has a NUL character in it.")
        }
        values.append(.text(text))
      case .blob(let range):
        let start = bytes + range.lowerBound
        guard let length = LiteralCursor.decodeHexadecimal(start, range.count) else {
          return .fault("A blob is not written in pairs of hexadecimal digits.")
        }
        values.append(.blob(UnsafeRawBufferPointer(start: start, count: length)))
      case .expression(let range):
        let source = UnsafeBufferPointer(start: bytes + range.lowerBound, count: range.count)
        guard let value = TextExpression.evaluate(source) else { return .other }
        values.append(keep(value))
      }
    }
    return nil
  }

  private func keep(_ value: TextExpression.Value) -> StoredValue {
    let copy = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(1, value.bytes.count), alignment: 1)
    copy.copyBytes(from: value.bytes)
    storage.append(copy)
    let bytes = UnsafeRawBufferPointer(rebasing: copy[..<value.bytes.count])
    return value.isStored ? .malformedText(bytes) : .text(bytes)
  }
}
