/** What `gcc -fsyntax-only` takes for files of a kernel, read as a profile reads them. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Profile } from '../../server/src/profile/profile.ts';

/** What a program took. */
export interface Usage {
  readonly cpuSeconds: number;
  readonly seconds: number;
  readonly status: number | null;
}

/** Runs a program and counts its time and its children's. */
export function measure(program: string, args: readonly string[], env = process.env): Usage {
  const script = 'TIMEFORMAT="@%U %S %R"; time "$0" "$@" >/dev/null';
  const { stderr, status } = spawnSync('bash', ['-c', script, program, ...args], {
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const [, user = '0', system = '0', real = '0'] = /@(\S+) (\S+) (\S+)/.exec(stderr) ?? [];
  return { cpuSeconds: Number(user) + Number(system), seconds: Number(real), status };
}

/** Flags under which gcc reads a file as the profile does. */
function gccFlags(profile: Profile, path: string, macros: string): string[] {
  const options = profile.fileOptions(path);
  writeFileSync(macros, options.commandLine);
  return [
    ...'-fsyntax-only -w -nostdinc -std=gnu11 -O2 -fshort-wchar -funsigned-char'.split(' '),
    ...'-fno-pie -mcmodel=kernel -mno-sse -mno-red-zone'.split(' '),
    ...options.quotePaths.map((folder) => `-iquote${folder}`),
    ...options.includePaths.map((folder) => `-I${folder}`),
    ...['-imacros', macros],
    ...options.forcedIncludes.flatMap((file) => ['-include', file]),
    path,
  ];
}

/** CPU time of gcc for the files that it can read, and their names. */
export function measureGcc(profile: Profile, files: readonly string[], folder: string) {
  let cpuSeconds = 0;
  const read: string[] = [];
  for (const file of files) {
    const flags = gccFlags(profile, join(profile.tree, file), join(folder, 'macros.h'));
    const usage = measure('gcc', flags);
    if (usage.status !== 0) continue;
    cpuSeconds += usage.cpuSeconds;
    read.push(file);
  }
  return { cpuSeconds, read };
}
