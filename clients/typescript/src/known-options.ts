import type { CallOptions, RestartOptions, StrongroomOptions } from "./options.js";

type Names<Options> = Readonly<Record<keyof Options, true>>;

const clientOptions: Names<StrongroomOptions> = {
  command: true,
  database: true,
  config: true,
  args: true,
  env: true,
  cwd: true,
  framing: true,
  auth: true,
  clientInfo: true,
  timeoutMs: true,
  startTimeoutMs: true,
  closeTimeoutMs: true,
  cancelGraceMs: true,
  restart: true,
  logger: true,
};
const restartOptions: Names<RestartOptions> = { initialDelayMs: true, maxDelayMs: true };
const callOptions: Names<CallOptions> = { onProgress: true, signal: true, timeoutMs: true };

/** @throws TypeError for what is no object of options, or names one that there is not. */
export function requireClientOptions(options: unknown): void {
  requireKnown("The options of Strongroom", options, clientOptions);
}

/** @throws TypeError as `requireClientOptions` does. */
export function requireRestartOptions(options: unknown): void {
  requireKnown("The option restart", options, restartOptions);
}

/** @throws TypeError as `requireClientOptions` does. */
export function requireCallOptions(options: unknown): void {
  requireKnown("The options of a call", options, callOptions);
}

function requireKnown(what: string, options: unknown, known: Readonly<Record<string, true>>): void {
  const names = Object.keys(known).join(", ");
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`${what} must be an object of: ${names}.`);
  }
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(known, name)) {
      throw new TypeError(`${what} have no ${JSON.stringify(name)}; there are: ${names}.`);
    }
  }
}
