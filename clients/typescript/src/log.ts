import type { Logger } from "./options.js";

export type LogLevel = keyof Logger;

/** A logger that never throws, around the one of the application. */
export class Log {
  readonly #logger: Logger | undefined;

  constructor(logger: Logger | undefined) {
    this.#logger = logger;
  }

  write(level: LogLevel, message: string): void {
    try {
      const returned: unknown = this.#logger?.[level](message);
      if (returned !== undefined) Promise.resolve(returned).catch(() => undefined);
    } catch {
      // There is no better place to report it to, and no call may fail for it.
    }
  }

  /** Reports what code of the application has thrown. */
  writeThrown(where: string, error: unknown): void {
    this.write("error", `${where} threw: ${describeThrown(error)}`);
  }
}

const levels: Readonly<Record<string, LogLevel>> = {
  trace: "debug",
  debug: "debug",
  info: "info",
  notice: "info",
  warning: "warn",
  error: "error",
  critical: "error",
};

/** The level of a line that the program has logged; `warn` for anything else on its stderr. */
export function levelOfLine(line: string): LogLevel {
  const level = /^\d{4}-\d\d-\d\dT\S+ ([a-z]+) strongroom: /.exec(line)?.[1];
  return (level !== undefined && Object.hasOwn(levels, level) && levels[level]) || "warn";
}

function describeThrown(error: unknown): string {
  try {
    return error instanceof Error ? error.stack ?? error.message : String(error);
  } catch {
    return "something that cannot be shown";
  }
}
