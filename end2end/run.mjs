// Runs the journeys: `node run.mjs [part of a spec's name …]`. Prints them as they go, the reasons of skipped ones, and a
// closing line `journeys: N passed, N failed, N skipped` that `cargo xtask test` adds to its own.
// A runner of our own because node 18's command line can neither run files one after another nor count without its files.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const here = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(here)
  .filter((name) => name.endsWith('.spec.mjs') && (wanted.length === 0 || wanted.some((part) => name.includes(part))))
  .sort()
  .map((name) => join(here, name));

const count = { passed: 0, failed: 0, skipped: 0 };
const reasons = [];

/** A file is reported like a test by some versions of node; it counts only if it broke off by itself. */
const isFile = (test) => files.some((file) => test.name === file || file.endsWith(`/${test.name}`));

// One after another: each has a server and a browser of its own, and the machine has two cores.
const stream = run({ files, concurrency: 1, timeout: 300_000 });
stream.on('test:pass', (test) => {
  if (isFile(test) || test.details?.type === 'suite') return;
  if (test.skip === undefined || test.skip === false) {
    count.passed += 1;
    return;
  }
  count.skipped += 1;
  reasons.push(`${test.name}: ${typeof test.skip === 'string' && test.skip ? test.skip : 'no reason given'}`);
});
stream.on('test:fail', () => {
  count.failed += 1;
});
stream.on('end', () => {
  // After the reporter's own summary.
  setImmediate(() => {
    for (const reason of reasons) console.log(`SKIPPED: ${reason}`);
    console.log(`journeys: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
    process.exitCode = count.failed > 0 || count.passed === 0 ? 1 : 0;
  });
});
stream.compose(new spec()).pipe(process.stdout);
