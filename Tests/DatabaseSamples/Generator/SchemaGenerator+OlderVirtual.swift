import SampleShop

extension SchemaGenerator {
  mutating func makeFTS4() throws {
    let name = virtualName()
    let options = random.pick([
      "", ", tokenize=porter", ", matchinfo=fts3", ", prefix=\"2,4\"", ", order=DESC",
      ", notindexed=b",
      ", tokenize=unicode61 \"tokenchars=-_\"", ", languageid=\"lid\"", ", content=\"\"",
    ])
    try note(
      "fts4\(options)", "CREATE VIRTUAL TABLE \(quoted(name)) USING fts4(a, b TEXT\(options))")
    for docid in 1...random.number(2...10) {
      try insert(
        into: name, ["docid", "a", "b"], [.integer(Int64(docid * 3)), text(sentence()), text("b;")])
    }
    if !options.contains("content") {
      try connection.execute("DELETE FROM \(quoted(name)) WHERE docid % 2 = 0")
    }
    if random.chance(50) {
      try note("fts4 optimize", "INSERT INTO \(quoted(name))(\(quoted(name))) VALUES ('optimize')")
    }
    // Names of other modules' tables: `_config` is one of fts5 and none of fts4.
    if random.chance(40) {
      let table = quoted(name + "_config")
      try note(
        "table named as if it were a virtual one's",
        "CREATE TABLE \(table)(k PRIMARY KEY, v); INSERT INTO \(table) VALUES ('version', 4);")
    }
  }

  mutating func makeFTS3() throws {
    let name = virtualName()
    try note(
      "fts3", "CREATE VIRTUAL TABLE \(quoted(name)) USING fts3(subject, body, tokenize=simple)")
    for docid in 1...4 {
      try insert(
        into: name, ["docid", "subject", "body"],
        [.integer(Int64(docid) * 1000), text(sentence()), text(sentence())])
    }
  }

  mutating func makeTree() throws {
    let name = virtualName()
    let isInteger = random.chance(40)
    let auxiliary = random.chance(50)
    try note(
      isInteger ? "rtree_i32" : "rtree",
      "CREATE VIRTUAL TABLE \(quoted(name)) USING \(isInteger ? "rtree_i32" : "rtree")"
        + "(id, minX, maxX, minY, maxY\(auxiliary ? ", +label TEXT, +extra" : ""))")
    let step = random.pick([1, 5, -2])
    for id in 1...random.number(2...80) {
      let (x, y) = (Double(random.number(-1000...1000)) / 7, Double(random.number(-9...9)))
      let box: [StoredValue] = [.real(x), .real(x + 1), .real(y), .real(y + 0.1)]
      var columns = ["id", "minX", "maxX", "minY", "maxY"]
      var values = [.integer(Int64(id * step))] + box
      if auxiliary {
        columns += ["label", "extra"]
        values += [text(sentence()), SampleValues.any(&random, encoding)]
      }
      try insert(into: name, columns, values)
    }
    try connection.execute("DELETE FROM \(quoted(name)) WHERE id % 4 = 0")
  }
}
