import { asRecord, type CType, pointeeOf, type RecordType, resolve } from '../types/types.ts';
import type { Parser } from './parser.ts';

/**
 * Whether a name is declared at the place that is being read. Declarations of headers are parsed when
 * they are asked for, so a name may be known although its declaration stands further down.
 */
export function isDeclared(p: Parser, nameId: number): boolean {
  const symbol = p.scope.symbol(nameId);
  if (symbol === undefined) return false;
  return symbol.local || p.scope.firstToken(nameId) <= p.viewpoint;
}

/** Says once in a function, as compilers do, that nothing declares a name. */
export function reportUndeclared(p: Parser, nameId: number, token: number, isCall: boolean): void {
  const name = p.interner.text(nameId);
  // Compilers have more builtins than we have types for.
  if (/^__(?:builtin|sync|atomic|c11_atomic|scoped_atomic|arm|aarch64)_/.test(name)) return;
  if (isCall) {
    if (p.isFirstMention(nameId)) p.warning(`implicit declaration of function '${name}'`, token);
  } else if (p.isFirstMention(nameId)) p.problem(`'${name}' undeclared`, token);
}

/** The record behind a type when it is not complete at the place that is being read. */
export function incompleteRecord(p: Parser, type: CType): RecordType | undefined {
  const record = asRecord(type);
  return record && !isCompleteHere(p, record) ? record : undefined;
}

export function isCompleteHere(p: Parser, record: RecordType): boolean {
  if (record.members === undefined) return false;
  return record.scope !== 'file' || record.endToken <= p.viewpoint;
}

/** True for a record or an enumeration without a definition so far, and for an array of such. */
export function isIncomplete(p: Parser, type: CType): boolean {
  const t = resolve(type);
  if (t.kind === 'array') return isIncomplete(p, t.element);
  if (t.kind === 'enum') return !t.complete;
  return t.kind === 'record' && !isCompleteHere(p, t);
}

/** `struct page`, as messages name it. */
export function recordText(record: RecordType): string {
  return `${record.keyword} ${record.tag ?? record.typedefName ?? '<anonymous>'}`;
}

export function reportNoMember(p: Parser, record: RecordType, nameId: number, token: number): void {
  // A member that could not be read was told of; it may be this one.
  if (record.isBroken) return;
  const name = p.interner.text(nameId);
  p.findings.problems.push({
    token,
    message: `'${recordText(record)}' has no member named '${name}'`,
    lacking: { record, nameId },
  });
}

/** Elements of an unknown size cannot be counted. */
export function reportIncompletePointee(p: Parser, type: CType, token: number): void {
  const pointee = pointeeOf(type);
  const record = pointee && incompleteRecord(p, pointee);
  if (record) p.problem(`invalid use of undefined type '${recordText(record)}'`, token);
}
