import { type ChildProcess, spawn } from "node:child_process";
import type { ProcessEnd } from "../errors.js";
import type { Liveness, Referable } from "./liveness.js";
import type { Settings } from "../settings.js";
import { StderrLines } from "./stderr-lines.js";

export interface ProcessHandlers {
  /** There is no process, and there will be none. */
  failed(error: NodeJS.ErrnoException): void;
  stdout(chunk: Buffer): void;
  stderrLine(line: string): void;
  /** The process is gone; something of its output may still arrive. */
  exited(): void;
  /** The process is gone and its output read. Nothing is called after this. */
  ended(end: ProcessEnd): void;
}

/** How long output is waited for after the exit: a child of the process may hold the pipes open. */
const drainMs = 500;
/** How long a process may live on once a pipe to it is broken, so that no call waits for ever. */
const brokenPipeMs = 1000;

/** A process and its pipes. None of them keeps the event loop alive but by `Liveness`. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #handlers: ProcessHandlers;
  readonly #liveness: Liveness;
  readonly #stderr: StderrLines;
  readonly #timers: NodeJS.Timeout[] = [];
  #outgoing = "";
  #openOutputs = 2;
  #exit: { code: number | null; signal: string | null } | undefined;
  #isOver = false;
  #isExpectedToEnd = false;

  /** @throws what `spawn` throws for a program that the system refuses at once. */
  constructor(settings: Settings, liveness: Liveness, handlers: ProcessHandlers) {
    this.#handlers = handlers;
    this.#liveness = liveness;
    this.#stderr = new StderrLines((line) => handlers.stderrLine(line));
    this.#child = spawn(settings.command, settings.arguments, {
      cwd: settings.cwd,
      env: settings.env === undefined ? undefined : { ...process.env, ...settings.env },
      stdio: ["pipe", "pipe", "pipe"],
      // In a session of its own, so that Ctrl-C at the terminal reaches the application alone.
      detached: true,
      windowsHide: true,
    });
    this.#child.on("error", (error) => this.#fail(error));
    this.#child.on("exit", (code, signal) => this.#exited(code, signal));
    liveness.add(this.#child);
    this.#connectPipes();
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** The last lines of stderr. */
  get stderr(): readonly string[] {
    return this.#stderr.last;
  }

  /** Sends at the end of this turn, together with what else is written in it. */
  write(text: string): void {
    if (this.#outgoing === "") queueMicrotask(() => this.#flush());
    this.#outgoing += text;
  }

  /** Closes stdin, once everything is sent. */
  end(): void {
    this.#isExpectedToEnd = true;
    this.#flush();
    this.#child.stdin?.end();
  }

  kill(signal: "SIGTERM" | "SIGKILL"): void {
    this.#isExpectedToEnd = true;
    this.#child.kill(signal);
  }

  #connectPipes(): void {
    const { stdin, stdout, stderr } = this.#child;
    for (const pipe of [stdin, stdout, stderr]) {
      if (isReferable(pipe)) pipe.unref();
    }
    stdin?.on("error", () => this.#breakPipe());
    stdout?.on("data", (chunk: Buffer) => {
      if (!this.#isOver) this.#handlers.stdout(chunk);
    });
    stderr?.on("data", (chunk: Buffer) => {
      if (!this.#isOver) this.#stderr.push(chunk);
    });
    stdout?.on("close", () => {
      this.#breakPipe();
      this.#closeOutput();
    });
    stderr?.on("close", () => this.#closeOutput());
    stdout?.on("error", () => undefined);
    stderr?.on("error", () => undefined);
  }

  #flush(): void {
    const text = this.#outgoing;
    this.#outgoing = "";
    if (text !== "" && this.#child.stdin?.writable === true) this.#child.stdin.write(text);
  }

  #fail(error: NodeJS.ErrnoException): void {
    // It also reports a signal that could not be sent: then there was a process.
    if (this.#child.pid !== undefined || this.#isOver) return;
    this.#finish();
    this.#handlers.failed(error);
  }

  #breakPipe(): void {
    if (this.#exit !== undefined || this.#isExpectedToEnd) return;
    this.#after(brokenPipeMs, () => this.#child.kill("SIGKILL"));
  }

  #exited(code: number | null, signal: string | null): void {
    if (this.#isOver) return;
    this.#exit = { code, signal };
    this.#handlers.exited();
    if (this.#openOutputs === 0) this.#end();
    else this.#after(drainMs, () => this.#end());
  }

  #closeOutput(): void {
    this.#openOutputs -= 1;
    if (this.#openOutputs === 0 && this.#exit !== undefined) this.#end();
  }

  #end(): void {
    if (this.#isOver || this.#exit === undefined) return;
    this.#stderr.end();
    this.#finish();
    this.#handlers.ended({ ...this.#exit, stderr: this.stderr });
  }

  #finish(): void {
    this.#isOver = true;
    this.#liveness.delete(this.#child);
    for (const timer of this.#timers) {
      clearTimeout(timer);
      this.#liveness.delete(timer);
    }
    this.#child.stdin?.destroy();
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
  }

  #after(milliseconds: number, action: () => void): void {
    const timer = setTimeout(action, milliseconds);
    this.#timers.push(timer);
    this.#liveness.add(timer);
  }
}

function isReferable(value: unknown): value is Referable {
  return typeof (value as Partial<Referable> | null)?.unref === "function";
}
