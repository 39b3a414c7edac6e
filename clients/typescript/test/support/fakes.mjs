// The programs that misbehave, and clients of them.
import { fileURLToPath } from "node:url";
import { Strongroom } from "../../dist/index.js";

export const fake = (name) => fileURLToPath(new URL(`../fakes/${name}`, import.meta.url));

/** A client of a program in `fakes`, closed when the test is over. */
export function clientOf(t, name, options = {}) {
  const client = new Strongroom({ command: fake(name), database: "app.db", ...options });
  t.after(() => client.close());
  return client;
}

/** A logger that keeps what it is told, as `[level, message]`. */
export function keepingLogger() {
  const lines = [];
  const keep = (level) => (message) => lines.push([level, message]);
  return { lines, debug: keep("debug"), info: keep("info"), warn: keep("warn"), error: keep("error") };
}

/** The next event of this name. Unlike an idle client it keeps the event loop alive. */
export function nextEvent(client, name) {
  return new Promise((resolve) => {
    const alive = setInterval(() => undefined, 1000);
    const stop = client.on(name, (params) => {
      stop();
      clearInterval(alive);
      resolve(params);
    });
  });
}

/** What a promise rejects with. */
export async function errorOf(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("It did not fail.");
}

export const framings = ["newline", "contentLength"];
