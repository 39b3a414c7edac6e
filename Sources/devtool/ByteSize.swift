import ArgumentParser

/// A size as people write it: `200KB`, `100 MB`, `1GiB`, `4096`. KB, MB and GB are powers of 1000,
/// KiB, MiB and GiB powers of 1024.
struct ByteSize: ExpressibleByArgument, CustomStringConvertible {
  let bytes: Int

  private static let units: [(suffix: String, bytes: Double)] = [
    ("kib", 1024), ("mib", 1_048_576), ("gib", 1_073_741_824),
    ("kb", 1e3), ("mb", 1e6), ("gb", 1e9), ("b", 1), ("", 1),
  ]

  init(bytes: Int) {
    self.bytes = bytes
  }

  init?(argument: String) {
    let text = argument.lowercased()
    guard let unit = Self.units.first(where: { text.hasSuffix($0.suffix) }) else { return nil }
    let digits = text.dropLast(unit.suffix.count).filter { $0 != " " }
    guard let number = Double(digits), number > 0, number * unit.bytes < 1e15 else { return nil }
    bytes = Int(number * unit.bytes)
  }

  var description: String {
    let unit = Self.units[3...5].last { Double(bytes) >= $0.bytes }
    guard let unit else { return "\(bytes) B" }
    let tenths = (Double(bytes) / unit.bytes * 10).rounded() / 10
    return "\(tenths) \(unit.suffix.uppercased())"
  }
}
