import { ROOTS } from '../../../../emulator/src/kernel-functions/kernel-functions.ts';
import type { SourceFile } from '../../../../language/src/source/source-map.ts';
import { filesOf } from '../../../../language/src/unit/unit-files.ts';
import type { Level } from '../../paths/table-object.ts';
import type { RuleContext } from './rule.ts';

/** The generic function that allocates and constructs tables of a level. */
export interface GenericPeer {
  readonly name: string;
  readonly constructor: string;
  readonly place: { readonly file: string; readonly line: number; readonly column: number };
}

const HEADER = /(^|\/)include\/asm-generic\/pgalloc\.h$/;

/**
 * Reads the generic header as text: where an architecture has its own function, the generic one is not
 * compiled, but it still says what such a function does. None for the header's own functions.
 */
export function genericPeer(context: RuleContext, level: Level): GenericPeer | undefined {
  const header = filesOf(context.unit).find(({ path }) => HEADER.test(path));
  if (!header || header === context.file) return undefined;
  return findPeer(context, header, level);
}

function findPeer(context: RuleContext, file: SourceFile, level: Level): GenericPeer | undefined {
  const { interner, sources } = context.unit;
  const names = ['', '_noprof'].flatMap((end) =>
    ['', '__'].map((s) => `${s}${level}_alloc_one${end}`),
  );
  const constructors = [...ROOTS].flatMap(([name, root]) =>
    root.kind === 'construct' && root.level === level ? [name] : [],
  );
  const text = (at: number) => interner.text(file.tokens.ids[at] as number);
  let within: number | undefined;
  for (let at = 0; at < file.tokens.count; at++) {
    const word = text(at);
    // A definition's name stands before its parameters; a call's result is used or returned.
    if (names.includes(word) && /^[*\w]+$/.test(text(at - 1)) && text(at - 1) !== 'return')
      within = at;
    if (within === undefined || !constructors.includes(word)) continue;
    const place = sources.place(file.base + (file.tokens.starts[within] as number));
    if (!place) return undefined;
    const { line, column } = place;
    return { name: text(within), constructor: word, place: { file: file.path, line, column } };
  }
  return undefined;
}
