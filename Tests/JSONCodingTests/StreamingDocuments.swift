import JSONCoding

/// Gives `bytes` in pieces of at most `piece` bytes.
func source(_ bytes: [UInt8], piece: Int = .max) -> JSONStreamReader.Source {
  var rest = bytes[...]
  return { buffer in
    let count = min(piece, buffer.count, rest.count)
    buffer.copyBytes(from: rest.prefix(count))
    rest = rest.dropFirst(count)
    return count
  }
}

func reader(
  _ text: String, piece: Int = .max, bufferSize: Int = 1 << 16,
  limits: JSONStreamReader.Limits = .init()
) -> JSONStreamReader {
  JSONStreamReader(
    limits: limits, bufferSize: bufferSize, source: source(Array(text.utf8), piece: piece))
}

func text(_ bytes: UnsafeRawBufferPointer) -> String { String(decoding: bytes, as: UTF8.self) }

/// The ways in which a text may reach the reader: the bytes at a time, and the buffer's size.
let feeds = [(1, 1), (2, 3), (3, 1), (7, 16), (64, 5), (Int.max, 1), (Int.max, 1 << 16)]

/// Texts that any reader must take, by RFC 8259.
let validDocuments: [String] = [
  "null", "true", "false", "0", "-0", "1", "-1", "12", "120", "0.0", "-0.0", "1.5", "0.25e10",
  "1e5", "1E5", "1e+5", "1e-5", "1.5E-05", "-12.25e+02", "9223372036854775807",
  "123456789012345678901234567890", "0.1000000000000000055511151231257827", "1e999", "1e-999",
  #""""#, #"" ""#, #""a""#, #""abcdefg""#, #""abcdefgh""#, #""abcdefghi""#,
  #""\"\\\/\b\f\n\r\t""#, #""\u0000\u001F\u007f\uFFFF\uabCD""#, #""\ud83d\ude00\uD834\uDD1E""#,
  #""\u005C\u0022""#, #""\\u0041\\""#, #""long text before \n and long text after""#,
  "\"ü€😀\"", "\"\u{7F}\u{80}\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}\"", "\"a\u{2028}b\"",
  "\"\u{FEFF}\"", "\"text and then \u{E9}\"", #""ä\nö""#,
  "[]", "[ ]", "[[]]", "[1]", "[1,2]", "[ 1 , 2 ]", "[\n1\r\n,\t2]",
  "[null,true,false,\"\",0,[],{}]",
  "[[[[[[[[1]]]]]]],2]", "{}", "{ }", #"{"":0}"#, #"{"a":1}"#, #"{ "a" : 1 , "b" : [ ] }"#,
  #"{"a":{"a":{"a":{}}}}"#, #"{"a":1,"A":2,"aa":3,"a ":4}"#, #"{"\u0061\n":1,"ä":2,"b\\":3}"#,
  " 1 ", "\t\n\r 1\n\n", "\u{FEFF}1", "\u{FEFF} [1]", "[1.0e0,1]", #"["a" , "b"]"#,
  #"[{"id":1,"name":"x"},{"id":2,"name":"y\n"}]"#,
  #"{"0":0,"1":1,"2":2,"3":3,"4":4,"5":5,"6":6,"7":7,"8":8,"9":9,"10":0,"11":1,"12":2,"13":3,"14":4,"15":5,"16":6,"17":7}"#,
]

