import AccessControl
import Testing

@Suite("Tokens that another implementation signed")
struct TokenVectorTests {
  private static let vectors = Result { try TokenVectors.load() }
  private static let cases = (try? vectors.get().cases) ?? []

  @Test("the vectors are there")
  func vectorsAreThere() throws {
    #expect(try Self.vectors.get().cases.count > 140)
  }

  @Test("a token is judged as its vector says", arguments: cases)
  func judged(vector: TokenVectors.Case) async throws {
    let verifier = try Self.vectors.get().verifier(vector.keys, rules: vector.rules)
    do throws(AuthenticationError) {
      let actor = try await verifier.verify(vector.token)
      #expect(vector.reason == nil)
      #expect(actor == vector.actor)
    } catch {
      #expect(error.reason.rawValue == vector.reason, "\(error)")
    }
  }

  @Test("no refusal repeats any segment of the token", arguments: cases)
  func nothingLeaks(vector: TokenVectors.Case) async throws {
    let verifier = try Self.vectors.get().verifier(vector.keys, rules: vector.rules)
    do throws(AuthenticationError) {
      _ = try await verifier.verify(vector.token)
    } catch {
      let shown = "\(error) \(String(reflecting: error)) \(error.hint ?? "")"
      for segment in vector.token.split(separator: ".") where segment.count > 8 {
        #expect(!shown.contains(segment))
      }
    }
  }
}
