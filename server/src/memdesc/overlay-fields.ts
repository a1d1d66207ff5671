import type { TranslationUnit } from '../../../language/src/index.ts';
import type { Interner } from '../../../language/src/lexer/interner.ts';
import type { MemdescModel } from './memdesc.ts';

interface Known {
  readonly interner: Interner;
  readonly ids: ReadonlySet<number>;
}

const known = new WeakMap<MemdescModel, Known>();

/**
 * The names, by spelling number, of the fields of struct page and of what lies over it: as they are
 * after preprocessing, and as the source writes them.
 */
export function overlayFieldIds(
  { interner }: TranslationUnit,
  model: MemdescModel,
): ReadonlySet<number> {
  const before = known.get(model);
  if (before?.interner === interner) return before.ids;
  const overlays = model.memdescs.filter(({ kind }) => kind === 'overlay');
  const fields = [model.page, ...overlays].flatMap((record) => record.fields);
  const names = fields
    .filter(({ depth }) => depth === 0)
    .flatMap(({ path, spelled }) => [path, spelled]);
  const ids = new Set(names.map((name) => interner.intern(name)));
  known.set(model, { interner, ids });
  return ids;
}
