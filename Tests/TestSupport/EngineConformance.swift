import Concurrency
package import Databases

/// What every ``DatabaseEngine`` owes its users; run each check on a subject of its own.
package struct EngineConformance: Sendable, CustomStringConvertible {
  /// A database, and what an application does to it.
  package struct Subject: Sendable {
    /// Of a database with the tables `customer` and `bill`.
    package let engine: any DatabaseEngine
    /// Of a database that is not there.
    package let missing: any DatabaseEngine
    /// A private folder.
    package let folder: String
    /// Adds a row to `customer`, on a connection of its own.
    package let addCustomer: @Sendable (_ name: String) throws -> Void

    package init(
      engine: any DatabaseEngine, missing: any DatabaseEngine, folder: String,
      addCustomer: @escaping @Sendable (_ name: String) throws -> Void
    ) {
      self.engine = engine
      self.missing = missing
      self.folder = folder
      self.addCustomer = addCustomer
    }

    func customers() throws -> Int {
      try engine.withSnapshot(scratch: folder, cancellation: Cancellation()) { snapshot in
        try snapshot.countRows(cancellation: Cancellation()).first { $0.name == "customer" }?.rows
          ?? -1
      }
    }

    /// Makes an image of the moment.
    func image(_ name: String) throws -> String {
      let path = folder + "/" + name
      try engine.withSnapshot(scratch: folder, cancellation: Cancellation()) { snapshot in
        try snapshot.copy(to: path, cancellation: Cancellation()) { _ in }
      }
      return path
    }

    func compare(_ image: String) throws -> DatabaseComparison {
      try engine.compare(image: image, cancellation: Cancellation()) { _, _ in }
    }
  }

  package let description: String
  package let run: @Sendable (Subject) throws -> Void

  package struct Violation: Error, CustomStringConvertible {
    package let description: String
  }

  private struct Enough: Error {}

  package static let all: [EngineConformance] = look + images + replacing + erasing

  private static let look: [EngineConformance] = [
    .init(description: "tells a database that is there from one that is not") { subject in
      try require(subject.engine.exists && !subject.missing.exists, "the two look alike")
      guard case .readable(let found) = try subject.engine.examine(cancellation: Cancellation())
      else { throw Violation(description: "it cannot be read") }
      try require(
        found.schema.tableNames == ["bill", "customer"], "its tables are \(found.schema.tableNames)"
      )
      let state = try subject.missing.examine(cancellation: Cancellation())
      try require(state == .missing, "a missing one is \(state)")
    },
    .init(description: "names its product with a version that can be compared") { subject in
      let product = subject.engine.product
      try require(!product.name.isEmpty && !product.version.isEmpty, "it has no name")
      try require(product.versionNumber > 0, "its version is no number")
    },
    .init(description: "shows one moment, whatever is written meanwhile") { subject in
      try subject.engine.withSnapshot(scratch: subject.folder, cancellation: Cancellation()) {
        snapshot in
        let before = try snapshot.countRows(cancellation: Cancellation())
        try subject.addCustomer("late")
        let after = try snapshot.countRows(cancellation: Cancellation())
        try require(before == after, "the rows became \(after)")
      }
      try require(try subject.customers() == 3, "the row of the application is gone")
    },
    .init(description: "is stopped where it was cancelled before") { subject in
      let image = try subject.image("image")
      let cancelled = Cancellation()
      cancelled.cancel()
      try requireCancelled {
        _ = try subject.engine.check(
          image: image, depth: .full, cancellation: cancelled)
      }
      try requireCancelled {
        _ = try subject.engine.compare(image: image, cancellation: cancelled) { _, _ in }
      }
      try requireCancelled {
        try subject.engine.replace(
          with: ImageToInstall(path: image, prefersWAL: false), cancellation: cancelled
        ) { _, _ in }
      }
    },
  ]

  private static let images: [EngineConformance] = [
    .init(description: "finds no fault in an image of its own, at any depth") { subject in
      let image = try subject.image("image")
      for depth in [CheckDepth.quick, .full] {
        let report = try subject.engine.check(
          image: image, depth: depth, cancellation: Cancellation())
        try require(report.isSound, "it finds \(report.faults)")
        try require(report.tables.count == 2, "it counts \(report.tables)")
      }
    },
    .init(description: "compares an image with the live database, row by row") { subject in
      let image = try subject.image("image")
      let same = try subject.compare(image)
      try require(
        same.schemaDifferences.isEmpty
          && same.tables.allSatisfy { ($0.added, $0.removed, $0.changed) == (0, 0, 0) },
        "it finds \(same)")
      try subject.addCustomer("new")
      let table = try subject.compare(image).tables.first { $0.name == "customer" }
      try require(table?.removed == 1 && table?.added == 0, "it finds \(String(describing: table))")
    },
    .init(description: "compares two images as it does an image and the live database") { subject in
      let image = try subject.image("image")
      try subject.addCustomer("new")
      let copy = try subject.image("copy")
      let found = try subject.engine.compare(
        image: image, withCopy: copy, cancellation: Cancellation()
      ) { _, _ in }
      try require(found.tables == subject.compare(image).tables, "the two differ")
    },
  ]

  private static let replacing: [EngineConformance] = [
    .init(description: "brings back what an image has, by either method, and says so") { subject in
      let image = try subject.image("image")
      for method in [ReplaceMethod.rows, .image] {
        try subject.addCustomer("new")
        var calls = 0
        let report = try subject.engine.replace(
          with: ImageToInstall(path: image, prefersWAL: false, method: method),
          cancellation: Cancellation(), progress: { _, _ in }
        ) { held in
          calls += 1
          try require(held != nil, "nothing is held")
        }
        try require(calls == 1, "the moment came \(calls) times")
        try require(report.verification == .identical, "it says \(report.verification)")
        try require(try subject.customers() == 2, "the rows are others")
      }
    },
    .init(description: "changes nothing where the caller throws while writers wait") { subject in
      let image = try subject.image("image")
      try subject.addCustomer("new")
      for method in [ReplaceMethod.rows, .image] {
        do {
          try subject.engine.replace(
            with: ImageToInstall(path: image, prefersWAL: false, method: method),
            cancellation: Cancellation(), progress: { _, _ in },
            whileWritersWait: { _ in throw Enough() })
          throw Violation(description: "the error is lost")
        } catch is Enough {}
        try require(try subject.customers() == 3, "the data changed")
      }
    },
    .init(description: "tells by its mark which data there is") { subject in
      let image = try subject.image("image")
      try subject.addCustomer("new")
      var mark: SwapMark?
      do {
        try subject.engine.replace(
          with: ImageToInstall(path: image, prefersWAL: false), cancellation: Cancellation(),
          progress: { _, _ in }
        ) { held in
          mark = held?.mark
          throw Enough()
        }
      } catch is Enough {}
      guard let undone = mark else { throw Violation(description: "there is no mark") }
      try require(try subject.engine.settleSwap(since: undone) == .before, "an undone one counts")
      try subject.engine.replace(
        with: ImageToInstall(path: image, prefersWAL: false), cancellation: Cancellation(),
        progress: { _, _ in }
      ) { mark = $0?.mark }
      guard let done = mark else { throw Violation(description: "there is no mark") }
      try require(try subject.engine.settleSwap(since: done) == .after, "a done one does not count")
    },
  ]

  private static let erasing: [EngineConformance] = [
    .init(description: "deletes what the rules do not keep, as its plan says") { subject in
      let rules = EraseRules(keepRows: ["customer": "id = 1"])
      let plan = try subject.engine.planErasure(rules, cancellation: Cancellation())
      var mark: EraseMark?
      let report = try subject.engine.erase(
        rules, cancellation: Cancellation(), progress: { _, _ in }, whileWritersWait: { _ in },
        beforeCommit: { decided, made in
          try require(decided.tables == plan.tables, "the plan was \(plan.tables)")
          mark = made
        })
      try require(
        report.deleted.contains { $0.name == "customer" }, "it tells of \(report.deleted)")
      try require(try subject.customers() == 1, "other rows stay")
      guard let mark else { throw Violation(description: "there is no mark") }
      try require(
        try subject.engine.wasErased(mark, cancellation: Cancellation()), "its mark denies it")
    },
    .init(description: "deletes nothing where the caller throws before the commit") { subject in
      var mark: EraseMark?
      do {
        _ = try subject.engine.erase(
          EraseRules(), cancellation: Cancellation(), progress: { _, _ in },
          whileWritersWait: { _ in },
          beforeCommit: { _, made in
            mark = made
            throw Enough()
          })
        throw Violation(description: "the error is lost")
      } catch is Enough {}
      try require(try subject.customers() == 2, "rows are gone")
      guard let mark else { throw Violation(description: "there is no mark") }
      try require(
        try !subject.engine.wasErased(mark, cancellation: Cancellation()), "its mark claims it")
    },
  ]

  private static func require(_ holds: Bool, _ complaint: String) throws {
    if !holds { throw Violation(description: complaint) }
  }

  private static func requireCancelled(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch is CancellationError { return }
    throw Violation(description: "it is not stopped")
  }
}
