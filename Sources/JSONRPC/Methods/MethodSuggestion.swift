/// The method that someone may have meant, by the fewest edits to its name.
/// - Returns: `nil` where nothing is near enough to be worth a hint.
func nearestMethod(to name: String, among methods: [String]) -> String? {
  guard name.utf8.count <= 64 else { return nil }
  let allowed = max(2, name.count / 3)
  let ranked = methods.map { ($0, editDistance(Array(name.lowercased()), Array($0.lowercased()))) }
  return ranked.filter { $0.1 <= allowed }.min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
}

/// The Levenshtein distance: how many characters to insert, delete or replace.
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
  var row = Array(0...right.count)
  for (i, leftCharacter) in left.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, rightCharacter) in right.enumerated() {
      let replaced = diagonal + (leftCharacter == rightCharacter ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
    }
  }
  return row[right.count]
}
