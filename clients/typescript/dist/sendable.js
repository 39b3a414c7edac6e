/** How deep values may be nested in what is sent. The program reads a little more. */
const maximumDepth = 100;
/**
 * The value as JSON that the program can read. What it cannot read it could not answer either, as it
 * would not know the request.
 * @param what names the value in an error, which quotes nothing of it.
 * @throws TypeError if it is no JSON, has a lone surrogate or something that JSON would leave out or
 * write as null, or is nested deeper than 100 levels.
 */
export function sendableJSON(what, value) {
    let json;
    try {
        json = JSON.stringify(value);
    }
    catch (error) {
        // The stack has ended before the value did.
        if (error instanceof RangeError)
            throw tooDeep(what);
        throw error;
    }
    if (json === undefined)
        throw new TypeError(`${what} cannot be written as JSON.`);
    requireReadable(what, json);
    requireKept(what, value);
    return json;
}
/** A copy that later changes of the value do not reach. */
export function sendableCopy(what, value) {
    if (value === undefined)
        return value;
    return JSON.parse(sendableJSON(what, value));
}
/**
 * A request, or without an `id` a notification.
 * @throws TypeError if the program could not read it.
 */
export function messageJSON(method, params, id) {
    const fields = [
        '"jsonrpc":"2.0"',
        ...(id === undefined ? [] : [`"id":${id}`]),
        `"method":${sendableJSON("The name of a method", method)}`,
        ...(params === undefined ? [] : [`"params":${sendableJSON(`The params of ${method}`, params)}`]),
    ];
    return `{${fields.join(",")}}`;
}
var Code;
(function (Code) {
    Code[Code["quote"] = 34] = "quote";
    Code[Code["openingBracket"] = 91] = "openingBracket";
    Code[Code["backslash"] = 92] = "backslash";
    Code[Code["closingBracket"] = 93] = "closingBracket";
    Code[Code["openingBrace"] = 123] = "openingBrace";
    Code[Code["closingBrace"] = 125] = "closingBrace";
})(Code || (Code = {}));
function requireReadable(what, json) {
    let depth = 0;
    let isInString = false;
    for (let index = 0; index < json.length; index += 1) {
        const code = json.charCodeAt(index);
        if (code === Code.backslash) {
            index += 1;
            // `JSON.stringify` escapes surrogates only where they are alone.
            if (json.startsWith("ud", index))
                throw loneSurrogate(what);
        }
        else if (code === Code.quote) {
            isInString = !isInString;
        }
        else if (isInString) {
            continue;
        }
        else if (code === Code.openingBrace || code === Code.openingBracket) {
            depth += 1;
            if (depth > maximumDepth)
                throw tooDeep(what);
        }
        else if (code === Code.closingBrace || code === Code.closingBracket) {
            depth -= 1;
        }
    }
}
/** JSON has no such value and says nothing of it: a filter that is no date would let everything through. */
function requireKept(what, value) {
    if (typeof value === "number" && !Number.isFinite(value))
        throw unkept(what, "a number that is not finite");
    if (typeof value === "function")
        throw unkept(what, "a function");
    if (typeof value === "symbol")
        throw unkept(what, "a symbol");
    if (typeof value !== "object" || value === null)
        return;
    if (value instanceof Date) {
        if (Number.isNaN(value.getTime()))
            throw unkept(what, "a Date that is none");
    }
    else if (Array.isArray(value)) {
        for (const element of value)
            requireKept(what, element);
    }
    else if (typeof value.toJSON !== "function") {
        for (const key of Object.keys(value))
            requireKept(what, value[key]);
    }
}
function unkept(what, found) {
    return new TypeError(`${what} cannot be written as JSON: there is ${found} in it.`);
}
function loneSurrogate(what) {
    return new TypeError(`${what} must be well-formed Unicode: a string has a surrogate without its other half.`);
}
function tooDeep(what) {
    return new TypeError(`${what} must not be nested deeper than ${maximumDepth} levels.`);
}
