// Calls against fakes: replies, errors, faults of the protocol, and ends of the process.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  BusyError,
  MessageTooLargeError,
  MethodNotFoundError,
  ProcessExitedError,
  ProtocolError,
  ServiceError,
  StrongroomError,
} from "../dist/index.js";
import { clientOf, errorOf, framings, keepingLogger, nextEvent } from "./support/fakes.mjs";

for (const framing of framings) {
  test(`calls that run at once get their own results, in any order (${framing})`, async (t) => {
    const client = clientOf(t, "scripted.mjs", { framing });
    const held = [1, 2, 3].map((key) => client.call("hold", { key }));
    const others = await Promise.all(
      Array.from({ length: 500 }, (_, number) => client.call("echo", { number })),
    );
    assert.deepEqual(others.map(({ number }) => number), Array.from({ length: 500 }, (_, number) => number));
    for (const key of [3, 1, 2]) await client.call("release", { key });
    assert.deepEqual(await Promise.all(held), ["released", "released", "released"]);
  });

  test(`a process that dies fails each call in flight with its method (${framing})`, async (t) => {
    const client = clientOf(t, "scripted.mjs", { framing });
    const errors = [client.call("hold", { key: 1 }), client.call("untilCancelled", {}), client.call("die")].map(errorOf);
    const [first, second] = await Promise.all(errors);
    assert.ok(first instanceof ProcessExitedError && first instanceof StrongroomError);
    assert.deepEqual(
      [first.kind, first.method, first.exitCode, first.signal, second.method],
      ["processExited", "hold", null, "SIGKILL", "untilCancelled"],
    );
    assert.match(first.message, /SIGKILL.*idempotencyKey/s);
  });

  const rubbish = {
    "a line of text": "Segmentation fault\n",
    "text without an end": "Loading",
    "bytes": "\x00\xff\xfe\x01".repeat(50),
    "JSON that is no message": '{"hello":"world"}\n',
    "half a message": '{"jsonrpc":"2.0","id":\n',
    "a message without its frame": framing === "newline"
      ? 'Content-Length: 38\r\n\r\n{"jsonrpc":"2.0","id":1,"result":null}'
      : '{"jsonrpc":"2.0","id":1,"result":null}\n',
  };
  for (const [name, text] of Object.entries(rubbish)) {
    test(`${name} on stdout ends the process with ProtocolError (${framing})`, async (t) => {
      const client = clientOf(t, "scripted.mjs", { framing });
      await client.start();
      const exited = nextEvent(client, "process/exited");
      const held = errorOf(client.call("hold", { key: 1 }));
      client.notify("raw", { base64: Buffer.from(text, "latin1").toString("base64") });
      const error = await held;
      assert.ok(error instanceof ProtocolError);
      assert.deepEqual([error.kind, error.method], ["protocolError", "hold"]);
      assert.deepEqual(await exited, { code: null, signal: "SIGKILL", willRestart: true });
      assert.deepEqual(await client.ping(), {}, "another process has been started");
    });
  }

  test(`several messages in one chunk are all taken (${framing})`, async (t) => {
    const client = clientOf(t, "scripted.mjs", { framing });
    const seen = [];
    client.on("test/number", ({ number }) => seen.push(number));
    const numbers = Array.from({ length: 100 }, (_, number) => number);
    const messages = numbers.map((number) => ({ method: "test/number", params: { number } }));
    await client.call("burst", { messages });
    assert.deepEqual(seen, numbers);
  });
}

test("an answer is taken even if the process is gone when it arrives", async (t) => {
  assert.equal(await clientOf(t, "scripted.mjs").call("answerAndDie"), "the last words");
});

test("an exit code and the last lines of stderr are in the error", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  const error = await errorOf(client.call("leave", { code: 7, stderr: "one\ntwo\n" }));
  assert.deepEqual([error.exitCode, error.signal, error.stderr], [7, null, ["one", "two"]]);
  assert.match(error.message, /exit code 7.*one\n {2}two/s);
});

for (const method of ["closeStdout", "closeStdin"]) {
  test(`a process that does ${method} and lives on is ended, so that no call waits for ever`, async (t) => {
    const client = clientOf(t, "scripted.mjs");
    if (method === "closeStdin") await client.call("closeStdin");
    const calls = [client.call("hold", { key: 1 }), client.call("hold", { key: 2 })].map(errorOf);
    if (method === "closeStdout") client.notify("closeStdout");
    for (const error of await Promise.all(calls)) assert.ok(error instanceof ProcessExitedError);
  });
}

