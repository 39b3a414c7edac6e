/**
 * The value as JSON that the program can read. What it cannot read it could not answer either, as it
 * would not know the request.
 * @param what names the value in an error, which quotes nothing of it.
 * @throws TypeError if it is no JSON, has a lone surrogate or something that JSON would leave out or
 * write as null, or is nested deeper than 100 levels.
 */
export declare function sendableJSON(what: string, value: unknown): string;
/** A copy that later changes of the value do not reach. */
export declare function sendableCopy<Value>(what: string, value: Value): Value;
/**
 * A request, or without an `id` a notification.
 * @throws TypeError if the program could not read it.
 */
export declare function messageJSON(method: string, params: object | undefined, id?: number): string;
