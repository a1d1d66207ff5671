import { clangCommon, clangSince, gccCommon, gccMachine, gccSince } from './attribute-names.ts';
import type { Compiler } from './macros/compiler-flags.ts';
import type { Target } from './target.ts';

/** What `__has_attribute(name)` gives; with `scope`, `__has_c_attribute(scope::name)`; 0 for no. */
export type HasAttribute = (name: string, scope?: string) => number;

/** The dates gcc gives for the attributes that C23 standardises. */
const gccDates = new Map([
  ['nodiscard', 202003],
  ['deprecated', 201904],
  ['fallthrough', 201904],
  ['maybe_unused', 201904],
]);

const clangDates = new Map([
  ['nodiscard', 202003],
  ['deprecated', 201904],
  ['fallthrough', 201910],
  ['maybe_unused', 202106],
  ['noreturn', 202202],
]);

/** Answers for `__has_attribute` and `__has_c_attribute` as the compiler would on the target. */
export function attributeOracle(compiler: Compiler, target: Target): HasAttribute {
  const known = knownAttributes(compiler, target);
  const dates = compiler.kind === 'clang' ? clangDates : gccDates;
  const vendors = compiler.kind === 'clang' ? ['gnu', 'clang'] : ['gnu'];
  return (spelled, scope) => {
    const name = stripUnderscores(spelled);
    if (scope === '') return dates.get(name) ?? 0;
    if (scope !== undefined) return vendors.includes(scope) && known.has(name) ? 1 : 0;
    if (!known.has(name)) return 0;
    return compiler.kind === 'gcc' ? (dates.get(name) ?? 1) : 1;
  };
}

function stripUnderscores(name: string): string {
  return /^__.+__$/.test(name) ? name.slice(2, -2) : name;
}

function knownAttributes(compiler: Compiler, target: Target): ReadonlySet<string> {
  const gcc = compiler.kind === 'gcc';
  const known = new Set(gcc ? gccCommon : clangCommon);
  for (const [since, names] of Object.entries(gcc ? gccSince : clangSince)) {
    if (compiler.major < Number(since)) continue;
    for (const name of names) known.add(name);
  }
  if (gcc) for (const name of gccMachine[machineFamily(target)] ?? []) known.add(name);
  return known;
}

/** The processor family of a target: `x86` for i386 and x86_64, `powerpc` for its three ABIs. */
export function machineFamily(target: Target): string {
  const { name } = target;
  if (name === 'i386' || name === 'x86_64') return 'x86';
  if (name === 'aarch64_be') return 'aarch64';
  if (name === 's390x') return 's390';
  return /^(arm|mips|powerpc|riscv|sh|sparc|m68k)/.exec(name)?.[1] ?? name;
}