test("a child that outlives the process and holds its pipes keeps no call waiting", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  const child = nextEvent(client, "test/child");
  const error = await errorOf(client.call("leaveChild"));
  assert.ok(error instanceof ProcessExitedError);
  const { pid } = await child;
  process.kill(pid, 0); // It is still there.
  process.kill(pid, "SIGKILL");
});

test("a reply without an id fails the only request without an answer, and nothing else", async (t) => {
  const logger = keepingLogger();
  const client = clientOf(t, "scripted.mjs", { logger });
  const { serverInfo } = await client.start();
  const error = await errorOf(client.call("nullId"));
  assert.ok(error instanceof ProtocolError);
  assert.match(error.message, /could not read the request nullId/);
  assert.match(error.stack, /calls\.test\.mjs/);
  assert.equal(logger.lines.filter(([level, line]) => level === "warn" && /could not read/.test(line)).length, 1);
  assert.deepEqual(await client.ping(), {}, "the process is still there");
  assert.equal(serverInfo.name, "strongroom");
  assert.equal(logger.lines.filter(([, line]) => /has ended/.test(line)).length, 0);
});

test("a reply without an id among several requests ends none of them", async (t) => {
  const logger = keepingLogger();
  const client = clientOf(t, "scripted.mjs", { logger });
  await client.start();
  const held = client.call("hold", { key: 1 });
  const unread = errorOf(client.call("nullId", {}, { timeoutMs: 300 }));
  assert.deepEqual(await client.call("release", { key: 1 }), {});
  assert.equal(await held, "released");
  assert.equal((await unread).kind, "timedOut");
  assert.equal(logger.lines.filter(([level]) => level === "warn").length, 1);
});

for (const method of ["initialize", "shutdown", "exit"]) {
  test(`${method} is the client's own: it is refused, and nothing is sent`, async (t) => {
    const client = clientOf(t, "scripted.mjs");
    const acting = client.actingAs({ token: "x" });
    for (const refused of [client.call(method), acting.call(method, {}), client.notify(method)]) {
      const error = await errorOf(refused);
      assert.ok(error instanceof TypeError);
      assert.match(error.message, /start\(\) and close\(\)/);
    }
    assert.equal(client.server, undefined, "nor a process started");
  });
}

test("a request of the server is answered: there is no such method", async (t) => {
  const answer = await clientOf(t, "scripted.mjs").call("askClient");
  assert.equal(answer.code, -32601);
});

test("an error reply is an error of the class of its kind", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  const data = { kind: "busy", operation: "restoreBackup", retryAfter: 3, hint: "Wait.", newField: true };
  const error = await errorOf(client.call("error", { code: 1004, message: "Somebody is at it.", data }));
  assert.ok(error instanceof BusyError && error instanceof ServiceError && error instanceof StrongroomError);
  assert.deepEqual(
    [error.name, error.kind, error.code, error.message, error.hint, error.method, error.data],
    ["BusyError", "busy", 1004, "Somebody is at it.", "Wait.", "error", data],
  );
  assert.match(error.stack, /^BusyError: Somebody is at it\.\n[^]*calls\.test\.mjs/, "and it leads to the call");
});

test("the stack of an error leads to the call, whoever made it", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  const acting = client.actingAs({ token: "x" });
  const params = { code: 1004, message: "No.", data: { kind: "busy" } };
  for (const call of [() => client.call("error", params), () => acting.call("error", params)]) {
    const { stack } = await errorOf(call());
    assert.match(stack, /^BusyError: No\.\n    at [^\n]*calls\.test\.mjs/);
  }
  for (const each of [client, acting]) {
    const { stack } = await errorOf(each.getBackup({ id: "x" }, { signal: AbortSignal.abort() }));
    assert.match(stack, /^CancelledError: [^\n]*\n[^\n]*getBackup[^\n]*\n[^\n]*calls\.test\.mjs/);
  }
  const { stackTraceLimit } = Error;
  t.after(() => (Error.stackTraceLimit = stackTraceLimit));
  Error.stackTraceLimit = 0;
  assert.equal((await errorOf(acting.call("error", params))).stack, "BusyError: No.");
});

