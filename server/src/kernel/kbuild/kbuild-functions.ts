import type { Compiler } from '../../../../language/src/targets/predefined.ts';

type KbuildFunction = (args: readonly string[], compiler: Compiler) => string;

/**
 * The functions of scripts/Kbuild.include and scripts/Makefile.compiler that ask a program. The
 * answers here are those of a compiler recent enough for the tree: options that Kbuild tries are
 * taken to work, and version comparisons follow the configuration.
 */
const functions: ReadonlyMap<string, KbuildFunction> = new Map<string, KbuildFunction>([
  ['cc-option', ([option = '']) => option.trim()],
  ['cc-option-yn', () => 'y'],
  ['__cc-option', ([, , option = '']) => option.trim()],
  ['as-option', ([option = '']) => option.trim()],
  ['as-instr', ([, option = '']) => option.trim()],
  ['cc-disable-warning', ([warning = '']) => `-Wno-${warning.trim()}`],
  ['cc-cross-prefix', () => ''],
  ['ld-option', ([option = '']) => option.trim()],
  ['ld-option-yn', () => 'y'],
  ['rustc-option', () => ''],
  ['rustc-min-version', () => ''],
  // A probe with a flag for failure alone waits for a refusal, which recent compilers give.
  ['try-run', ([, works = '', fails = '']) => works.trim() || fails.trim()],
  ['gcc-min-version', ([version = ''], compiler) => minimum('gcc', version, compiler)],
  ['clang-min-version', ([version = ''], compiler) => minimum('clang', version, compiler)],
  ['cc-ifversion', compareVersion],
  ['test-eq', ([left = '', right = '']) => yes(Number(left) === Number(right))],
  ['test-ne', ([left = '', right = '']) => yes(Number(left) !== Number(right))],
  ['test-lt', ([left = '', right = '']) => yes(Number(left) < Number(right))],
  ['test-le', ([left = '', right = '']) => yes(Number(left) <= Number(right))],
  ['test-gt', ([left = '', right = '']) => yes(Number(left) > Number(right))],
  ['test-ge', ([left = '', right = '']) => yes(Number(left) >= Number(right))],
]);

/** The answer to a Kbuild function; undefined when makefiles define it without a program's help. */
export function callKbuild(
  name: string,
  args: readonly string[],
  compiler: Compiler,
): string | undefined {
  return functions.get(name)?.(args, compiler);
}

function yes(holds: boolean): string {
  return holds ? 'y' : '';
}

function versionNumber({ major, minor, patch }: Compiler): number {
  return major * 10000 + minor * 100 + patch;
}

function minimum(kind: Compiler['kind'], version: string, compiler: Compiler): string {
  return yes(compiler.kind === kind && versionNumber(compiler) >= Number(version));
}

/** `$(call cc-ifversion, -lt, 0800, -mno-x)`: up to Linux 6.1, versions as major * 100 + minor. */
function compareVersion(args: readonly string[], compiler: Compiler): string {
  const [operator = '', version = '', then = '', otherwise = ''] = args.map((each) => each.trim());
  if (compiler.kind !== 'gcc') return otherwise;
  const left = versionNumber(compiler) * 10;
  const right = Number(version) * 1000;
  const results: Record<string, boolean> = {
    '-lt': left < right,
    '-le': left <= right,
    '-gt': left > right,
    '-ge': left >= right,
    '-eq': left === right,
  };
  return results[operator] ? then : otherwise;
}
