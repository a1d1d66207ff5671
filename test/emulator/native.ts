import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../oracles/run.ts';

/** What a program does when gcc compiles it without optimising; undefined when it does not compile. */
export interface NativeResult {
  readonly status: number;
  readonly stdout: string;
}

export interface NativeBuild {
  readonly compiler?: string;
  /** Behind those that every program has. */
  readonly flags?: readonly string[];
  /** Runs programs of another machine. */
  readonly runner?: string;
}

/** Builds a program with `gcc -O0` and runs it to its end, for at most 10 seconds. */
export async function runNative(
  file: string,
  { compiler = 'gcc', flags = [], runner }: NativeBuild = {},
): Promise<NativeResult | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-exec-'));
  const program = join(folder, 'program');
  try {
    const command = [compiler, '-O0', '-w', '-std=gnu17', ...flags, file, '-o', program, '-lm'];
    const build = await run(command);
    if (build.status !== 0) return undefined;
    // The shell turns the end by a signal into a status, as it does for people.
    const words = [...(runner ? [runner] : []), program];
    const { status, stdout } = await run(['sh', '-c', 'timeout 10 "$@"; exit $?', 'sh', ...words], {
      cwd: folder,
    });
    return { status, stdout: stdout.toString('latin1') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
