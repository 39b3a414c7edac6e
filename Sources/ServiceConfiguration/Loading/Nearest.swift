/// The candidate that takes the fewest edits to become the text; nil when none is near.
func nearest(to text: String, among candidates: some Sequence<String>) -> String? {
  let limit = max(2, text.count / 4)
  return
    candidates
    .map { (candidate: $0, distance: editDistance(text.lowercased(), $0.lowercased())) }
    .filter { $0.distance <= limit }
    .min { ($0.distance, $0.candidate) < ($1.distance, $1.candidate) }?
    .candidate
}

/// Levenshtein's distance: letters to insert, remove or replace.
private func editDistance(_ left: String, _ right: String) -> Int {
  let right = Array(right)
  var row = Array(0...right.count)
  for (index, letter) in left.enumerated() {
    var diagonal = row[0]
    row[0] = index + 1
    for column in right.indices {
      let replaced = diagonal + (right[column] == letter ? 0 : 1)
      diagonal = row[column + 1]
      row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
    }
  }
  return row[right.count]
}
