/// <reference types="node" resolution-mode="require"/>
/** Cuts what a process writes to stderr into lines, whatever it is, and keeps the last ones. */
export declare class StderrLines {
    #private;
    /** A longer line is cut, and the rest of it skipped. */
    static readonly maximumLineBytes = 8192;
    static readonly keptLines = 20;
    constructor(deliver: (line: string) => void);
    /** The last lines, the latest at the end. */
    get last(): readonly string[];
    push(chunk: Buffer): void;
    /** The stream has ended: what is left is a line as well. */
    end(): void;
}
