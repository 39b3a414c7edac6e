import type { MessageFraming } from "../generated/types.js";
import { ContentLengthDecoder, encodeWithContentLength } from "./content-length.js";
import { encodeAsLine, NewlineDecoder } from "./newline.js";

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

export function messageFormat(framing: MessageFraming): MessageFormat {
  return framing === "contentLength"
    ? { decoder: new ContentLengthDecoder(), encode: encodeWithContentLength }
    : { decoder: new NewlineDecoder(), encode: encodeAsLine };
}
