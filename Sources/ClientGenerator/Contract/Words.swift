extension String {
  /// With its first letter in upper case.
  package var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }

  /// `fileName` as `file_name`.
  package var snakeCased: String {
    reduce(into: "") { text, character in
      if character.isUppercase {
        text += "_" + character.lowercased()
      } else {
        text.append(character)
      }
    }
  }

  /// `file_name` as `fileName`.
  package var camelCased: String {
    let words = split(separator: "_")
    return (words.first.map(String.init) ?? "")
      + words.dropFirst().map { String($0).capitalizedFirst }.joined()
  }

  /// `rpc.discover` as `discover`.
  package var methodShortName: String { split(separator: ".").last.map(String.init) ?? self }

  /// `rpc.discover` as `Discover`.
  package var methodTypeName: String { methodShortName.capitalizedFirst }

  /// `backup/completed` as `BackupCompleted`.
  package var eventTypeName: String {
    split(separator: "/").map { String($0).capitalizedFirst }.joined()
  }
}
