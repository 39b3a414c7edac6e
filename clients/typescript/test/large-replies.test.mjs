import assert from "node:assert/strict";
import { test } from "node:test";
import { clientOf, framings } from "./support/fakes.mjs";

const unit = "añ漢😀"; // ten bytes, of one to four each
const sizes = [
  { name: "10 MB in large pieces", repeats: 1_000_000, piece: 1 << 20 },
  { name: "10 MB in pieces that cut characters", repeats: 1_000_000, piece: 65_537 },
  { name: "10 MB in tiny pieces", repeats: 1_000_000, piece: 997 },
  { name: "1 kB in single bytes, each by itself", repeats: 100, piece: 1, pause: true },
];

for (const framing of framings) {
  for (const { name, ...params } of sizes) {
    test(`a reply of ${name} arrives whole (${framing})`, async (t) => {
      const client = clientOf(t, "large-replies.mjs", { framing });
      const { text } = await client.call("large", params);
      assert.equal(text.length, unit.length * params.repeats);
      assert.ok(text === unit.repeat(params.repeats));
      assert.deepEqual(await client.ping(), {}, "and the next one is found behind it");
    });
  }
}
