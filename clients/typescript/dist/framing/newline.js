import { excerpt, ProtocolFault } from "../json-rpc.js";
import { ByteBuffer, decodeText } from "./byte-buffer.js";
const lineFeed = 0x0a;
/** One message a line, ended by LF or CRLF. Empty lines are skipped. */
export class NewlineDecoder {
    #partial = new ByteBuffer();
    push(chunk, deliver) {
        let start = 0;
        for (;;) {
            const end = chunk.indexOf(lineFeed, start);
            if (end < 0)
                break;
            const text = this.#line(chunk.subarray(start, end));
            start = end + 1;
            if (!isBlank(text))
                deliver(text);
        }
        if (start < chunk.length) {
            const rest = chunk.subarray(start);
            // Rubbish is told by its first byte, for its line may never end.
            if (this.#partial.length === 0)
                refuseRubbish(rest);
            this.#partial.append(rest);
        }
    }
    #line(bytes) {
        if (this.#partial.length === 0)
            return decodeText(bytes);
        this.#partial.append(bytes);
        return this.#partial.takeText();
    }
}
export function encodeAsLine(json) {
    return `${json}\n`;
}
function isBlank(text) {
    return text === "" || (text.charCodeAt(0) <= 0x20 && text.trim() === "");
}
function refuseRubbish(bytes) {
    const first = bytes[0];
    const isExpected = first === 0x7b || first === 0x5b || first === 0x20 || first === 0x09 || first === 0x0d;
    if (!isExpected) {
        const begin = excerpt(bytes.subarray(0, 20).toString("latin1"));
        throw new ProtocolFault(`what begins with ${begin} is not JSON`);
    }
}
