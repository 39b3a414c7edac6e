// The parts that decide something by themselves.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Backoff } from "../dist/process/backoff.js";
import { levelOfLine, Log } from "../dist/log.js";
import { StderrLines } from "../dist/process/stderr-lines.js";
import { incompatibility } from "../dist/version-check.js";

test("delays are doubled up to the longest one", () => {
  const backoff = new Backoff({ initialDelayMs: 100, maxDelayMs: 1000 });
  const delays = [0, 0, 0, 0, 0, 0].map((lived) => backoff.delayAfter(lived, 0.5));
  assert.deepEqual(delays, [100, 200, 400, 800, 1000, 1000]);
});

test("a process that lived for ten seconds starts the delays anew", () => {
  const backoff = new Backoff({ initialDelayMs: 100, maxDelayMs: 1000 });
  const delays = [0, 9_999, 10_000, 0].map((lived) => backoff.delayAfter(lived, 0.5));
  assert.deepEqual(delays, [100, 200, 100, 200]);
});

test("jitter moves a delay by up to a fifth", () => {
  const delay = (random) => new Backoff({ initialDelayMs: 100, maxDelayMs: 100 }).delayAfter(0, random);
  assert.equal(Math.round(delay(0)), 80);
  assert.equal(Math.round(delay(1)), 120);
});

const versions = [
  ["1.2.3", "1.2.3", true], ["1.2.4", "1.2.3", true], ["1.3.0", "1.2.3", true], ["1.10.0", "1.9.0", true],
  ["1.2.3+build", "1.2.3", true], ["1.3.0-beta.1", "1.2.3", true],
  ["1.2.2", "1.2.3", false], ["1.2.3-beta.1", "1.2.3", false], ["0.9.0", "1.0.0", false], ["2.0.0", "1.0.0", false],
  ["1.2", "1.0.0", false], ["", "1.0.0", false], ["1.0.0.0", "1.0.0", false], ["v1.0.0", "1.0.0", false],
];

for (const [version, contract, fits] of versions) {
  test(`version ${version} ${fits ? "fits" : "does not fit"} a client of ${contract}`, () => {
    assert.equal(incompatibility(version, contract) === undefined, fits);
  });
}

function lines(...chunks) {
  const found = [];
  const cutter = new StderrLines((line) => found.push(line));
  for (const chunk of chunks) cutter.push(Buffer.from(chunk));
  cutter.end();
  return { found, last: cutter.last };
}

test("stderr is cut into lines, whatever the chunks are", () => {
  assert.deepEqual(lines("a\nb", "c\r\n", "\n", "d").found, ["a", "bc", "", "d"]);
  const bytes = [...Buffer.from("añ漢\n")].map((byte) => [byte]);
  assert.deepEqual(lines(...bytes).found, ["añ漢"]);
});

test("a line of a megabyte is cut at 8 KiB, and the next one is whole", () => {
  const { found } = lines("x".repeat(1_000_000), "y".repeat(10), "\nnext\n");
  assert.deepEqual(found.map((line) => line.length), [8192, 4]);
  const bytes = Array.from({ length: 10_000 }, () => "x");
  assert.deepEqual(lines(...bytes).found, ["x".repeat(8192)]);
});

test("the last twenty lines are kept", () => {
  const { last } = lines(Array.from({ length: 50 }, (_, number) => `${number}\n`).join(""));
  assert.deepEqual(last, Array.from({ length: 20 }, (_, index) => `${index + 30}`));
});

test("the program's own lines keep their level, and all others are warnings", () => {
  const line = (level) => `2026-11-23T06:36:16+0000 ${level} strongroom: [strongroom] Text.`;
  const levels = ["debug", "info", "notice", "warning", "error", "critical", "constructor"].map(line).map(levelOfLine);
  assert.deepEqual(levels, ["debug", "info", "info", "warn", "error", "error", "warn"]);
  assert.equal(levelOfLine("Segmentation fault"), "warn");
});

test("a logger that throws does no harm", () => {
  const fail = () => {
    throw new Error("full disk");
  };
  new Log({ debug: fail, info: fail, warn: fail, error: fail }).write("warn", "text");
  new Log(undefined).writeThrown("A listener", { toString: fail });
});
