import { keywordId, P_ARROW, P_COMMA, P_DOT } from '../lexer/spellings.ts';
import type { FunctionDefinition } from '../syntax/symbols.ts';
import type { TranslationUnit } from '../unit/translation-unit.ts';

const K_OFFSETOF = keywordId('__builtin_offsetof');

/**
 * Whether a function's body may use a member with one of these names, by its tokens alone: behind `->`
 * or `.`, or in an offsetof. A body that was passed over may, since its macros are not expanded.
 */
export function mayUseMembers(
  unit: TranslationUnit,
  { bodyToken, endToken }: FunctionDefinition,
  names: ReadonlySet<number>,
): boolean {
  if (unit.preprocessor.deferred.at(bodyToken)) return true;
  const { ids } = unit.tokens;
  let isAfterOffsetof = false;
  for (let i = bodyToken; i < endToken; i++) {
    const id = ids[i] as number;
    if (id === P_ARROW || id === P_DOT || (id === P_COMMA && isAfterOffsetof)) {
      if (names.has(ids[i + 1] as number)) return true;
    } else if (id === K_OFFSETOF) isAfterOffsetof = true;
  }
  return false;
}
