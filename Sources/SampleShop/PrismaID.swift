/// A cuid as Prisma's `@default(cuid())` makes them: the letter c, the time, a counter, the host's
/// fingerprint and some randomness, 25 characters, so ids rise with time.
/// See <https://github.com/paralleldrive/cuid>.
struct PrismaID {
  let time: Int64
  let counter: UInt32
  let random: UInt64

  func append(to text: inout TextBuffer) {
    text.append(byte: UInt8(ascii: "c"))
    text.append(base36: UInt64(time), digits: 8)
    text.append(base36: UInt64(counter), digits: 4)
    text.append("8x2k")
    text.append(base36: random, digits: 8)
  }

  var text: String {
    var text = TextBuffer(capacity: 25)
    append(to: &text)
    return String(decoding: text.bytes(from: 0), as: UTF8.self)
  }
}

/// Makes ids one after the other.
struct PrismaIDSource {
  private var random: SeededRandom
  private var counter: UInt32 = 0

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
  }

  mutating func next(at time: Int64) -> PrismaID {
    counter = (counter + 1) % 1_679_616
    return PrismaID(time: time, counter: counter, random: random.next() % 2_821_109_907_456)
  }
}
