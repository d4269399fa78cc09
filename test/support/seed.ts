import fc from "fast-check";

// Every property of a run begins with the same seed: FUZZ_SEED's, which CI sets so that what passed once passes again, else a
// new one. A failure prints it.
const given = process.env["FUZZ_SEED"];
if (given !== undefined) fc.configureGlobal({ seed: Number(given) });
