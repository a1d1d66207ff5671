import type { SourceFile } from '../../../language/src/source/source-map.ts';
import type { Expression, Statement } from '../../../language/src/syntax/ast.ts';
import type { FunctionDefinition } from '../../../language/src/syntax/symbols.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { pointedRecord } from '../memdesc/conversions.ts';
import { type MemdescModel, PAGE_RECORD } from '../memdesc/memdesc.ts';
import type { WrapperRecord } from './unit-task.ts';

/**
 * The functions of a file that take a struct page and do nothing but pass its memdesc on: what is left
 * for callers that have not been converted, as mm/folio-compat.c says of itself.
 */
export function pageWrappers(
  unit: TranslationUnit,
  file: SourceFile,
  model: MemdescModel,
): WrapperRecord[] {
  const conversions = model.conversions.filter(({ from, to }) => {
    return (from === PAGE_RECORD || from === null) && to !== PAGE_RECORD;
  });
  const names = new Set(conversions.map(({ name }) => name));
  return unit.fileLevel.in(file).flatMap(({ definition }): WrapperRecord[] => {
    if (!definition || !unit.isWrittenIn(definition.bodyToken, file)) return [];
    if (!takesPage(definition) || names.has(definition.symbol.name)) return [];
    const line = unit.sources.place(definition.symbol.loc)?.line ?? 0;
    const { statements } = unit.body(definition);
    const isWrapper = onlyForwards(statements) && converts(unit, definition, file, names);
    return isWrapper ? [{ name: definition.symbol.name, line }] : [];
  });
}

const takesPage = ({ parameters }: FunctionDefinition): boolean =>
  parameters.some(({ type }) => pointedRecord(type) === PAGE_RECORD);

/** One call, maybe after one declaration. */
function onlyForwards(statements: readonly Statement[]): boolean {
  const last = statements.at(-1);
  if (statements.length > 2 || (statements.length === 2 && statements[0]?.kind !== 'declaration')) {
    return false;
  }
  if (last?.kind === 'return') return last.value !== undefined && isCall(last.value);
  return last?.kind === 'expression' && isCall(last.expression);
}

/** A call, also as a member of its result's address, or with a cast around it. */
function isCall(e: Expression): boolean {
  if (e.kind === 'call') return true;
  if (e.kind === 'cast' || e.kind === 'unary') return isCall(e.operand);
  return e.kind === 'member' && isCall(e.object);
}

/** Whether the text of the body names a conversion: macros have gone from the tree of the syntax. */
function converts(
  unit: TranslationUnit,
  { bodyToken, endToken }: FunctionDefinition,
  file: SourceFile,
  names: ReadonlySet<string>,
): boolean {
  const from = (unit.tokens.locs[bodyToken] ?? 0) - file.base;
  const to = (unit.tokens.locs[endToken - 1] ?? 0) - file.base;
  const text = new TextDecoder('latin1').decode(file.bytes.subarray(from, to));
  return [...text.matchAll(/\b(\w+)\s*\(/g)].some(([, name = '']) => names.has(name));
}
