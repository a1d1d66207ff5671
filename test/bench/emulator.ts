/**
 * Plain C in the emulator and by `gcc -O0`, in turns in one run: the ratio of the times. Figures,
 * never assertions.
 *
 *     node test/bench/emulator.ts [--rounds N]
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { executeAll } from '../emulator/execute.ts';
import { runOk } from '../oracles/run.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } });
const PROGRAMS = resolve(import.meta.dirname, 'programs');
const MUST_BE = 60;

interface Times {
  nativeMs: number;
  emulatorMs: number;
}

/** One run of each; their outputs must agree. */
async function measure(source: string, program: string): Promise<Times> {
  const nativeStart = performance.now();
  const expected = (await runOk([program])).toString();
  const nativeMs = performance.now() - nativeStart;
  // A thread of its own, as the command line has: what ran before must not have shaped its code.
  const [result] = await executeAll({ files: [source] });
  const { stdout: output = result?.fault, elapsedMs: emulatorMs = 0 } = result ?? {};
  if (output !== expected) throw new Error(`${source}: ${output} is not ${expected}`);
  return { nativeMs, emulatorMs };
}

const folder = mkdtempSync(join(tmpdir(), 'ptdesc-bench-'));
try {
  for (const name of readdirSync(PROGRAMS).sort()) {
    const source = join(PROGRAMS, name);
    const program = join(folder, name.replace('.c', ''));
    await runOk(['gcc', '-O0', source, '-o', program]);
    const times: Times[] = [];
    for (let i = 0; i < Number(values.rounds); i++) times.push(await measure(source, program));
    const native = Math.min(...times.map((t) => t.nativeMs));
    const emulator = Math.min(...times.map((t) => t.emulatorMs));
    const ratio = (emulator / native).toFixed(1);
    process.stdout.write(
      `${name}: gcc -O0 ${native.toFixed(0)} ms, emulator ${emulator.toFixed(0)} ms, ratio ${ratio} (at most ${MUST_BE})\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
