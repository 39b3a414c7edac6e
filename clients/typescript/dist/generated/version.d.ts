/** The version of the contract that this client was made from. */
export declare const contractVersion = "1.0.0";
