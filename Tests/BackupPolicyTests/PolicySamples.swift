import BackupPolicy
import BackupProtocol
import Foundation
import Testing

/// A moment by its text; a wrong text fails the test.
func moment(_ text: String) throws -> Timestamp {
  try #require(Timestamp(text.contains("Z") ? text : text + "T00:00:00Z"))
}

/// Seconds before or after a moment.
func + (moment: Timestamp, seconds: Int64) -> Timestamp {
  Timestamp(millisecondsSince1970: moment.millisecondsSince1970 + seconds * 1000)
}

func zone(_ name: String) throws -> TimeZone { try #require(TimeZone(identifier: name)) }

/// Random numbers by a seed, the same in each run.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
