/**
 * Turns the recorded flags of gcc into flags under which clang reads the same program. clang takes
 * gcc's place entirely (`__GNUC__` is gcc's, `__clang__` is not defined), so that the kernel's headers
 * take the branches they take for gcc: the names of members and macros are then the same.
 */

/** Options with their value in the next word. */
const WITH_VALUE = new Set(['-I', '-D', '-U', '-include', '-isystem', '-idirafter', '-iquote']);

/** What decides the meaning of a program, and what clang knows. The rest is code generation. */
const KEPT = [
  /^-[IDU]./,
  /^-(isystem|idirafter|iquote)./,
  /^-nostdinc$/,
  /^-std=/,
  /^-O[0-9s]$/,
  /^-m(32|64)$/,
  /^-mno-(mmx|sse\d?|3dnow|avx)$/,
  /^-f(no-)?(short-wchar|unsigned-char|signed-char|ms-extensions|short-enums|builtin.*)$/,
];

/**
 * The flags that clang understands, and those that make it pass for gcc.
 * @param gccVersion as `gcc -dumpfullversion` prints it: `12.2.0`
 */
export function clangFlags(recorded: readonly string[], gccVersion: string): string[] {
  const kept: string[] = [];
  for (let i = 0; i < recorded.length; i++) {
    const flag = recorded[i] as string;
    if (WITH_VALUE.has(flag)) kept.push(flag, recorded[++i] ?? '');
    else if (KEPT.some((pattern) => pattern.test(flag))) kept.push(flag);
  }
  const identity = [`-fgnuc-version=${gccVersion}`, '-U__clang__', '-U__llvm__'];
  return ['--target=x86_64-linux-gnu', ...identity, ...kept, '-w', '-ferror-limit=0'];
}
