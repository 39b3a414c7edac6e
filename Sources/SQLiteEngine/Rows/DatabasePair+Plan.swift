import Concurrency
import Databases
import GRDB
import SQLiteImages
import SQLitePages

extension DatabasePair {
  /// How the image would take the place of the live data, by what each way would cost.
  ///
  /// The pages alone tell: those that differ are the ones that a replacement of rows writes again, and
  /// their leaves say how many rows have to be written at most.
  func replacePlan() throws -> ReplacePlan {
    do {
      return try rowsPlan()
    } catch let error as RowsUnsuitable {
      return imagePlan("The whole backup is written: \(error.reason).")
    }
  }

  private func imagePlan(_ reason: String) -> ReplacePlan {
    ReplacePlan(
      method: .image, reason: reason, logBytes: Self.logBytes(pages: imagePages, pageSize))
  }

  private var imagePages: Int { image.description.pageCount }
  private var pageSize: Int { image.description.pageSize }

  private static func logBytes(pages: Int, _ pageSize: Int) -> Int64 {
    Int64(pages) * Int64(pageSize + 24)
  }

  private func rowsPlan() throws -> ReplacePlan {
    guard let map else {
      throw RowsUnsuitable("the two databases have different layouts")
    }
    let now = live.snapshot.description
    let differing = max(imagePages, now.pageCount) - map.equalPages
    let writes = try Cost.writes(self, map)
    if now.journalMode != "wal", differing * pageSize > Self.mostPagesInMemory {
      throw RowsUnsuitable("without a write-ahead log, changed pages have to fit into memory")
    }
    // An entry that is written makes its page of the index differ.
    let entries = min(
      writes.entries, max(0, differing - writes.leaves) * pageSize / Cost.usualBytesOfEntry)
    let costs = (
      rows: differing * Cost.page + writes.rows * Cost.row + entries * Cost.entry,
      image: imagePages * Cost.page
    )
    let pages = max(imagePages, now.pageCount)
    guard costs.rows < costs.image else {
      throw RowsUnsuitable("\(differing) of \(pages) pages differ")
    }
    return ReplacePlan(
      method: .rows,
      reason: differing == 0
        ? "No page differs."
        : "Only \(differing) of \(pages) pages \(differing == 1 ? "differs" : "differ").",
      logBytes: Self.logBytes(pages: differing, pageSize))
  }

  /// With a rollback journal a transaction of rows keeps all changed pages in memory.
  private static let mostPagesInMemory = 16 << 20

  /// Microseconds, as measured on a database of 1 GB in memory.
  private enum Cost {
    /// Writes a page to the log, copies it to the file and reads it back.
    static let page = 18
    /// Reads a row of a page that differs three times, and writes it where it differs.
    static let row = 6
    /// Takes an entry out of an index and puts another one in, or leaves it.
    static let entry = 2
    static let usualRowsOfLeaf = 30
    static let usualBytesOfEntry = 64

    /// What a replacement of rows reads and writes at most.
    struct Writes {
      /// Leaves of tables that are known to differ.
      var leaves = 0
      /// Rows on these leaves, and of tables that are compared whole.
      var rows = 0
      /// Entries of the indexes of these rows.
      var entries = 0
    }

    static func writes(_ pair: DatabasePair, _ map: PageMap) throws -> Writes {
      guard let connection = pair.live.takeConnection() else {
        throw RowsUnsuitable("the live database cannot be read")
      }
      defer { pair.live.giveBack(connection) }
      guard connection.gaps.isEmpty else {
        throw RowsUnsuitable("SQLite \(SQLiteLibrary.version) does not understand the schema")
      }
      let guide = PageGuide(map, live: pair.live.snapshot, image: pair.image)
      return try connection.run { live in
        try pair.readImage { image in try RowRestore.requireAlike(live, image) }
        var writes = Writes()
        for (name, roots) in pair.roots {
          try pair.cancellation.check()
          let (leaves, rows) = try rowsToWrite(name, roots, guide, live)
          if rows == 0 { continue }
          let orders = try String.fetchAll(
            live,
            sql: """
              SELECT coll FROM pragma_index_list(?) AS list, pragma_index_xinfo(list.name) AS info
              WHERE info.key AND info.seqno = 0
              """, arguments: [name])
          writes.leaves += leaves
          writes.rows += rows
          writes.entries += rows * orders.count
        }
        return writes
      }
    }

    private static func rowsToWrite(
      _ name: String, _ roots: RootPages, _ guide: PageGuide, _ live: Database
    ) throws -> (leaves: Int, rows: Int) {
      if let ranges = try guide.ranges(liveRoot: roots.live, imageRoot: roots.image) {
        let leaves = ranges.leaves
        let perLeaf = leaves.equal > 0 ? ranges.equalRows / leaves.equal + 1 : usualRowsOfLeaf
        return (leaves.differing, leaves.differing * perLeaf)
      }
      if try guide.equalRows(liveRoot: roots.live, imageRoot: roots.image) != nil { return (0, 0) }
      let rows = try Int.fetchOne(live, sql: "SELECT count(*) FROM \(quoted(name))") ?? 0
      return (0, rows)
    }
  }
}

extension SQLiteDatabase {
  func planReplacement(
    with image: String, cancellation: Cancellation
  ) throws -> ReplacePlan {
    try withLiveView(scratch: folder(of: image), threads: 1, cancellation: cancellation) { live in
      try DatabasePair(
        live: live, imagePath: image, usesPages: true, cancellation: cancellation
      ).replacePlan()
    }
  }
}
