const lineFeed = 0x0a;

/** Cuts what a process writes to stderr into lines, whatever it is, and keeps the last ones. */
export class StderrLines {
  /** A longer line is cut, and the rest of it skipped. */
  static readonly maximumLineBytes = 8192;
  static readonly keptLines = 20;

  readonly #deliver: (line: string) => void;
  readonly #last: string[] = [];
  #partial: Buffer[] = [];
  #partialBytes = 0;

  constructor(deliver: (line: string) => void) {
    this.#deliver = deliver;
  }

  /** The last lines, the latest at the end. */
  get last(): readonly string[] {
    return [...this.#last];
  }

  push(chunk: Buffer): void {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(lineFeed, start);
      this.#keep(chunk.subarray(start, end < 0 ? chunk.length : end));
      if (end < 0) return;
      this.#endLine();
      start = end + 1;
    }
  }

  /** The stream has ended: what is left is a line as well. */
  end(): void {
    if (this.#partialBytes > 0) this.#endLine();
  }

  #keep(bytes: Buffer): void {
    const room = StderrLines.maximumLineBytes - this.#partialBytes;
    if (room <= 0 || bytes.length === 0) return;
    const kept = Buffer.from(bytes.subarray(0, room));
    this.#partialBytes += kept.length;
    // Many small pieces of a line are joined at times, so that their number stays small.
    if (this.#partial.push(kept) > 64) this.#partial = [Buffer.concat(this.#partial)];
  }

  #endLine(): void {
    const line = Buffer.concat(this.#partial).toString("utf8").replace(/\r$/, "");
    this.#partial = [];
    this.#partialBytes = 0;
    if (this.#last.push(line) > StderrLines.keptLines) this.#last.shift();
    this.#deliver(line);
  }
}
