// A conversation is recorded once. Then a program plays it again and breaks it, at each of its bytes.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { messageFormat } from "../dist/framing/framing.js";
import { Strongroom, StrongroomError } from "../dist/index.js";
import { fake, framings } from "./support/fakes.mjs";
import { temporaryFolder } from "./support/program.mjs";

const first = [
  { id: 1, result: { serverInfo: { name: "strongroom", version: "1.1.0" }, capabilities: {} } },
];
const second = [
  { method: "$/progress", params: { token: 2, value: { phase: "é", completed: 1, total: 1, unit: "steps" } } },
  { id: 3, error: { code: 1003, message: "Nothing.", data: { kind: "notFound", id: "x" } } },
  { id: 2, result: { backup: { id: "b", label: "漢" } } },
];

/** Makes both calls on a program that plays these bytes. @returns what became of each, in a word. */
async function play(t, folder, framing, name, parts, stays) {
  const files = parts.map((bytes, index) => {
    const path = join(folder, `${name}-${index}`);
    writeFileSync(path, bytes);
    return path;
  });
  const client = new Strongroom({
    command: fake("recorded.sh"),
    database: "app.db",
    framing,
    restart: false,
    startTimeoutMs: 1500,
    closeTimeoutMs: 1500,
    env: {
      FAKE_FIRST: files[0], FAKE_FIRST_BYTES: `${parts[0].length}`,
      FAKE_SECOND: files[1], FAKE_SECOND_BYTES: `${parts[1].length}`,
      FAKE_STAYS: stays ? "1" : "",
    },
  });
  const outcome = (call, isRight) => call.then(
    (result) => (isRight(result) ? "right" : `wrong: ${JSON.stringify(result)}`),
    (error) => (error instanceof StrongroomError ? error.kind : `no typed error: ${error.stack}`),
  );
  client.start().catch(() => undefined); // It takes the first id.
  const backup = client.createBackup({}, { timeoutMs: 3000 });
  const outcomes = Promise.all([
    outcome(backup, ({ backup: found }) => found.id === "b" && found.label === "漢"),
    outcome(client.getBackup({ id: "x" }, { timeoutMs: 3000 }), () => false),
  ]);
  const found = await outcomes;
  await client.close();
  return found;
}

/** Runs many at once, as each waits for a process. */
async function forEachByte(count, action) {
  const positions = Array.from({ length: count }, (_, index) => index);
  const worker = async () => {
    for (let at; (at = positions.shift()) !== undefined; ) await action(at);
  };
  await Promise.all(Array.from({ length: 12 }, worker));
}

const allowed = new Set([
  "right", "notFound", "startFailed", "processExited", "protocolError", "timedOut",
]);

const faults = {
  "ends": { broken: (bytes, at) => bytes.subarray(0, at), stays: false },
  "puts a line feed": {
    broken: (bytes, at) => Buffer.concat([bytes.subarray(0, at), Buffer.from("\n"), bytes.subarray(at)]),
    stays: true,
  },
  "puts a byte that is no UTF-8 instead": {
    broken: (bytes, at) => Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff]), bytes.subarray(at + 1)]),
    stays: true,
  },
};

for (const framing of framings) {
  const encode = (messages) => Buffer.from(
    messages.map((message) => messageFormat(framing).encode(JSON.stringify({ jsonrpc: "2.0", ...message }))).join(""),
  );
  const parts = [encode(first), encode(second)];

  test(`the recording, unbroken, gives the result and the error (${framing})`, async (t) => {
    assert.deepEqual(await play(t, temporaryFolder(t), framing, "whole", parts, true), ["right", "notFound"]);
  });

  for (const [name, { broken, stays }] of Object.entries(faults)) {
    test(`a program that ${name} at any byte: each call ends, right or with a typed error (${framing})`, async (t) => {
      const folder = temporaryFolder(t);
      const [start, replies] = parts;
      const counts = {};
      await forEachByte(start.length + replies.length, async (at) => {
        const isFirst = at < start.length;
        const played = isFirst
          ? [broken(start, at), isFirst && !stays ? Buffer.alloc(0) : replies]
          : [start, broken(replies, at - start.length)];
        const outcomes = await play(t, folder, framing, `${at}`, played, stays);
        for (const outcome of outcomes) {
          assert.ok(allowed.has(outcome), `byte ${at}: ${outcome}`);
          counts[outcome] = (counts[outcome] ?? 0) + 1;
        }
      });
      t.diagnostic(JSON.stringify(counts));
      assert.ok(counts.startFailed > 0 && (counts.processExited ?? counts.protocolError) > 0);
    });
  }
}
