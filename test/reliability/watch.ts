import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { findProgram } from '../oracles/gcc.ts';

/** What processes did, by the system's own account. */
export interface Watched {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Programs that were started, the watched one left out. */
  readonly started: string[];
  /** Paths that were opened to be read, and others that were opened, made or removed. */
  readonly read: string[];
  readonly written: string[];
}

/** strace, Debian's package of that name. */
export const findStrace = (): string | undefined => findProgram('strace');

const CALLS =
  'execve,execveat,openat,open,creat,mkdir,mkdirat,unlink,unlinkat,rename,renameat,renameat2,symlink,symlinkat,link,linkat,truncate,chmod,fchmodat,connect';

/** Runs a command with all that it starts under watch. `log` is a file for what strace notes. */
export function watched(
  strace: string,
  argv: readonly string[],
  log: string,
  options: { env: NodeJS.ProcessEnv; cwd?: string; input?: string; timeoutMs: number },
): Watched {
  const { status, stdout, stderr } = spawnSync(
    strace,
    ['-f', '-qq', '-y', '-s', '4096', '-e', `trace=${CALLS}`, '-o', log, ...argv],
    {
      encoding: 'utf8',
      env: options.env,
      cwd: options.cwd,
      input: options.input ?? '',
      timeout: options.timeoutMs,
      killSignal: 'SIGKILL',
      maxBuffer: 1 << 28,
    },
  );
  return { status, stdout, stderr, ...readLog(readFileSync(log, 'latin1')) };
}

/** Reads what strace wrote. */
export function readLog(text: string): Pick<Watched, 'started' | 'read' | 'written'> {
  const [started, read, written]: string[][] = [[], [], []];
  for (const line of text.split('\n')) {
    const [, call = '', rest = ''] = /^\d+ +(\w+)\((.*)$/.exec(line) ?? [];
    if (call === '' || /= -1 E(NOENT|ACCES|NOTDIR|LOOP|EXIST)/.test(rest)) continue;
    if (call.startsWith('exec')) started?.push(firstPath(rest));
    else if (call === 'connect') written?.push(`connect ${rest.slice(0, 200)}`);
    else if (!call.startsWith('open')) written?.push(resultOf(rest));
    else if (/O_(WRONLY|RDWR|CREAT|TRUNC)/.test(rest)) written?.push(resultOf(rest));
    else if (!/O_DIRECTORY/.test(rest) || /\.\w+$/.test(firstPath(rest)))
      read?.push(resultOf(rest));
  }
  return { started: (started ?? []).slice(1), read: read ?? [], written: written ?? [] };
}

const firstPath = (rest: string): string => /"((?:[^"\\]|\\.)*)"/.exec(rest)?.[1] ?? '';

/** With -y strace says after a descriptor what it really is: links are looked through. */
const resultOf = (rest: string): string => /= \d+<(.*)>$/.exec(rest)?.[1] ?? firstPath(rest);
