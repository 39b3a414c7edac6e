import BackupProtocol
import Concurrency
import Databases
import JSONCoding
import SQLiteImages

/// One pass over a dump of Django.
final class DjangoDumpRun {
  private let document: DjangoDump
  private let reader: JSONStreamReader
  private let names: NameIndex
  private let replaceable: [OverlayTable]
  private var models: [String: DjangoModel?] = [:]
  private var unknownModels: [String] = []
  private var missing = MissingParts()
  /// In the order in which the document has them.
  private(set) var found: [TableRows] = []
  private var positions: [String: Int] = [:]
  private let target: (table: String, output: JSONStreamWriter)?

  /// - Parameter target: the table whose rows are written; nil to look at all.
  init(
    _ document: DjangoDump, _ source: @escaping JSONStreamReader.Source,
    target: (table: String, output: JSONStreamWriter)? = nil
  ) {
    self.document = document
    self.target = target
    reader = JSONStreamReader(bufferSize: 256 << 10, source: source)
    replaceable = document.tables.filter(\.isReplaceable)
    names = NameIndex(replaceable.map(\.name))
  }

  func read() throws {
    do {
      try reader.beginArray()
      while try reader.nextElement() {
        try document.cancellation.check()
        try readObject()
      }
      try reader.finish()
    } catch let error as JSONStreamError {
      throw DumpError(error)
    }
    guard unknownModels.isEmpty else {
      let list = unknownModels.prefix(50).joined(separator: ", ")
      throw ContractError(
        "The database has no tables for these models of the document: \(list).",
        ErrorData(
          kind: .incompatible,
          hint: "Name the table of each model in the setting importTables.", found: list,
          part: "content", setting: "importTables"))
    }
    try missing.check()
  }

  private func readObject() throws {
    var model: DjangoModel?
    var key: [UInt8]?
    var hasModel = false
    try reader.beginObject()
    while let name = try reader.nextKeyText() {
      switch name {
      case "model":
        model = try self.model(try reader.readText())
        hasModel = true
      case "pk":
        guard [.number, .string].contains(try reader.peekKind()) else {
          throw reader.error("a key must be a number or a string")
        }
        key = Array(try reader.readRawValue())
      case "fields":
        guard hasModel else { throw reader.error("the model must come before the fields") }
        guard let model else { continue }
        guard let key else {
          throw natural("The objects of \(model.name) have no keys.", "--natural-primary")
        }
        try readFields(of: model, key: key)
      default: throw reader.error("an object of Django has the members model, pk and fields")
      }
    }
  }

  private func natural(_ message: String, _ option: String) -> ContractError {
    ContractError(
      message,
      ErrorData(
        kind: .incompatible, hint: "Run manage.py dumpdata without \(option).", path: reader.path,
        part: "content"))
  }

  private func model(_ name: String) throws -> DjangoModel? {
    if let known = models[name] { return known }
    let table =
      document.importTables[name] ?? DjangoDump.builtIn[name] ?? name.replacing(".", with: "_")
    let position = names.position(ofName: table)
    let model = position.map { DjangoModel(name, replaceable[$0]) }
    models[name] = .some(model)
    if let model {
      guard model.key != nil else { throw reader.error("the table of this model has no key") }
      count(0, model.table.name)
    } else {
      unknownModels.append(String(name.prefix(100)))
    }
    return model
  }

  private func count(_ rows: Int, _ table: String) {
    if let position = positions[table] {
      found[position] = TableRows(name: table, rows: found[position].rows + rows)
    } else {
      positions[table] = found.count
      found.append(TableRows(name: table, rows: rows))
    }
  }

