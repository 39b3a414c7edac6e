import assert from "node:assert/strict";
import { test } from "node:test";
import { messageFormat } from "../dist/framing/framing.js";
import { ProtocolFault } from "../dist/json-rpc.js";
import { framings } from "./support/fakes.mjs";

const texts = ["{}", '{"a":"añ漢😀"}', "[]", JSON.stringify({ long: "x".repeat(300) })];

function decoded(framing, chunks) {
  const { decoder } = messageFormat(framing);
  const found = [];
  for (const chunk of chunks) decoder.push(chunk, (text) => found.push(text));
  return found;
}

for (const framing of framings) {
  const bytes = Buffer.from(texts.map(messageFormat(framing).encode).join(""));

  test(`${framing}: messages are found in one chunk`, () => {
    assert.deepEqual(decoded(framing, [bytes]), texts);
  });

  test(`${framing}: messages are found wherever two chunks meet, within a character too`, () => {
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      assert.deepEqual(decoded(framing, [bytes.subarray(0, cut), bytes.subarray(cut)]), texts);
    }
  });

  test(`${framing}: messages are found in single bytes`, () => {
    assert.deepEqual(decoded(framing, [...bytes].map((byte) => Buffer.from([byte]))), texts);
  });

  test(`${framing}: bytes that are not UTF-8 are refused, and a replacement character is not`, () => {
    const encode = (text) => Buffer.from(messageFormat(framing).encode(text));
    const marked = encode('{"a":"?"}');
    marked[marked.indexOf(0x3f)] = 0xff;
    assert.throws(() => decoded(framing, [marked]), ProtocolFault);
    assert.deepEqual(decoded(framing, [encode('{"a":"\uFFFD"}')]), ['{"a":"\uFFFD"}']);
  });
}

test("newline: CRLF ends a line as LF does, and empty lines are skipped", () => {
  assert.deepEqual(decoded("newline", [Buffer.from('\r\n\n  \n{"a":1}\r\n\n[]\n')]), ['{"a":1}\r', "[]"]);
});

test("newline: rubbish is told by its first byte, without waiting for the end of its line", () => {
  for (const rubbish of ["Hello", "\x00", "\x1b[31m", "Content-Length: 2"]) {
    assert.throws(() => decoded("newline", [Buffer.from(rubbish)]), ProtocolFault);
  }
});

test("contentLength: the type is skipped, and names are taken in any case", () => {
  const stream = "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length:2\r\n\r\n{}";
  assert.deepEqual(decoded("contentLength", [Buffer.from(stream)]), ["{}"]);
});

const wrongHeaders = [
  '{"jsonrpc":"2.0"}\n',
  "\r\n",
  "Content-Type: text/plain\r\n\r\n",
  "Content-Length: two\r\n\r\n",
  "Content-Length: -2\r\n\r\n",
  "Content-Length: 999999999999\r\n\r\n",
  "Content-Length: 99999999999999999999\r\n\r\n",
  "no header\r\n",
  "Content-Language: en\r\n",
  "Loading",
  `Content-Type: ${"x".repeat(5000)}`,
];

for (const header of wrongHeaders) {
  test(`contentLength: ${JSON.stringify(header.slice(0, 40))} is refused`, () => {
    assert.throws(() => decoded("contentLength", [Buffer.from(header)]), ProtocolFault);
  });
}
