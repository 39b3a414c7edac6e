/// A version of the contract, ordered as [Semantic Versioning 2.0.0](https://semver.org/#spec-item-11)
/// says: a pre-release comes before its release, and what follows a plus does not count.
struct ContractNumber {
  let major: Int
  let minor: Int
  let patch: Int
  /// The parts of `-rc.1`; none of a release.
  let prerelease: [Substring]

  /// Reads `1.2.3`, `1.2.3-rc.1` or `1.2.3+build`.
  init?(_ text: String) {
    let version = text.prefix { $0 != "+" }
    let core = version.prefix { $0 != "-" }
    let numbers = core.split(separator: ".", omittingEmptySubsequences: false).map(Self.number)
    guard numbers.count == 3, let major = numbers[0], let minor = numbers[1], let patch = numbers[2]
    else { return nil }
    self.major = major
    self.minor = minor
    self.patch = patch
    guard core.endIndex < version.endIndex else {
      prerelease = []
      return
    }
    prerelease = version[core.endIndex...].dropFirst()
      .split(separator: ".", omittingEmptySubsequences: false)
    guard prerelease.allSatisfy({ !$0.isEmpty }) else { return nil }
  }

  /// Whether a service of this version can do all that a client of another one asks for.
  func serves(_ client: ContractNumber) -> Bool {
    guard major == client.major else { return false }
    guard (minor, patch) == (client.minor, client.patch) else {
      return (minor, patch) > (client.minor, client.patch)
    }
    return !Self.isOlder(prerelease, than: client.prerelease)
  }

  private static func isOlder(_ left: [Substring], than right: [Substring]) -> Bool {
    guard !left.isEmpty, !right.isEmpty else { return right.isEmpty && !left.isEmpty }
    for (one, other) in zip(left, right) where one != other {
      switch (number(one), number(other)) {
      case (let one?, let other?): return one < other
      case (_?, nil): return true
      case (nil, _?): return false
      case (nil, nil): return one.utf8.lexicographicallyPrecedes(other.utf8)
      }
    }
    return left.count < right.count
  }

  /// Digits only, without the sign that `Int` takes.
  private static func number(_ text: Substring) -> Int? {
    text.allSatisfy { ("0"..."9").contains($0) } ? Int(text) : nil
  }
}
