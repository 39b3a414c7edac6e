/// The words that the shop's rows are made of.
enum ShopWords {
  static let firstNames: [StaticString] = [
    "Muhammad", "Ahmed", "Ali", "Hassan", "Hussain", "Usman", "Bilal", "Imran", "Kashif", "Faisal",
    "Tariq", "Nadeem", "Shahid", "Zubair", "Waqas", "Adnan", "Rizwan", "Saad", "Hamza", "Talha",
    "Ayesha", "Fatima", "Zainab", "Sadia", "Nazia", "Rabia", "Sana", "Hina", "Mariam", "Khadija",
    "Abdul Rehman", "Ghulam Abbas", "Noor", "Iqra", "Farhan", "Junaid", "Asif", "Arslan", "Danish",
    "Yasir",
  ]
  static let lastNames: [StaticString] = [
    "Khan", "Malik", "Butt", "Chaudhry", "Sheikh", "Qureshi", "Siddiqui", "Awan", "Rajput", "Mirza",
    "Bhatti", "Gondal", "Cheema", "Warraich", "Abbasi", "Baloch", "Memon", "Soomro", "Afridi",
    "Yousafzai", "Khattak", "Hashmi", "Gilani", "Ansari", "Mughal", "Jutt", "Dar", "Niazi", "Shah",
    "Raza",
  ]
  static let towns: [StaticString] = [
    "Lahore", "Karachi", "Rawalpindi", "Islamabad", "Faisalabad", "Multan", "Gujranwala", "Sialkot",
    "Peshawar", "Quetta", "Hyderabad", "Bahawalpur", "Sargodha", "Sukkur", "Abbottabad", "Mardan",
    "Gujrat", "Jhelum", "Sahiwal", "Okara",
  ]
  static let quarters: [StaticString] = [
    "Gulberg III", "Model Town", "Johar Town", "Satellite Town", "Gulshan-e-Iqbal", "Saddar",
    "Civil Lines", "Cantt", "DHA Phase 5", "Bahria Town", "Wapda Town", "Shah Faisal Colony",
    "North Nazimabad", "Samanabad", "Iqbal Town", "G-9 Markaz", "Peoples Colony", "Madina Town",
    "Hayatabad", "Qasimabad",
  ]
  static let streets: [StaticString] = [
    "Main Bazaar", "Ferozepur Road", "GT Road", "Jinnah Avenue", "Circular Road", "Canal Bank Road",
    "Masjid Street", "College Road", "Railway Road", "Liaquat Road", "Mall Road", "Bypass Road",
  ]
  static let notes: [StaticString] = [
    "Prefers delivery before noon.", "Pays at the end of the month.", "Call before delivery.",
    "Gate is at the back of the house.", "Restaurant, needs two cylinders every week.",
    "Ask for Haji sahib at the counter.", "Security deposit refunded in part.",
    "Wants the bill on WhatsApp.", "شکریہ، رقم اگلے ہفتے", "Old cylinder has a weak valve.",
    "Do not deliver on Friday afternoon.", "Referred by a neighbour.",
    "Keep the receipt for audit.",
  ]
  static let cylinderTypes: [StaticString] = [
    "Domestic (11.8kg)", "Standard (15kg)", "Commercial (45.4kg)", "Small (6kg)",
  ]
  /// Rupees for one filling of each of `cylinderTypes` when the shop opened.
  static let openingPrices = [2_410, 3_065, 9_280, 1_240]
  static let methods: [StaticString] = ["CASH", "CASH", "CASH", "JAZZCASH", "EASYPAISA", "BANK"]
  static let expenses: [StaticString] = [
    "FUEL", "SALARIES", "RENT", "ELECTRICITY", "VEHICLE_REPAIR", "CYLINDER_TESTING", "TEA_AND_FOOD",
    "MUNICIPAL_FEES",
  ]
  static let items: [StaticString] = [
    "Regulator 22 mm", "Rubber hose 1.5 m", "Brass valve", "Single burner stove", "Safety cap",
    "Two burner stove", "Gas leak detector", "Hose clamp", "Sealing washer", "Pressure gauge",
  ]
  static let modules: [StaticString] = [
    "BILLS", "CUSTOMERS", "PAYMENTS", "CYLINDERS", "INVENTORY", "EXPENSES", "REPORTS", "SETTINGS",
  ]
  static let actions: [StaticString] = ["CREATED", "UPDATED", "VIEWED", "EXPORTED", "PRINTED"]
  static let browsers: [StaticString] = [
    """
    Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
    Chrome/126.0.0.0 Safari/537.36
    """,
    """
    Mozilla/5.0 (Linux; Android 13; SM-A145F) AppleWebKit/537.36 (KHTML, like Gecko) \
    Chrome/125.0.0.0 Mobile Safari/537.36
    """,
    """
    Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
    Version/17.5 Mobile/15E148 Safari/604.1
    """,
  ]
  static let happenings: [StaticString] = [
    "Supply truck came late from the plant.", "Two riders absent today.",
    "New rate announced by OGRA, price list updated.", "Market closed because of a strike.",
    "Load shedding from two to five.", "Cash counted and handed to the branch manager.",
    "Twelve cylinders sent for pressure testing.", "A customer complained about a leaking valve.",
    "Rain, deliveries were slow.", "Eid holidays start tomorrow.",
    "Stock checked, nothing missing.",
    "Vehicle LEB-4417 went to the workshop.", "Recovered old dues from three shops.",
  ]
}

extension TextBuffer {
  mutating func append(name first: Int, _ last: Int) {
    append(ShopWords.firstNames[first])
    append(byte: UInt8(ascii: " "))
    append(ShopWords.lastNames[last])
  }

  /// Appends some sentences from `phrases`, at least one.
  mutating func append(
    sentences count: Int, from phrases: [StaticString], _ random: inout SeededRandom
  ) {
    for sentence in 0..<max(1, count) {
      if sentence > 0 { append(byte: UInt8(ascii: " ")) }
      append(random.pick(phrases))
    }
  }
}
