/// Decodes gzip members in a row. Anything else after a member is an error, padding too.
final class GzipStreamDecoder: StreamDecoder {
  private let input: SequentialInput
  private let inflater: Inflater
  private var memberOffset: Int64 = 0
  private var isInMember = false

  init(_ source: any RandomAccessSource) throws {
    input = SequentialInput(source)
    inflater = try Inflater(.gzip)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var filled = 0
    while filled < buffer.count {
      let next = try input.peek()
      if next.isEmpty, !isInMember { break }
      let step = try inflate(
        next, into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      input.skip(step.consumed)
      filled += step.produced
      if next.isEmpty, step.produced == 0, !step.isEnd {
        throw CompressionError.truncated(offset: input.offset)
      }
      isInMember = !step.isEnd
      if step.isEnd {
        memberOffset = input.offset
        try inflater.reset()
      }
    }
    return filled
  }

  private func inflate(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws -> Inflater.Step {
    do {
      return try inflater.inflate(input, into: output)
    } catch CompressionError.corrupt(_, let reason) {
      throw CompressionError.corrupt(offset: memberOffset, reason: reason)
    }
  }
}