  private func readFields(of model: DjangoModel, key: [UInt8]) throws {
    let output = target?.table == model.table.name ? target?.output : nil
    count(1, model.table.name)
    output?.newline(indent: 3)
    try output?.beginObject()
    if let output, let column = model.key { try write(key, of: column, to: output) }
    var seen: Set<String> = []
    try reader.beginObject()
    while let field = try reader.nextKeyText() {
      let isList = try reader.peekKind() == .array
      if let column = model.column(of: field), !(isList && model.isReference(column, field)) {
        guard seen.insert(column.name).inserted else {
          throw reader.error("this column appears twice")
        }
        guard let output else { continue }
        let isText = try reader.peekKind() == .string
        let value = Array(try reader.readRawValue())
        try write(
          isText && column.isCheckedAsJSON ? Self.quoted(value) : value, of: column, to: output)
      } else if isList, model.column(of: field) != nil {
        throw natural(
          "The field \(model.name).\(field) refers to natural keys.", "--natural-foreign")
      } else if isList, let join = joinTable(of: field, model) {
        try readList(join, key: key)
      } else {
        missing.add("\(model.table.name).\(field)", at: reader.path)
      }
    }
    try output?.endObject()
  }

  /// What a field of many lists: a row for each.
  private func readList(_ join: DjangoModel.Join, key: [UInt8]) throws {
    count(0, join.table)
    let output = target?.table == join.table ? target?.output : nil
    try reader.beginArray()
    while try reader.nextElement() {
      guard [.number, .string].contains(try reader.peekKind()) else {
        throw natural("The table \(join.table) is listed by natural keys.", "--natural-foreign")
      }
      count(1, join.table)
      let value = Array(try reader.readRawValue())
      guard let output else { continue }
      output.newline(indent: 3)
      try output.beginObject()
      try write(key, of: join.own, to: output)
      try write(value, of: join.other, to: output)
      try output.endObject()
    }
  }

  /// The table `shop_customer_tags` with a key, a column `customer_id` and one more.
  private func joinTable(of field: String, _ model: DjangoModel) -> DjangoModel.Join? {
    if let known = model.joins[field] { return known }
    guard let position = names.position(ofName: "\(model.table.name)_\(field)") else { return nil }
    let columns = replaceable[position].columns.filter { !$0.isKey }
    let ownNames = ["\(model.shortName)_id", "from_\(model.shortName)_id"]
    guard columns.count == 2, let own = columns.first(where: { ownNames.contains($0.name) }),
      let other = columns.first(where: { $0.name != own.name })
    else { return nil }
    let join = DjangoModel.Join(table: replaceable[position].name, own: own, other: other)
    model.joins[field] = join
    return join
  }

  private func write(_ value: [UInt8], of column: OverlayColumn, to output: JSONStreamWriter) throws
  {
    try output.key(JSONRowKey.key(ofColumn: column.name))
    try DjangoValue.stored(value, in: column).withUnsafeBytes { try output.raw($0) }
  }

  /// JSON as a string of JSON.
  private static func quoted(_ json: [UInt8]) -> [UInt8] {
    Array(JSONValue.string(String(decoding: json, as: UTF8.self)).serialized)
  }
}

/// A model, and the table that it has.
private final class DjangoModel {
  /// The table of a field of many, with the columns for the object and for what it lists.
  struct Join {
    let table: String
    let own: OverlayColumn
    let other: OverlayColumn
  }

  let name: String
  let table: OverlayTable
  let key: OverlayColumn?
  /// Tables of fields of many, by field.
  var joins: [String: Join] = [:]
  private let columns: [String: OverlayColumn]

  init(_ name: String, _ table: OverlayTable) {
    self.name = name
    self.table = table
    let keys = table.columns.filter(\.isKey)
    key = keys.count == 1 ? keys[0] : nil
    columns = Dictionary(table.columns.map { ($0.name.lowercased(), $0) }) { first, _ in first }
  }

  var shortName: String { String(name.drop { $0 != "." }.dropFirst()) }

  func column(of field: String) -> OverlayColumn? {
    columns[field.lowercased()] ?? columns[field.lowercased() + "_id"]
  }

  /// Whether a field is a foreign key, whose column has another name.
  func isReference(_ column: OverlayColumn, _ field: String) -> Bool {
    column.name.lowercased() != field.lowercased()
  }
}
