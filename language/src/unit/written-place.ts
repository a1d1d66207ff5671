import { WrittenPlaces } from '../accesses/written-place.ts';
import type { TranslationUnit } from './translation-unit.ts';

/** A place in the text of a file, as plain data: line and byte column from 1. */
export interface NamePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Where a reader sees a token: in a file's text, or at the macro whose invocation made it. */
export interface Invocation {
  readonly place: NamePlace;
  /** The outermost macro whose body the token came from; null when it was written itself. */
  readonly macro: string | null;
}

const NOWHERE: NamePlace = { file: '', line: 0, column: 0 };

/** The place in a file's text that a token of the unit stands for, macros looked through. */
export function writtenInvocation(unit: TranslationUnit, token: number): Invocation {
  const table = unit.preprocessor.expansions;
  const body = table.outermostBody(unit.tokens.expansions[token] ?? 0);
  const loc = body === 0 ? unit.tokens.locs[token] : table.locs[body];
  const macro = body === 0 ? null : unit.interner.text(table.macroIds[body] ?? 0);
  return { place: namePlace(unit, loc ?? 0) ?? NOWHERE, macro };
}

/** A location as plain data; null for one that lies in no file. */
export function namePlace(unit: TranslationUnit, loc: number): NamePlace | null {
  const place = unit.sources.place(loc);
  return place ? { file: place.file.path, line: place.line, column: place.column } : null;
}

/**
 * Where a name stands in the text of a file. A macro that only renames (`#define rcu_head
 * callback_head`) is looked through, so that the location is the one in the declaration.
 */
export function writtenLoc(unit: TranslationUnit, token: number): number {
  const places = new WrittenPlaces(unit.sources, unit.tokens, unit.preprocessor.expansions);
  return places.of(token)?.loc ?? unit.tokens.locs[token] ?? 0;
}
