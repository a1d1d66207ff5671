import type { SourceFile } from '../../../language/src/source/source-map.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { functionsWrittenIn } from '../../../language/src/unit/written-functions.ts';
import type { FunctionAt } from '../protocol.ts';

/** The function of a file that a line (from 1) is in, from its declaration to its closing brace. */
export function functionAt(
  unit: TranslationUnit,
  file: SourceFile,
  line: number,
): FunctionAt | undefined {
  const lineOf = (token: number) => unit.sources.place(unit.tokens.locs[token] ?? 0)?.line ?? 0;
  const found = functionsWrittenIn(unit, file).find(
    ({ startToken, endToken }) => lineOf(startToken) <= line && line <= lineOf(endToken - 1),
  );
  return found && { name: found.symbol.name };
}
