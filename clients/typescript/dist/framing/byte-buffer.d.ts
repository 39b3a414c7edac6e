/// <reference types="node" resolution-mode="require"/>
/** Far beyond any reply; it only keeps rubbish without an end from filling the memory. */
export declare const maximumMessageBytes: number;
/** Bytes of a message whose end has not come. Its room doubles, so that many small chunks cost little. */
export declare class ByteBuffer {
    #private;
    get length(): number;
    /** @throws ProtocolFault if that is more than any message has. */
    append(chunk: Buffer): void;
    /** Gives everything up to here as text, and is empty then. */
    takeText(): string;
}
/** @throws ProtocolFault if the bytes are not UTF-8. */
export declare function decodeText(bytes: Buffer): string;
