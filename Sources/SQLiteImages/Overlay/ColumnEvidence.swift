import Concurrency

/// The rows of a column, as far as they tell how it keeps its values.
package struct ColumnEvidence: Sendable {
  /// How the column has its dates; nil where no row tells, or two rows tell different things.
  package private(set) var dates: StoredDateForm?
  /// Whether some row has text that is not empty.
  package private(set) var hasText = false
  /// Whether some row has empty text.
  package private(set) var hasEmptyText = false
  /// Whether some row has bytes.
  package private(set) var hasBytes = false
  /// Whether the rows contradict each other, or hold what is no date.
  private var isMixed = false
  private var hasNumber = false
  private var hasFraction = false

  package init() {}

  /// A column without rows of its own that is known to keep its dates in a form.
  init(dates: StoredDateForm) { self.dates = dates }

  /// Whether more rows can change what is known of dates.
  var isDecided: Bool { isMixed }

  /// Whether no row says anything of dates.
  var isSilent: Bool { !isMixed && !hasNumber && dates == nil }

  mutating func add(text: UnsafeRawBufferPointer) {
    guard !text.isEmpty else {
      hasEmptyText = true
      return
    }
    hasText = true
    guard !isMixed else { return }
    guard let text = DateText(text), !hasNumber else { return contradict() }
    guard text.separator != nil else { return add(.day) }
    let form = StoredDateForm.Text(text)
    guard case .text(var known) = dates else { return add(.text(form)) }
    guard known.separator == form.separator, known.hasSeconds == form.hasSeconds,
      known.offset == form.offset
    else { return contradict() }
    known.isUTC = known.isUTC && form.isUTC
    known.fractions |= form.fractions
    dates = .text(known)
  }

  mutating func addBytes() {
    hasBytes = true
    contradict()
  }

  /// - Parameter isOfDates: whether the column is declared to have dates. In another one, small
  ///   numbers are counts and keys.
  mutating func add(_ number: Int64, isOfDates: Bool) {
    guard !isMixed, number != 0 else {
      hasNumber = true
      return
    }
    if dates != nil, !hasNumber { return contradict() }
    hasNumber = true
    // From 1973 to 5138 the units do not overlap.
    switch number.magnitude {
    case ..<100_000_000: if !isOfDates { contradict() }
    case ..<100_000_000_000: add(hasFraction ? .fractionalSeconds : .number(.seconds))
    case ..<100_000_000_000_000: add(.number(.milliseconds))
    case ..<100_000_000_000_000_000: add(.number(.microseconds))
    default: add(.number(.nanoseconds))
    }
  }

  mutating func add(_ number: Double) {
    guard !isMixed else { return }
    if dates != nil, !hasNumber { return contradict() }
    hasNumber = true
    switch number.magnitude {
    // The years 0 to 9999.
    case 1_721_059...5_373_485: add(.julianDay)
    case 100_000_000..<100_000_000_000:
      hasFraction = true
      if dates == .number(.seconds) { dates = nil }
      add(.fractionalSeconds)
    default: contradict()
    }
  }

  private mutating func add(_ form: StoredDateForm) {
    if dates == nil { dates = form }
    if dates != form { contradict() }
  }

  private mutating func contradict() {
    isMixed = true
    dates = nil
  }
}
