import {
  atomicBuiltins,
  clangBuiltins,
  clangBuiltinsSince,
  commonBuiltins,
  gccBuiltins,
  gccBuiltinsSince,
  libraryFunctions,
  machineBuiltins,
  notPrefixedInClang,
} from './builtin-names.ts';
import { machineFamily } from './has-attribute.ts';
import type { Compiler } from './macros/compiler-flags.ts';
import type { Target } from './target.ts';

/** What `__has_builtin(name)` gives. */
export type HasBuiltin = (name: string) => boolean;

/** Answers for `__has_builtin` as the compiler would on the target. */
export function builtinOracle(compiler: Compiler, target: Target): HasBuiltin {
  const gcc = compiler.kind === 'gcc';
  // gcc answers __has_builtin since release 10; before, the operator does not exist.
  if (gcc && compiler.major < 10) return () => false;
  const own = new Set(gcc ? gccBuiltins : clangBuiltins);
  for (const [since, names] of Object.entries(gcc ? gccBuiltinsSince : clangBuiltinsSince)) {
    if (compiler.major >= Number(since)) for (const name of names) own.add(name);
  }
  if (gcc && target.int128) own.add('bswap128');
  const machine = machineBuiltins[machineFamily(target)];
  return (name) => {
    if (atomicBuiltins.has(name) || libraryFunctions.has(name) || own.has(name)) return true;
    if (!name.startsWith('__builtin_')) return false;
    const short = name.slice('__builtin_'.length);
    if (libraryFunctions.has(short)) return gcc || !notPrefixedInClang.has(short);
    return commonBuiltins.has(short) || own.has(short) || (machine?.test(name) ?? false);
  };
}
