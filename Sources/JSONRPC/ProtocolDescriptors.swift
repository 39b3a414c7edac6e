/// The descriptors of the protocol
package struct ProtocolDescriptors: Sendable {
  package let input: Int32
  package let output: Int32

  package static func takeOver() throws -> ProtocolDescriptors {
    ProtocolDescriptors(input: 0, output: 1)
  }
}
