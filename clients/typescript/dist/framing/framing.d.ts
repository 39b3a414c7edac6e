/// <reference types="node" resolution-mode="require"/>
import type { MessageFraming } from "../generated/types.js";
/** Finds the messages in a stream of bytes. */
export interface MessageDecoder {
    /**
     * Takes the next bytes, cut anywhere, and gives the text of each message that they complete.
     * @throws ProtocolFault if they are not framed as agreed.
     */
    push(chunk: Buffer, deliver: (text: string) => void): void;
}
export interface MessageFormat {
    readonly decoder: MessageDecoder;
    encode(json: string): string;
}
export declare function messageFormat(framing: MessageFraming): MessageFormat;
