import assert from "node:assert/strict";
import { test } from "node:test";
import { clientOf, errorOf } from "./support/fakes.mjs";

const fails = () => Promise.reject(new Error("the log is full"));
const throws = () => {
  throw new Error("the log is full");
};

for (const [name, write] of [["rejects", fails], ["throws", throws]]) {
  test(`a logger that ${name} changes nothing`, async (t) => {
    const unhandled = [];
    const keep = (reason) => unhandled.push(reason);
    process.on("unhandledRejection", keep);
    t.after(() => process.off("unhandledRejection", keep));
    const logger = { debug: write, info: write, warn: write, error: write };
    const client = clientOf(t, "scripted.mjs", { logger, restart: { initialDelayMs: 10 } });
    const onProgress = () => write();
    assert.equal(typeof (await client.createBackup({}, { onProgress })).backup, "object");
    await errorOf(client.call("die"));
    assert.deepEqual(await client.ping(), {});
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(unhandled, []);
  });
}
