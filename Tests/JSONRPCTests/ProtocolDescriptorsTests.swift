import Foundation
import JSONRPC
import Testing

@Suite("The protocol's descriptors")
struct ProtocolDescriptorsTests {
  @Test("what others write goes to the diagnostics, and what others read is empty")
  func takeOver() throws {
    let (input, output, diagnostics) = (
      TestPeer.makePipe(), TestPeer.makePipe(), TestPeer.makePipe()
    )
    let own = try ProtocolDescriptors.takeOver(
      input: input.read, output: output.write, diagnostics: diagnostics.write)
    writeAll(Array("request".utf8), to: input.write)
    writeAll(Array("noise".utf8), to: output.write)
    writeAll(Array("reply".utf8), to: own.output)

    #expect(text(from: input.read) == "")
    #expect(text(from: own.input) == "request")
    #expect(text(from: diagnostics.read) == "noise")
    #expect(text(from: output.read) == "reply")
    for descriptor in [own.input, own.output] {
      #expect(fcntl(descriptor, F_GETFD) & FD_CLOEXEC != 0)
      #expect(descriptor >= 3)
    }
  }

  @Test("a descriptor that is not open is an error")
  func failure() {
    #expect(throws: ProtocolDescriptors.Failure.self) {
      try ProtocolDescriptors.takeOver(input: -1)
    }
  }

  private func text(from descriptor: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 100)
    let count = read(descriptor, &buffer, buffer.count)
    return String(decoding: buffer[..<max(count, 0)], as: UTF8.self)
  }
}
