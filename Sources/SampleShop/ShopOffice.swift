/// The office's side of a day: notes, expenses, sign-ins, and who did what.
extension ShopFiller {
  func fillNote(at time: Int64) throws {
    let note = rows.note
    note.id(ids.next(at: time))
    note.id(random.pick(admins))
    note.integer(Int(time - time % ShopCalendar.day))
    note.text {
      $0.append(sentences: random.number(2...6), from: ShopWords.happenings, &random)
    }
    note.integer(Int(time))
    try note.insert()
  }

  func fillExpense(at time: Int64) throws {
    let expense = rows.expense
    expense.id(ids.next(at: time))
    expense.id(random.pick(admins))
    expense.text(random.pick(ShopWords.expenses))
    expense.real(random.number(3...900) * 50)
    expense.text {
      $0.append("Paid to ")
      $0.append(
        name: random.below(ShopWords.firstNames.count), random.below(ShopWords.lastNames.count))
      $0.append(", receipt no. ")
      $0.append(random.number(1...9999))
    }
    expense.integer(Int(time))
    expense.integer(Int(time))
    try expense.insert()
  }

  func fillOtp(at time: Int64) throws {
    let otp = rows.otp
    otp.id(ids.next(at: time))
    otp.id(random.pick(users))
    otp.text { $0.append(hex: 64, from: &random) }
    otp.text(random.pick(["LOGIN", "PASSWORD_RESET", "BACKUP_RESET"]))
    otp.integer(random.below(3))
    otp.integer(Int(time + 10 * ShopCalendar.minute))
    if random.chance(70) {
      otp.integer(Int(time + ShopCalendar.minute))
    } else {
      otp.null()
    }
    otp.integer(Int(time))
    try otp.insert()
  }

  func fillActivity(at time: Int64, bill: Int) throws {
    let activity = rows.activity
    let customer = random.pick(customers)
    let module = random.pick(ShopWords.modules)
    let action = random.pick(ShopWords.actions)
    activity.id(random.pick(users))
    activity.text(module)
    activity.text(action)
    activity.text {
      $0.append("/customers/")
      customer.id.append(to: &$0)
    }
    activity.text {
      $0.append(#"{"bill":"#)
      $0.append(100_000 + bill)
      $0.append(#","customer":{"number":"#)
      $0.append(customer.number)
      $0.append(#","name":""#)
      $0.append(name: customer.firstName, customer.lastName)
      $0.append(#"","town":""#)
      $0.append(ShopWords.towns[customer.town])
      $0.append(#""},"before":{"balance":"#)
      $0.append(customer.balance)
      $0.append(#"},"remark":""#)
      $0.append(sentences: random.number(1...2), from: ShopWords.happenings, &random)
      $0.append(#""}"#)
    }
    activity.text {
      $0.append("39.50.")
      $0.append(random.below(256))
      $0.append(byte: UInt8(ascii: "."))
      $0.append(random.below(256))
    }
    activity.text(random.pick(ShopWords.browsers))
    activity.text { $0.append(timestamp: time) }
    try activity.insert()
  }

  /// What people looked at in the days after the last delivery.
  func fillAfterClosing() throws {
    closingLogs += 1
    let closing = ShopCalendar.opening + Int64(ShopCalendar.days) * ShopCalendar.day
    try fillActivity(at: closing + Int64(closingLogs) * 10_000, bill: steps)
  }
}
