/// <reference types="node" resolution-mode="require"/>
import type { MessageDecoder } from "./framing.js";
/** One message a line, ended by LF or CRLF. Empty lines are skipped. */
export declare class NewlineDecoder implements MessageDecoder {
    #private;
    push(chunk: Buffer, deliver: (text: string) => void): void;
}
export declare function encodeAsLine(json: string): string;
