/**
 * The headers that Kbuild makes below arch/X/include/generated: one line that includes the header of
 * asm-generic, for what an architecture lists as generic-y and for what is mandatory and missing.
 */
import { join } from 'node:path';
import type { KernelConfig } from '../kernel-config.ts';
import { words } from '../make/make-words.ts';
import { Makefile } from '../make/makefile.ts';
import type { NodeFileSystem } from '../node-file-system.ts';

/** Whose headers. */
export interface WrapperInput {
  readonly tree: string;
  readonly sourceArch: string;
  readonly config: KernelConfig;
  readonly fs: NodeFileSystem;
}

/** Names below arch/X/include/generated, without that. */
export interface AsmHeaders {
  /** By path: `asm/rwonce.h`, what it includes: `asm-generic/rwonce.h`. */
  readonly wrappers: ReadonlyMap<string, string>;
  /** What a generator of the architecture makes: `asm/cpucap-defs.h`, `uapi/asm/unistd_64.h`. */
  readonly generated: readonly string[];
}

export function asmHeaders(input: WrapperInput): AsmHeaders {
  const wrappers = new Map<string, string>();
  const generated: string[] = [];
  for (const kind of ['asm', 'uapi/asm']) {
    const generic = kind === 'asm' ? 'asm-generic' : 'uapi/asm-generic';
    const lists = headerLists(input, kind, generic);
    for (const name of lists.generic) wrappers.set(`${kind}/${name}`, `asm-generic/${name}`);
    generated.push(...lists.generated.map((name) => `${kind}/${name}`));
  }
  return { wrappers, generated };
}

/** Reads the two Kbuild files as scripts/Makefile.asm-headers (before 6.11 Makefile.asm-generic) does. */
function headerLists(
  { tree, sourceArch, config, fs }: WrapperInput,
  kind: string,
  generic: string,
): { generic: string[]; generated: string[] } {
  const makefile = new Makefile({
    readText: (path) => fs.readText(path),
    glob: () => [],
    call: () => '',
  });
  for (const [name, value] of config.symbols) makefile.variables.lock(`CONFIG_${name}`, value);
  makefile.variables.lock('srctree', tree);
  makefile.variables.lock('SRCARCH', sourceArch);
  const folder = join(tree, 'arch', sourceArch, 'include', kind);
  makefile.include(join(folder, 'Kbuild'));
  // User-mode Linux borrows headers of the host's architecture.
  if (sourceArch !== 'um') makefile.include(join(tree, 'include', generic, 'Kbuild'));
  const list = (name: string) => words(makefile.value(name));
  const generated = [...list('generated-y'), ...list('syscall-y')];
  const missing = list('mandatory-y').filter(
    (name) => !generated.includes(name) && !fs.isFile(join(folder, name)),
  );
  return { generic: [...list('generic-y'), ...missing], generated };
}
