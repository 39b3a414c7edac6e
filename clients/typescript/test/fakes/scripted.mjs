#!/usr/bin/env node
// Does what the methods that it is called with say.
import { spawn } from "node:child_process";
import { closeSync, writeSync } from "node:fs";
import { framed, send, serve } from "./fake-server.mjs";

const held = new Map();
const onCancel = new Map();
const received = [];

serve({
  echo: ({ id, params }) => send({ id, result: params }),
  /** The notifications that have arrived so far. */
  received: ({ id }) => send({ id, result: received }),
  /** Is answered by `release`. */
  hold: ({ id, params }) => held.set(params.key, id),
  release({ id, params }) {
    send({ id: held.get(params.key), result: "released" });
    send({ id, result: {} });
  },
  /** Is answered as `then` says, when it is cancelled: "result", "error" or "nothing". */
  untilCancelled({ id, params }) {
    onCancel.set(id, params.then);
    send({ method: "test/waiting", params: {} });
  },
  "$/cancelRequest"(message) {
    received.push({ method: message.method, params: message.params });
    const { id } = message.params;
    const then = onCancel.get(id);
    const error = { code: -32800, message: "The request was cancelled.", data: { kind: "cancelled" } };
    if (then === "result") send({ id, result: "past the point of no return" });
    if (then === "error") send({ id, error });
  },
  die: ({ params }) => process.kill(process.pid, params?.signal ?? "SIGKILL"),
  leave({ params }) {
    writeSync(2, params.stderr ?? "");
    process.exit(params.code);
  },
  /** Answers, and is gone before anybody can have read it. */
  answerAndDie({ id }) {
    writeSync(1, framed({ id, result: "the last words" }));
    process.kill(process.pid, "SIGKILL");
  },
  /** Dies, and leaves a child that holds its stdout and stderr open. */
  leaveChild() {
    const child = spawn("sleep", ["60"], { stdio: ["ignore", "inherit", "inherit"], detached: true });
    writeSync(1, framed({ method: "test/child", params: { pid: child.pid } }));
    process.kill(process.pid, "SIGKILL");
  },
  /** Writes bytes as they are. */
  raw({ params }) {
    process.stdout.write(Buffer.from(params.base64, "base64"));
  },
  stderr({ id, params }) {
    process.stderr.write(Buffer.from(params.base64, "base64"), () => send({ id, result: {} }));
  },
  closeStdout() {
    closeSync(1);
  },
  closeStdin({ id }) {
    process.stdin.destroy();
    closeSync(0); // Node itself never closes it.
    setInterval(() => undefined, 1000);
    send({ id, result: {} });
  },
  /** Several messages in one write. */
  burst({ id, params }) {
    const messages = params.messages.map((message) => framed(message));
    process.stdout.write(Buffer.concat([...messages, framed({ id, result: {} })]));
  },
  error: ({ id, params }) => send({ id, error: params }),
  nullId: () => send({ id: null, error: { code: -32700, message: "The message is not JSON." } }),
  askClient({ id }) {
    held.set("question", id);
    send({ id: "from the server", method: "client/question", params: {} });
  },
  createBackup({ id, params }) {
    const token = params.progressToken;
    const steps = params.label === "none" ? [] : [1, 2, 3];
    const progress = steps.map((completed) =>
      framed({
        method: "$/progress",
        params: { token, value: { phase: "compress", completed, total: 3, unit: "steps" } },
      }),
    );
    const error = { code: 1013, message: "The storage is full.", data: { kind: "storageFull", free: 1 } };
    const reply = params.label === "fails" ? { id, error } : { id, result: { backup: params } };
    process.stdout.write(Buffer.concat([...progress, framed(reply)]));
  },
  other(message) {
    if (message.method === undefined && message.id === "from the server") {
      send({ id: held.get("question"), result: message.error });
    } else if (message.id !== undefined) {
      const error = { code: -32601, message: "No such method.", data: { kind: "methodNotFound" } };
      send({ id: message.id, error });
    } else {
      received.push({ method: message.method, params: message.params });
    }
  },
});
