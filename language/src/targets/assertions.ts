import type { Target } from './target.ts';

/** What gcc asserts of a machine: builtin_assert() in the headers of gcc/config. Others have no name there. */
const CPUS: Readonly<Record<string, string>> = {
  alpha: 'alpha',
  arm: 'arm',
  armeb: 'arm',
  coldfire: 'm68k',
  i386: 'i386',
  m68k: 'm68k',
  mips: 'mips',
  mips64: 'mips',
  mips64el: 'mips',
  mipsel: 'mips',
  parisc: 'hppa',
  powerpc: 'powerpc',
  powerpc64: 'powerpc64',
  powerpc64le: 'powerpc64',
  s390x: 's390',
  sh: 'sh',
  sheb: 'sh',
  sparc: 'sparc',
  sparc64: 'sparc64',
  x86_64: 'x86_64',
};

/** The assertions that stand before a unit, as `predicate(answer)`. */
export function predefinedAssertions({ name }: Target): string[] {
  const cpu = CPUS[name];
  return [
    ...['linux', 'unix', 'posix'].map((system) => `system(${system})`),
    ...(cpu === undefined ? [] : [`cpu(${cpu})`, `machine(${cpu})`]),
  ];
}
