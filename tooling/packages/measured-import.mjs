// Imports a module and prints what that took: `node measured-import.mjs PATH`. A process of its own for each measurement.
const before = process.memoryUsage().rss;
const begun = performance.now();
await import(process.argv[2]);
const millis = performance.now() - begun;
console.log(JSON.stringify({ millis, bytes: process.memoryUsage().rss - before }));
