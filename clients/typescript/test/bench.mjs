// Measures ping through the client: bench.mjs <strongroom> <database> <round trips> <pipelined>
// Prints {"roundTripMicroseconds", "pipelinedPerSecond"}.
import { Strongroom } from "../dist/index.js";

const [command, database, trips, pipelined] = process.argv.slice(2);
const strongroom = new Strongroom({ command, database });
await strongroom.start();

let start = process.hrtime.bigint();
for (let i = 0; i < Number(trips); i += 1) await strongroom.ping();
const roundTripMicroseconds = Number(process.hrtime.bigint() - start) / 1000 / Number(trips);

start = process.hrtime.bigint();
await Promise.all(Array.from({ length: Number(pipelined) }, () => strongroom.ping()));
const pipelinedPerSecond = Number(pipelined) / (Number(process.hrtime.bigint() - start) / 1e9);

await strongroom.close();
console.log(JSON.stringify({ roundTripMicroseconds, pipelinedPerSecond }));
