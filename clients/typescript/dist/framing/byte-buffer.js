import { ProtocolFault } from "../json-rpc.js";
/** Far beyond any reply; it only keeps rubbish without an end from filling the memory. */
export const maximumMessageBytes = 256 * 1024 * 1024;
/** Bytes of a message whose end has not come. Its room doubles, so that many small chunks cost little. */
export class ByteBuffer {
    #bytes = Buffer.alloc(0);
    #length = 0;
    get length() {
        return this.#length;
    }
    /** @throws ProtocolFault if that is more than any message has. */
    append(chunk) {
        const length = this.#length + chunk.length;
        if (length > maximumMessageBytes)
            throw new ProtocolFault("a message has no end");
        if (length > this.#bytes.length) {
            const larger = Buffer.allocUnsafeSlow(Math.max(length, this.#bytes.length * 2, 4096));
            this.#bytes.copy(larger, 0, 0, this.#length);
            this.#bytes = larger;
        }
        chunk.copy(this.#bytes, this.#length);
        this.#length = length;
    }
    /** Gives everything up to here as text, and is empty then. */
    takeText() {
        const text = decodeText(this.#bytes.subarray(0, this.#length));
        this.#length = 0;
        if (this.#bytes.length > 1024 * 1024)
            this.#bytes = Buffer.alloc(0);
        return text;
    }
}
/** @throws ProtocolFault if the bytes are not UTF-8. */
export function decodeText(bytes) {
    const text = bytes.toString("utf8");
    // Only where a replacement character shows up can there be bytes that are not UTF-8.
    if (text.includes("\uFFFD")) {
        try {
            return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
        }
        catch {
            throw new ProtocolFault("a message is not UTF-8");
        }
    }
    return text;
}