const unknownErrors = [
  ["an unknown kind", { kind: "moonPhase", phase: "full" }, "moonPhase"],
  ["a kind that every object has", { kind: "constructor" }, "constructor"],
  ["no data", undefined, "unknown"],
  ["data without a kind", { hint: 5 }, "unknown"],
  ["data that is no object", "text", "unknown"],
];

for (const [name, data, kind] of unknownErrors) {
  test(`an error reply with ${name} is a ServiceError of the kind ${kind}`, async (t) => {
    const error = await errorOf(clientOf(t, "scripted.mjs").call("error", { code: 4711, message: "m", data }));
    assert.equal(error.constructor, ServiceError);
    assert.deepEqual([error.name, error.kind, error.code, error.hint], ["ServiceError", kind, 4711, undefined]);
  });
}

test("a method that does not exist is an error of that kind", async (t) => {
  const error = await errorOf(clientOf(t, "scripted.mjs").call("no/such/method"));
  assert.ok(error instanceof MethodNotFoundError);
});

for (const framing of framings) {
  test(`a request is taken up to the limit, and refused unsent above it (${framing})`, async (t) => {
    const client = clientOf(t, "scripted.mjs", { framing, env: { FAKE_MESSAGE_BYTES: "1000" } });
    await client.start();
    // The request is echoed, so that its size is known: all of it but the text, in bytes.
    const size = (text) =>
      Buffer.byteLength(JSON.stringify({ jsonrpc: "2.0", id: 10, method: "echo", params: { text } }));
    for (let id = 3; id < 10; id += 1) await client.ping();
    const fitting = "ñ".repeat((1000 - size("")) / 2) + "x".repeat((1000 - size("")) % 2);
    assert.equal(size(fitting), 1000);
    assert.deepEqual(await client.call("echo", { text: fitting }), { text: fitting });
    const error = await errorOf(client.call("echo", { text: `${fitting}x` }));
    assert.ok(error instanceof MessageTooLargeError);
    assert.deepEqual([error.kind, error.method, error.size, error.limit], ["messageTooLarge", "echo", 1001, 1000]);
    assert.match(error.message, /limits\.messageBytes/);
    assert.ok((await errorOf(client.notify("note", { text: "x".repeat(1000) }))) instanceof MessageTooLargeError);
    assert.deepEqual(await client.call("received"), [], "nothing of it was sent");
  });
}

test("params that cannot be sent are refused by the call itself", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  const circular = {};
  circular.self = circular;
  for (const params of [circular, { size: 5n }, ["by position"], "text"]) {
    assert.ok((await errorOf(client.call("echo", params))) instanceof TypeError);
  }
  assert.ok((await errorOf(client.ping({}, { signal: {} }))) instanceof TypeError);
  assert.ok((await errorOf(client.ping({}, { timeoutMs: 0 }))) instanceof RangeError);
  for (const options of [{ timeout: 5 }, { onprogress() {} }, null, 5]) {
    assert.ok((await errorOf(client.ping({}, options))) instanceof TypeError);
  }
});

test("params are taken as they are when the call is made, even if it waits", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  const params = { label: "before" };
  const call = client.call("echo", params);
  params.label = "after";
  assert.deepEqual(await call, { label: "before" });
});

test("a notification is handed over, also before there is a process", async (t) => {
  const client = clientOf(t, "scripted.mjs");
  await client.notify("note", { number: 1 });
  await client.notify("note");
  assert.deepEqual(await client.call("received"), [
    { method: "note", params: { number: 1 } },
    { method: "note" },
  ]);
});

test("stderr goes to the logger a line at a time, whatever is in it", async (t) => {
  const logger = keepingLogger();
  const client = clientOf(t, "scripted.mjs", { logger });
  const base64 = (text) => Buffer.from(text, "latin1").toString("base64");
  await client.call("stderr", { base64: base64("2026-11-23T06:36:16+0000 error strongroom: bad\nplain\r\n") });
  await client.call("stderr", { base64: base64("\x00\xff\x1b[2J\n") });
  await client.call("stderr", { base64: base64("x".repeat(1_000_000)) });
  await client.call("stderr", { base64: base64("\nafter\n") });
  await client.close();
  const lines = logger.lines.filter(([, line]) => !line.startsWith("strongroom "));
  assert.deepEqual(lines.map(([level, line]) => [level, line.length]), [
    ["error", 46], ["warn", 5], ["warn", 6], ["warn", 8192], ["warn", 5],
  ]);
});
