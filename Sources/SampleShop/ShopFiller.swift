import GRDB

/// Fills the tables in the order in which things happened, one delivery a step.
final class ShopFiller {
  struct Customer {
    let id: PrismaID
    let number: Int
    let firstName: Int
    let lastName: Int
    let town: Int
    var cylinders: [Cylinder] = []
    var balance = 0
  }

  struct Cylinder {
    let id: PrismaID
    let type: Int
  }

  /// Bytes of one step with its indexes and its share of photos, measured on large shops.
  private static let bytesPerStep = 3850
  /// Bytes of the tables and indexes before the first step.
  private static let bytesBefore = 360_000
  private static let photoPercent = 12

  let targetBytes: Int
  let steps: Int
  let rows: ShopRows
  var random: SeededRandom
  var ids: PrismaIDSource
  var users: [PrismaID] = []
  var admins: [PrismaID] = []
  var customers: [Customer] = []
  var cylinderCount = 0
  var closingLogs = 0
  private var photoBytes = 0

  init(_ db: Database, targetBytes: Int, seed: UInt64) throws {
    self.targetBytes = targetBytes
    let room = targetBytes - Self.bytesBefore
    steps = max(3, room / 100 * 97 / Self.bytesPerStep)
    rows = try ShopRows(db)
    random = SeededRandom(seed: seed)
    ids = PrismaIDSource(seed: ~seed)
  }

  /// Customers who have been with the shop at the end.
  var finalCustomers: Int { max(3, steps / 20) }

  /// All that happened in one step, on its own share of the calendar.
  func fill(step: Int) throws {
    let length = ShopCalendar.length(ofStepIn: steps)
    var time = ShopCalendar.moment(step, of: steps)
    while customers.count < 2 * finalCustomers / 5 + step * 3 * finalCustomers / (5 * steps) {
      try register(at: time)
    }
    time += Int64(random.below(max(1, length / 4)))
    try deliver(at: time, bill: step + 1)
    if step == 0 || random.chance(5) { try fillNote(at: time) }
    if step == 0 || random.chance(8) { try fillExpense(at: time) }
    if step == 0 || random.chance(2) { try fillOtp(at: time) }
    for _ in 0..<random.number(2...4) { try fillActivity(at: time, bill: step + 1) }
    if photoBytes <= targetBytes / 100 * Self.photoPercent / steps * step {
      try fillPhoto(at: time)
    }
  }

  private func fillPhoto(at time: Int64) throws {
    let most = min(200_000, max(20_000, targetBytes / 10))
    let size = random.number(20_000...most)
    photoBytes += size
    let photo = rows.photo
    photo.id(ids.next(at: time))
    photo.id(random.pick(customers).id)
    photo.text(random.pick(["CNIC", "SHOP_FRONT", "RECEIPT", "AGREEMENT"]))
    photo.text("image/jpeg")
    photo.blob { blob in
      for byte: UInt8 in [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10] { blob.append(byte: byte) }
      blob.append("JFIF")
      blob.append(noise: size - 12, from: &random)
      for byte: UInt8 in [0xFF, 0xD9] { blob.append(byte: byte) }
    }
    photo.integer(Int(time))
    try photo.insert()
  }

  /// Writes what the customers owe in the end; goes by their number, so its index must be there.
  func writeBalances(_ db: Database) throws {
    let update = try db.makeStatement(
      sql: "UPDATE \"Customer\" SET \"balance\" = ? WHERE \"customerNumber\" = ?")
    for customer in customers where customer.balance != 0 {
      try update.execute(arguments: [Double(customer.balance), customer.number])
    }
  }
}
