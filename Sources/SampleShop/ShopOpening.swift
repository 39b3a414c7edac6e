/// What was there on the first day: users, settings, migrations, stock.
extension ShopFiller {
  private static let settings: [(key: StaticString, value: StaticString)] = [
    ("company.name", "LPG Nexus Gas Distribution"), ("company.currency", "PKR"),
    ("company.timeZone", "Asia/Karachi"), ("billing.dueDays", "15"),
    ("billing.footer", "Please return empty cylinders. Safety first."),
    ("theme", #"{"primary":"teal","dark":false}"#), ("otp.minutes", "10"),
  ]
  private static let migrations: [StaticString] = [
    "20221028071500_init", "20230114093012_add_cylinder_transactions",
    "20230902120733_add_daily_notes", "20240518064501_add_activity_log",
    "20250307101122_add_photos",
  ]

  func open() throws {
    let time = ShopCalendar.opening
    for name in Self.migrations { try fillMigration(name, at: time) }
    for setting in Self.settings {
      rows.setting.id(ids.next(at: time))
      rows.setting.text(setting.key)
      rows.setting.text(setting.value)
      rows.setting.integer(Int(time))
      try rows.setting.insert()
    }
    try fillUser(role: "SUPER_ADMIN", admin: nil, at: time)
    let tenants = min(24, max(2, finalCustomers / 400))
    for tenant in 0..<tenants {
      let admin = try fillUser(role: "ADMIN", admin: nil, at: time + Int64(tenant))
      admins.append(admin)
      for role: StaticString in ["BRANCH_MANAGER", "STAFF", "STAFF", "VIEWER"] {
        try fillUser(role: role, admin: admin, at: time + Int64(tenant))
      }
    }
    for number in 0..<max(10, finalCustomers / 50) { try fillItem(number, at: time) }
  }

  private func fillMigration(_ name: StaticString, at time: Int64) throws {
    let migration = rows.migration
    migration.id(ids.next(at: time))
    migration.text { $0.append(hex: 64, from: &random) }
    migration.integer(Int(time) + 40)
    migration.text(name)
    migration.integer(Int(time))
    migration.integer(1)
    try migration.insert()
  }

  @discardableResult
  private func fillUser(role: StaticString, admin: PrismaID?, at time: Int64) throws -> PrismaID {
    let id = ids.next(at: time)
    let first = random.below(ShopWords.firstNames.count)
    let last = random.below(ShopWords.lastNames.count)
    let user = rows.user
    user.id(id)
    user.text { $0.append(name: first, last) }
    user.text {
      $0.append("user")
      $0.append(users.count + 1, digits: 3)
      $0.append("@lpgnexus.example.com")
    }
    user.text {
      $0.append("$2b$12$")
      for _ in 0..<5 { $0.append(base36: random.next(), digits: 10) }
    }
    user.text { $0.append(phone: &random) }
    user.text(role)
    user.text(users.count % 17 == 16 ? "SUSPENDED" : "ACTIVE")
    if admin == nil {
      user.null()
    } else {
      user.text(#"{"bills":"EDIT","customers":"EDIT","backup":"VIEW_ONLY","reports":"VIEW_ONLY"}"#)
    }
    if let admin { user.id(admin) } else { user.null() }
    user.integer(Int(time))
    user.integer(Int(time))
    try user.insert()
    users.append(id)
    return id
  }

  private func fillItem(_ number: Int, at time: Int64) throws {
    let item = rows.item
    item.id(ids.next(at: time))
    item.id(random.pick(admins))
    item.text(ShopWords.items[number % ShopWords.items.count])
    item.text(random.pick(["ACCESSORY", "SPARE_PART", "SAFETY"]))
    item.integer(random.below(250))
    item.real(random.number(2...90) * 50)
    item.text(random.pick(["Shelf A", "Shelf B, keep dry", "Counter", "Godown"]))
    item.integer(Int(time))
    item.integer(Int(time))
    try item.insert()
  }

  /// A new customer with one to three cylinders.
  func register(at time: Int64) throws {
    let first = random.below(ShopWords.firstNames.count)
    let last = random.below(ShopWords.lastNames.count)
    let town = random.below(ShopWords.towns.count)
    var added = Customer(
      id: ids.next(at: time), number: 1001 + customers.count, firstName: first, lastName: last,
      town: town)
    let customer = rows.customer
    customer.id(added.id)
    customer.integer(added.number)
    customer.id(random.pick(admins))
    customer.text { $0.append(name: first, last) }
    customer.text { $0.append(phone: &random) }
    customer.text(ShopWords.towns[town])
    customer.text {
      $0.append("House ")
      $0.append(random.number(1...480))
      $0.append(", ")
      $0.append(random.pick(ShopWords.streets))
      $0.append(", ")
      $0.append(random.pick(ShopWords.quarters))
    }
    if random.chance(60) {
      customer.text { $0.append(sentences: random.number(1...3), from: ShopWords.notes, &random) }
    } else {
      customer.null()
    }
    customer.text(random.pick(["HOUSEHOLD", "HOUSEHOLD", "RESTAURANT", "SHOP", "INDUSTRY"]))
    customer.real(random.number(0...8) * 1000)
    customer.integer(Int(time))
    customer.integer(Int(time))
    try customer.insert()
    for _ in 0..<random.number(1...3) {
      added.cylinders.append(try assignCylinder(to: added.id, at: time))
    }
    customers.append(added)
  }

  private func assignCylinder(to customer: PrismaID, at time: Int64) throws -> Cylinder {
    let added = Cylinder(
      id: ids.next(at: time), type: random.below(ShopWords.cylinderTypes.count))
    cylinderCount += 1
    let cylinder = rows.cylinder
    cylinder.id(added.id)
    cylinder.text {
      $0.append("LPG-")
      $0.append(cylinderCount, digits: 7)
    }
    cylinder.text(ShopWords.cylinderTypes[added.type])
    let inUse = random.chance(85)
    cylinder.text(inUse ? "WITH_CUSTOMER" : random.pick(["IN_STOCK", "IN_TESTING", "RETIRED"]))
    if inUse { cylinder.id(customer) } else { cylinder.null() }
    cylinder.integer(Int(time - 30 * ShopCalendar.day))
    cylinder.integer(Int(time))
    try cylinder.insert()
    rows.assignment.id(customer)
    rows.assignment.id(added.id)
    rows.assignment.integer(Int(time))
    try rows.assignment.insert()
    return added
  }
}

extension TextBuffer {
  /// Appends a mobile number of Pakistan, such as 0300-1234567.
  mutating func append(phone random: inout SeededRandom) {
    append("03")
    append(random.below(50), digits: 2)
    append(byte: UInt8(ascii: "-"))
    append(random.below(10_000_000), digits: 7)
  }

  mutating func append(hex digits: Int, from random: inout SeededRandom) {
    for _ in 0..<digits {
      let digit = UInt8(random.below(16))
      append(byte: digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
    }
  }
}
