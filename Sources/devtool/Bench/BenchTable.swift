/// The results as a table for people: medians, with the least and the most in parentheses.
struct BenchTable: CustomStringConvertible {
  let results: [BenchResult]

  private static let heading = ["", "ours", "peer", "ratio", "target", ""]

  var description: String {
    let lines = [Self.heading] + results.map(cells)
    let widths = Self.heading.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    let table = lines.map { line in
      zip(line, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }.joined(separator: "  ")
    }
    let notes = results.compactMap { result in result.note.map { "  \(result.name): \($0)" } }
    return (table + (notes.isEmpty ? [] : ["", "Notes"] + notes)).joined(separator: "\n")
  }

  private func cells(_ result: BenchResult) -> [String] {
    guard !result.ours.values.isEmpty else {
      return [result.name, "not measured", "", "", result.targetText ?? "", ""]
    }
    let verdict =
      switch result.met {
      case true?: "met"
      case false?: "MISSED"
      case nil: ""
      }
    return [
      result.name, spread(result.ours, result.unit),
      result.peer.map { spread($0, result.unit) } ?? "",
      result.peer.map { peer in
        let ratios = result.ours.ratios(to: peer)
        return "\((result.ratio ?? .nan).short) (\(ratios.least.short)–\(ratios.most.short))"
      } ?? "",
      result.targetText ?? "", verdict,
    ]
  }

  private func spread(_ samples: BenchSamples, _ unit: String) -> String {
    let range =
      samples.values.count > 1 ? " (\(samples.least.short)–\(samples.most.short))" : ""
    return "\(samples.median.short)\(range) \(unit)"
  }
}
