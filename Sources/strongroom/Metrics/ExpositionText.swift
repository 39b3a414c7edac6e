import BackupProtocol

/// Metrics in Prometheus' text format, version 0.0.4.
///
/// See [Exposition formats](https://prometheus.io/docs/instrumenting/exposition_formats/). All values
/// are gauges. Units are base units: seconds and bytes.
struct ExpositionText {
  private(set) var text = ""

  /// Adds a metric with one sample for each set of labels. One without samples is left out.
  mutating func add(
    _ name: String, _ help: String, _ samples: [(labels: [(String, String)], value: Double)]
  ) {
    guard !samples.isEmpty else { return }
    text += "# HELP strongroom_\(name) \(help)\n# TYPE strongroom_\(name) gauge\n"
    for (labels, value) in samples {
      let list = labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
      text += "strongroom_\(name)\(list.isEmpty ? "" : "{\(list)}") \(Self.number(value))\n"
    }
  }

  /// Adds a metric without labels; nothing where the value is not known.
  mutating func add(_ name: String, _ help: String, _ value: Double?) {
    if let value { add(name, help, [([], value)]) }
  }

  mutating func add(_ name: String, _ help: String, _ time: Timestamp?) {
    add(name, help, time.map { Double($0.millisecondsSince1970) / 1000 })
  }

  private static func escaped(_ value: String) -> String {
    var text = ""
    for character in value.unicodeScalars {
      switch character {
      case "\\": text += "\\\\"
      case "\"": text += "\\\""
      case "\n": text += "\\n"
      default: text.unicodeScalars.append(character)
      }
    }
    return text
  }

  /// Whole numbers without a fraction.
  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
  }
}
