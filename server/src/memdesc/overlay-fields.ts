import type { Interner } from '../../../language/src/lexer/interner.ts';
import { K_LAST, P_LBRACE, P_RBRACE } from '../../../language/src/lexer/spellings.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import type { MemdescModel, NamePlace } from './memdesc.ts';

/** Names by spelling number. */
export interface FieldNames {
  /** Of the fields that this configuration has: as they are after preprocessing, and as they are written. */
  readonly present: ReadonlySet<number>;
  /**
   * Those and every word of the records' text, where fields of other configurations stand: files that
   * are not built name them too.
   */
  readonly possible: ReadonlySet<number>;
}

interface Known extends FieldNames {
  readonly interner: Interner;
}

const known = new WeakMap<MemdescModel, Known>();

/** The names of the fields of struct page and of what lies over it. */
export function overlayFieldNames(unit: TranslationUnit, model: MemdescModel): FieldNames {
  const { interner } = unit;
  const before = known.get(model);
  if (before?.interner === interner) return before;
  const overlays = model.memdescs.filter(({ kind }) => kind === 'overlay');
  const records = [model.page, ...overlays];
  const fields = records.flatMap((record) => record.fields).filter(({ depth }) => depth === 0);
  const names = fields.flatMap(({ path, spelled }) => [path, spelled]);
  const present = new Set(names.map((name) => interner.intern(name)));
  const possible = new Set(present);
  for (const { declared } of records) for (const id of wordsOf(unit, declared)) possible.add(id);
  const found = { interner, present, possible };
  known.set(model, found);
  return found;
}

/** The names between the braces of a record's definition, whatever the configuration. */
function wordsOf({ sources }: TranslationUnit, { file: path, line }: NamePlace): number[] {
  const file = sources.load(path);
  if (!file) return [];
  const { ids, starts, count } = file.tokens;
  const words: number[] = [];
  let at = 0;
  while (at < count && sources.lineOf(file, starts[at] as number) < line) at++;
  for (let depth = 0; at < count; at++) {
    const id = ids[at] as number;
    if (id === P_LBRACE) depth++;
    else if (id === P_RBRACE && --depth <= 0) break;
    else if (depth > 0 && id > K_LAST) words.push(id);
  }
  return words;
}
