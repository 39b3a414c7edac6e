import assert from "node:assert/strict";
import { test } from "node:test";
import { excerpt, ProtocolFault, readMessages } from "../dist/json-rpc.js";

const read = (fields) => readMessages(JSON.stringify({ jsonrpc: "2.0", ...fields }))[0];

test("replies, notifications and requests are told apart", () => {
  assert.equal(read({ id: 1, result: null }).type, "result");
  assert.equal(read({ id: null, error: { code: 1, message: "m" } }).type, "error");
  assert.equal(read({ method: "m" }).type, "notification");
  assert.equal(read({ method: "m", id: "a" }).type, "request");
});

test("a batch gives its messages in turn", () => {
  const reply = { jsonrpc: "2.0", id: 1, result: {} };
  assert.deepEqual(readMessages(JSON.stringify([reply, { ...reply, id: 2 }])).map(({ id }) => id), [1, 2]);
});

const refused = [
  "", "{", "nonsense", "null", "5", '"text"', "[]", "[5]", "{}",
  '{"id":1,"result":{}}',
  '{"jsonrpc":"1.0","id":1,"result":{}}',
  '{"jsonrpc":"2.0","id":1}',
  '{"jsonrpc":"2.0","result":{}}',
  '{"jsonrpc":"2.0","id":{},"result":{}}',
  '{"jsonrpc":"2.0","id":1,"error":"text"}',
  '{"jsonrpc":"2.0","id":1,"error":{"code":"1","message":"m"}}',
  '{"jsonrpc":"2.0","id":1,"result":{},"error":{"code":"x"}}',
  '{"jsonrpc":"2.0","id":1,"method":5}',
];

for (const text of refused) {
  test(`${text || "nothing"} is no message`, () => assert.throws(() => readMessages(text), ProtocolFault));
}

test("what a fault quotes is short, so that it gives no secret away", () => {
  const text = `{"token":"${"s".repeat(100)}"`;
  assert.throws(() => readMessages(text), (fault) => !fault.message.includes("s".repeat(20)));
  assert.equal(excerpt("short"), '"short"');
});