/// Texts that this reader must refuse.
let invalidDocuments: [String] = [
  // Incomplete
  "", " ", "\n", "[", "{", "\"", "\"a", "[1", "[1,", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,",
  "t", "tru", "f", "fals", "n", "nul", "-", "1.", "1e", "1e+", "-1.", "\"\\", "\"\\u", "\"\\u00",
  "\"\\u0041", "\"\\ud83d", "\"\\ud83d\\", "\"\\ud83d\\u", "\"\\ud83d\\ude0", "\u{FEFF}", "[[]",
  "[{}", "{\"a\":{}", "{\"a\":[]",
  // More than a text
  "1 2", "1,", "[]]", "{}}", "[],", "[][]", "null null", "true,false", "\"a\"\"b\"", "1\u{0}",
  "\u{0}", "[1]\u{0}", "{}#", "[]//", "1\u{FEFF}", "\u{FEFF}\u{FEFF}1", "[\u{FEFF}1]",
  // Structure
  "[,]", "[1,]", "[,1]", "[1,,2]", "[1 2]", "[1:2]", "[1;2]", "[1}", "{1}", "{,}", "{\"a\"}",
  "{\"a\",1}", "{\"a\":}", "{\"a\":1,}", "{\"a\":1,,\"b\":2}", "{\"a\":1 \"b\":2}", "{\"a\"::1}",
  "{\"a\" 1}", "{\"a\":1]", "{a:1}", "{'a':1}", "{1:1}", "{null:1}", "{[]:1}", "{\"a\":1:2}", "]",
  "}", ",", ":", "{\"a\":\"b\":\"c\"}", "[\"a\":1]", "[1,\n]", "{\"a\":1,\n}", "{\"a\"\u{0}:1}",
  // Words
  "True", "FALSE", "Null", "nulll", "truefalse", "nul1", "none", "undefined", "NaN", "Infinity",
  "-Infinity", "nan", "[tru]", "[nul,1]", "yes",
  // Numbers
  "+1", ".5", "-.5", "01", "-01", "00", "0x10", "1.e5", "1..5", "1.5.5", "1e5e5", "1e5.5", "--1",
  "1-", "1+1", "1_000", "1e++5", "-a", "0e", "0.e1", "[-]", "[1.]", "[1e]", "[01]", "1a", "２",
  // Strings
  "'a'", "\"\\a\"", "\"\\x41\"", "\"\\'\"", "\"\\0\"", "\"\\U0041\"", "\"\\u12g4\"",
  "\"\\u-123\"", "\"\\u 123\"", "\"\\u1\"", "\"\\u12\"", "\"\\u123\"", "\"\\\"", "\"\\ \"",
  "\"\\\u{E9}\"", "\"a\u{0}b\"", "\"a\u{1}b\"", "\"a\u{1F}b\"", "\"a\tb\"", "\"a\nb\"", "\"a\rb\"",
  "\"long enough text\u{8}\"", "\"\\n\u{9}\"", "\"a\"b\"", "\"\\ud800\"", "\"\\udc00\"",
  "\"\\ud800\\n\"", "\"\\ud800a\"", "\"\\ud800\\u0041\"", "\"\\ud800\\ud800\"",
  "\"\\udc00\\ud800\"", "\"\\uDBFF\\uE000\"", "{\"\\ud800\":1}",
  // Keys
  #"{"a":1,"a":2}"#, #"{"a":1,"b":2,"a":1}"#, #"{"a":1,"\u0061":2}"#, #"{"":1,"":2}"#,
  #"{"x":{"a":1,"a":2}}"#, #"[{"ä":1,"\u00e4":2}]"#,
  #"{"0":0,"1":1,"2":2,"3":3,"4":4,"5":5,"6":6,"7":7,"8":8,"9":9,"10":0,"11":1,"12":2,"13":3,"14":4,"15":5,"16":6,"3":7}"#,
  #"{"0":0,"1":1,"2":2,"3":3,"4":4,"5":5,"6":6,"7":7,"8":8,"9":9,"10":0,"11":1,"12":2,"13":3,"14":4,"15":5,"16":6,"16":7}"#,
  // Comments and other blanks
  "/**/1", "1//", "[1/**/]", "#1", "\u{A0}1", "\u{B}1", "\u{C}1", "[1\u{2028}]", "\u{85}1",
]

/// What cannot stand in a string, since it is not UTF-8.
let invalidUTF8: [[UInt8]] = [
  [0x80], [0xBF], [0xC3], [0xC0, 0x80], [0xC1, 0xBF], [0xC3, 0x28], [0xE2, 0x82],
  [0xE0, 0x80, 0x80],
  [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xEF, 0xBF],
  [0xF0, 0x80, 0x80, 0x80],
  [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
  [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xC3, 0xA9, 0xA9],
]
