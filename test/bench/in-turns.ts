/**
 * Two programs that take minutes each, in turns: one is stopped while the other does a slice of its work,
 * so that a processor whose clock changes meanwhile treats both alike.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often the memory of the program is looked at. */
const LOOK_MS = 200;

/** What a program took that was stopped in between. */
export interface TurnUsage {
  /** User and system time of all its threads and children. */
  readonly cpuSeconds: number;
  /** By the clock, without the time that it stood still. */
  readonly seconds: number;
  /** The largest resident set of its process. */
  readonly peakMb: number;
}

/**
 * Runs a program and, between turns of `turnMs`, the slices; slices that are left when it ends come
 * after it. Nothing but its times is kept of its output.
 */
export async function runInTurns(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  slices: readonly (() => void)[],
  turnMs: number,
): Promise<TurnUsage> {
  const script = 'TIMEFORMAT="@%U %S"; time { "$0" "$@" >/dev/null & echo "#$!" >&2; wait $!; }';
  const shell = spawn('bash', ['-c', script, program, ...args], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let told = '';
  shell.stderr.on('data', (data) => {
    told += data;
  });
  while (!/#\d+\n/.test(told)) await once(shell.stderr, 'data');
  const pid = Number(/#(\d+)/.exec(told)?.[1]);
  const ended = once(shell, 'close');
  const times = await takeTurns(shell, pid, slices, turnMs);
  await ended;
  const [, user = '0', system = '0'] = /@(\S+) (\S+)/.exec(told) ?? [];
  return { ...times, cpuSeconds: Number(user) + Number(system) };
}

async function takeTurns(
  shell: ChildProcess,
  pid: number,
  slices: readonly (() => void)[],
  turnMs: number,
): Promise<Pick<TurnUsage, 'seconds' | 'peakMb'>> {
  const left = [...slices];
  let seconds = 0;
  let peakMb = 0;
  while (shell.exitCode === null) {
    const start = performance.now();
    while (shell.exitCode === null && (left.length === 0 || performance.now() - start < turnMs)) {
      await sleep(LOOK_MS);
      peakMb = Math.max(peakMb, peakOf(pid));
    }
    seconds += (performance.now() - start) / 1000;
    const slice = left.shift();
    if (shell.exitCode !== null || !slice) continue;
    process.kill(pid, 'SIGSTOP');
    slice();
    process.kill(pid, 'SIGCONT');
  }
  for (const slice of left) slice();
  return { seconds, peakMb };
}

/** proc(5): VmHWM is the peak of the resident set. */
function peakOf(pid: number): number {
  try {
    const kb = /VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kb ?? 0) / 1024;
  } catch {
    return 0;
  }
}
