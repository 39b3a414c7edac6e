// What the program could not read would be answered without an id: it is refused before it is sent.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Strongroom } from "../dist/index.js";
import { clientOf, errorOf } from "./support/fakes.mjs";
import { realClient, withProgram } from "./support/program.mjs";

/** Params of so many levels, themselves counted. */
function nested(levels, make = (value) => [value]) {
  let value = "secret";
  for (let level = 1; level < levels; level += 1) value = make(value);
  return { value };
}

const cyclic = {};
cyclic.self = cyclic;

const unreadable = {
  "a high surrogate alone": { label: "secret \ud800" },
  "a low surrogate alone": { label: "\udfffsecret" },
  "surrogates in the wrong order": { label: "\ude00\ud83d" },
  "a surrogate in a key": { a: { "secret\ud800": 1 } },
  "a surrogate after a backslash": { label: "\\\ud800" },
  "arrays nested 101 deep": nested(101),
  "objects nested 200 deep": nested(200, (value) => ({ value })),
  "what the stack cannot hold": nested(100_000),
  "a cycle": cyclic,
  "a number that JSON has not": { number: 1n },
  "what is no number": { limit: Number("secret") },
  "a number without end": { a: [{ limit: -Infinity }] },
  "a date that is none": { since: new Date("secret") },
  "a function": { label: () => "secret" },
  "a symbol": { label: [Symbol("secret")] },
};

for (const [name, params] of Object.entries(unreadable)) {
  test(`${name} is refused, and nothing is sent`, async (t) => {
    const client = clientOf(t, "scripted.mjs");
    for (const refused of [client.call("echo", params), client.createBackup(params), client.notify("note", params)]) {
      const error = await errorOf(refused);
      assert.ok(error instanceof TypeError, `${error}`);
      assert.doesNotMatch(error.message, /secret/);
    }
    assert.equal(client.server, undefined);
  });
}

test("a method and identities have to be readable as well", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  for (const method of ["\ud800", undefined, 5]) {
    assert.ok((await errorOf(client.call(method))) instanceof TypeError);
    assert.ok((await errorOf(client.notify(method))) instanceof TypeError);
  }
  for (const params of [5, "text", []]) assert.ok((await errorOf(client.notify("note", params))) instanceof TypeError);
  const auth = { token: "\ud800" };
  assert.throws(() => client.actingAs(auth), TypeError);
  assert.throws(() => new Strongroom({ database: "app.db", auth }), TypeError);
  assert.throws(() => new Strongroom({ database: "app.db", clientInfo: { name: "\ud800" } }), TypeError);
});

const readable = {
  "pairs of surrogates": { label: "😀", "🗝": "\ud83d\ude00" },
  "text that looks like an escape": { label: "\\ud800", other: '\\\\"\\udfff' },
  "brackets in strings": { label: "[".repeat(1000), [`{${"[".repeat(200)}`]: '"{' },
  "100 levels": nested(100),
  "what is left out": { label: undefined, a: { toJSON: undefined } },
  "many neighbours": { value: Array.from({ length: 500 }, () => [{}]) },
};

for (const [name, params] of Object.entries(readable)) {
  test(`${name} can be sent`, async (t) => {
    const echoed = await clientOf(t, "scripted.mjs").call("echo", params);
    assert.deepEqual(echoed, JSON.parse(JSON.stringify(params)));
  });
}

test("dates and what knows its own JSON are sent as that", async (t) => {
  const since = new Date("2026-03-01T09:30:00Z");
  const params = { since, id: { toJSON: () => "01m8" }, page: new Map() };
  const sent = { since: "2026-03-01T09:30:00.000Z", id: "01m8", page: {} };
  assert.deepEqual(await clientOf(t, "scripted.mjs").call("echo", params), sent);
});

test("the real program reads what is as deep as may be", withProgram, async (t) => {
  const client = realClient(t);
  assert.equal((await errorOf(client.call("ping", nested(100)))).kind, "invalidParams");
  assert.deepEqual(await client.ping(), {});
});
