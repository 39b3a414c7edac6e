/// <reference types="node" resolution-mode="require"/>
import type { MessageDecoder } from "./framing.js";
/**
 * Messages behind `Content-Length` headers: the
 * [base protocol](https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#baseProtocol)
 * of the Language Server Protocol, whose only other header is `Content-Type`.
 */
export declare class ContentLengthDecoder implements MessageDecoder {
    #private;
    push(chunk: Buffer, deliver: (text: string) => void): void;
}
export declare function encodeWithContentLength(json: string): string;
