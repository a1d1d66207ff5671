import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../oracles/run.ts';

/** What a program does when gcc compiles it without optimising; undefined when it does not compile. */
export interface NativeResult {
  readonly status: number;
  readonly stdout: string;
}

/** Builds a program with `gcc -O0` and runs it to its end, for at most 10 seconds. */
export async function runNative(file: string): Promise<NativeResult | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-exec-'));
  const program = join(folder, 'program');
  try {
    const build = await run(['gcc', '-O0', '-w', '-std=gnu17', file, '-o', program, '-lm']);
    if (build.status !== 0) return undefined;
    // The shell turns the end by a signal into a status, as it does for people.
    const { status, stdout } = await run(['sh', '-c', 'timeout 10 "$0"; exit $?', program], {
      cwd: folder,
    });
    return { status, stdout: stdout.toString('latin1') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
