import { excerpt, ProtocolFault } from "../json-rpc.js";
import { ByteBuffer, decodeText, maximumMessageBytes } from "./byte-buffer.js";
import type { MessageDecoder } from "./framing.js";

const lineFeed = 0x0a;
const maximumHeaderBytes = 4096;

/**
 * Messages behind `Content-Length` headers: the
 * [base protocol](https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#baseProtocol)
 * of the Language Server Protocol, whose only other header is `Content-Type`.
 */
export class ContentLengthDecoder implements MessageDecoder {
  readonly #headerLine = new ByteBuffer();
  readonly #body = new ByteBuffer();
  #headerBytes = 0;
  #contentLength: number | undefined;
  #isInBody = false;

  push(chunk: Buffer, deliver: (text: string) => void): void {
    let start = 0;
    while (start < chunk.length) {
      start = this.#isInBody
        ? this.#readBody(chunk, start, deliver)
        : this.#readHeader(chunk, start, deliver);
    }
  }

  #readHeader(chunk: Buffer, start: number, deliver: (text: string) => void): number {
    const lineEnd = chunk.indexOf(lineFeed, start);
    const end = lineEnd < 0 ? chunk.length : lineEnd + 1;
    const bytes = chunk.subarray(start, end);
    this.#headerBytes += bytes.length;
    if (this.#headerBytes > maximumHeaderBytes) throw new ProtocolFault("a header has no end");
    // Rubbish is told by its first byte, for its line may never end.
    if (this.#headerLine.length === 0 && !mayBeginHeaderLine(bytes[0])) {
      throw unexpectedHeader(bytes.toString("latin1"));
    }
    this.#headerLine.append(bytes);
    if (lineEnd >= 0) this.#endHeaderLine(this.#headerLine.takeText().trimEnd(), deliver);
    return end;
  }

  #endHeaderLine(line: string, deliver: (text: string) => void): void {
    if (line === "") {
      if (this.#contentLength === undefined) throw new ProtocolFault("Content-Length is missing");
      this.#headerBytes = 0;
      this.#isInBody = true;
      if (this.#contentLength === 0) this.#endBody("", deliver);
      return;
    }
    if (/^content-type:/i.test(line)) return;
    const length = Number(/^content-length:[ \t]*(\d{1,15})$/i.exec(line)?.[1]);
    if (!(length <= maximumMessageBytes)) throw unexpectedHeader(line);
    this.#contentLength = length;
  }

  #readBody(chunk: Buffer, start: number, deliver: (text: string) => void): number {
    const missing = (this.#contentLength ?? 0) - this.#body.length;
    const end = Math.min(start + missing, chunk.length);
    const bytes = chunk.subarray(start, end);
    if (bytes.length < missing) {
      this.#body.append(bytes);
    } else if (this.#body.length === 0) {
      this.#endBody(decodeText(bytes), deliver);
    } else {
      this.#body.append(bytes);
      this.#endBody(this.#body.takeText(), deliver);
    }
    return end;
  }

  #endBody(text: string, deliver: (text: string) => void): void {
    this.#isInBody = false;
    this.#contentLength = undefined;
    deliver(text);
  }
}

export function encodeWithContentLength(json: string): string {
  return `Content-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`;
}

function mayBeginHeaderLine(byte: number | undefined): boolean {
  if (byte === undefined) return true;
  return byte === 0x43 || byte === 0x63 || byte === 0x0d || byte === lineFeed; // C, c, CR, LF
}

function unexpectedHeader(line: string): ProtocolFault {
  return new ProtocolFault(`what begins with ${excerpt(line)} is no header of a message`);
}
