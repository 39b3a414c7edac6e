/// One delivery: the bill, what was on the van, what came back, and what was paid.
extension ShopFiller {
  func deliver(at time: Int64, bill number: Int) throws {
    let customer = random.below(customers.count)
    let billID = ids.next(at: time)
    let entries = random.number(1...4)
    var amount = 0
    for line in 0..<entries {
      amount += try fillEntry(bill: billID, customer: customer, at: time + Int64(line))
    }
    try fillTransactions(customer: customer, at: time)
    let paid = random.chance(70) ? amount : random.chance(40) ? amount / 200 * 100 : 0
    try fillBill(billID, number: number, customer: customer, amount: amount, paid: paid, at: time)
    if paid > 0 {
      try fillPayment(paid, bill: billID, customer: customer, at: time + 2 * ShopCalendar.minute)
    }
    customers[customer].balance += amount - paid
  }

  private func fillEntry(bill: PrismaID, customer: Int, at time: Int64) throws -> Int {
    let type = random.below(ShopWords.cylinderTypes.count)
    let quantity = random.number(1...4)
    let opening = ShopWords.openingPrices[type]
    let price = opening + opening * ShopCalendar.month(time) / 90 / 10 * 10
    let returned = random.number(0...quantity)
    let rider = random.below(ShopWords.firstNames.count)
    let entry = rows.entry
    entry.id(ids.next(at: time))
    entry.id(bill)
    entry.id(customers[customer].id)
    entry.text(ShopWords.cylinderTypes[type])
    entry.integer(quantity)
    entry.real(price)
    entry.real(quantity * price)
    entry.integer(returned)
    entry.text(ShopWords.firstNames[rider])
    entry.text {
      $0.append("Delivered ")
      $0.append(quantity)
      $0.append(" x ")
      $0.append(ShopWords.cylinderTypes[type])
      $0.append(" to ")
      $0.append(name: customers[customer].firstName, customers[customer].lastName)
      $0.append(", ")
      $0.append(ShopWords.towns[customers[customer].town])
      $0.append(", collected ")
      $0.append(returned)
      $0.append(returned == 1 ? " empty cylinder." : " empty cylinders.")
    }
    entry.integer(Int(time))
    entry.integer(Int(time))
    try entry.insert()
    return quantity * price
  }

  private func fillTransactions(customer: Int, at time: Int64) throws {
    for cylinder in customers[customer].cylinders.prefix(2) {
      let transaction = rows.transaction
      transaction.id(ids.next(at: time))
      transaction.id(cylinder.id)
      transaction.id(customers[customer].id)
      let delivered = random.chance(60)
      transaction.text(delivered ? "DELIVERED" : "RETURNED")
      transaction.integer(1)
      transaction.text {
        $0.append(ShopWords.cylinderTypes[cylinder.type])
        $0.append(delivered ? " handed over against bill, seal checked" : " taken back empty")
      }
      transaction.integer(Int(time))
      try transaction.insert()
    }
  }

  private func fillBill(
    _ id: PrismaID, number: Int, customer: Int, amount: Int, paid: Int, at time: Int64
  ) throws {
    let bill = rows.bill
    let last = customers[customer].balance
    bill.id(id)
    bill.integer(100_000 + number)
    bill.id(customers[customer].id)
    bill.id(random.pick(users))
    bill.text(paid == amount ? "PAID" : paid > 0 ? "PARTIALLY_PAID" : "UNPAID")
    bill.real(last)
    bill.real(amount)
    bill.real(amount)
    bill.real(paid)
    if random.chance(55) {
      bill.text { $0.append(sentences: random.number(1...2), from: ShopWords.notes, &random) }
    } else {
      bill.null()
    }
    bill.integer(Int(time))
    bill.integer(Int(time + 15 * ShopCalendar.day))
    bill.integer(Int(time))
    bill.integer(Int(time))
    try bill.insert()
  }

  private func fillPayment(
    _ amount: Int, bill: PrismaID, customer: Int, at time: Int64
  ) throws {
    let id = ids.next(at: time)
    let method = random.pick(ShopWords.methods)
    let payment = rows.payment
    payment.id(id)
    payment.id(bill)
    payment.id(customers[customer].id)
    payment.real(amount)
    payment.text(method)
    if random.chance(40) {
      payment.text {
        $0.append("TRX-")
        $0.append(random.below(100_000_000), digits: 8)
      }
    } else {
      payment.null()
    }
    payment.integer(Int(time))
    payment.integer(Int(time))
    try payment.insert()
    let log = rows.paymentLog
    log.id(id)
    log.text("RECEIVED")
    log.real(amount)
    log.text(method)
    log.text { $0.append(timestamp: time) }
    try log.insert()
  }
}
