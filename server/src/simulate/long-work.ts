/**
 * What V8 is told before threads begin that have many machines to run. Each thread compiles all code for
 * itself, and no core is idle meanwhile: what V8 does beside them takes their time.
 */
import { setFlagsFromString } from 'node:v8';

/** Options that Node.js 20 knows, too: V8 complains of others. */
const OPTIONS: readonly string[] = [
  // Nearly all code runs often enough for the cheap compiler.
  '--always-sparkplug',
  // A thread reads and runs a machine in a tenth of a second: several belong to the young.
  '--min-semi-space-size=64',
  '--max-semi-space-size=64',
];

/** A function goes to the dearest compiler after so many calls: before, that costs more than it saves. */
const DEAR_COMPILER = '--invocation-count-for-turbofan=100000';
/** That of Node.js 24. Older ones do not count calls. */
const V8_THAT_COUNTS = 13;

/** Sets V8 up for threads, none of which has begun yet, that share all cores for some time. */
export function expectLongWork(): void {
  for (const option of OPTIONS) setFlagsFromString(option);
  if (Number.parseInt(process.versions.v8, 10) >= V8_THAT_COUNTS) setFlagsFromString(DEAR_COMPILER);
}
