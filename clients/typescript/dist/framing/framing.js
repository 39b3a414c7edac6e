import { ContentLengthDecoder, encodeWithContentLength } from "./content-length.js";
import { encodeAsLine, NewlineDecoder } from "./newline.js";
export function messageFormat(framing) {
    return framing === "contentLength"
        ? { decoder: new ContentLengthDecoder(), encode: encodeWithContentLength }
        : { decoder: new NewlineDecoder(), encode: encodeAsLine };
}
