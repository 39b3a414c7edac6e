/**
 * Why a program of this version cannot be used by a client of that contract, in words that say the
 * remedy; undefined if it can: within the same major version, it is not older.
 */
export function incompatibility(version, contract) {
    const program = parse(version);
    const needed = parse(contract);
    if (program === undefined || needed === undefined) {
        return `its version ${JSON.stringify(version)} cannot be read; install strongroom ${contract}`;
    }
    const difference = compare(program, needed);
    if (difference >= 0 && program.numbers[0] === needed.numbers[0])
        return undefined;
    return difference < 0
        ? `it is version ${version} and this client needs ${contract}; update the program`
        : `it is version ${version} and this client is for ${contract}; update the client`;
}
/** As in [Semantic Versioning](https://semver.org), with two pre-releases counting as equal. */
function parse(text) {
    const match = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/.exec(text);
    if (match === null)
        return undefined;
    const numbers = [Number(match[1]), Number(match[2]), Number(match[3])];
    return { numbers, isPrerelease: match[4] !== undefined };
}
function compare(left, right) {
    for (const index of [0, 1, 2]) {
        const difference = left.numbers[index] - right.numbers[index];
        if (difference !== 0)
            return difference;
    }
    return Number(right.isPrerelease) - Number(left.isPrerelease);
}
