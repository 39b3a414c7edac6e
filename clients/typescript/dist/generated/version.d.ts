/** The version of the contract, which a program has to have at least. */
export declare const contractVersion = "1.1.0";
