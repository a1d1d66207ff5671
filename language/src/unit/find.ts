import type { AccessKind } from '../accesses/kinds.ts';
import { type MemberUse, memberUses, usesWithBody } from '../accesses/list-accesses.ts';
import { rawTokenAt, WrittenPlaces } from '../accesses/written-place.ts';
import { K_LAST, keywordId } from '../lexer/spellings.ts';
import { T_IDENTIFIER } from '../lexer/token-stream.ts';
import type { SourceFile } from '../source/source-map.ts';
import type { Expression } from '../syntax/ast.ts';
import type { BodyPart } from '../syntax/external-declarations.ts';
import type { ExternalDeclaration, Sym, Tag } from '../syntax/symbols.ts';
import { asRecord, type Member, type RecordType } from '../types/types.ts';
import type { TranslationUnit } from './translation-unit.ts';

/** What stands at a place of a file. `token` is an index into the unit's stream. */
export type Found =
  | {
      readonly kind: 'memberUse';
      readonly token: number;
      readonly record: RecordType;
      readonly path: readonly Member[];
      readonly accessKind: AccessKind;
      readonly object: Expression | undefined;
    }
  | {
      readonly kind: 'memberDeclaration';
      readonly token: number;
      readonly record: RecordType;
      readonly path: readonly Member[];
    }
  | {
      readonly kind: 'symbol';
      readonly token: number;
      readonly symbol: Sym;
      readonly isDeclaration: boolean;
    }
  | {
      readonly kind: 'tag';
      readonly token: number;
      readonly tag: Tag;
      readonly isDefinition: boolean;
    }
  /** A member that the record does not have, as this unit reads it. */
  | {
      readonly kind: 'unknownMember';
      readonly token: number;
      readonly record: RecordType;
      readonly nameId: number;
    }
  | { readonly kind: 'macro'; readonly nameId: number; readonly loc: number }
  | { readonly kind: 'inactive'; readonly nameId: number; readonly loc: number };

/** One written token may reach the parser many times, as a macro's argument; so many are looked at. */
const MAX_OCCURRENCES = 64;

const TAG_KEYWORDS = new Set([keywordId('struct'), keywordId('union'), keywordId('enum')]);

/** What the identifier at a byte of a file is; undefined for other tokens and for unknown names. */
export function findAt(
  unit: TranslationUnit,
  file: SourceFile,
  offsetBytes: number,
): Found | undefined {
  const raw = identifierAt(unit, file, offsetBytes);
  if (raw === undefined) return undefined;
  const nameId = file.tokens.ids[raw] as number;
  const loc = file.base + (file.tokens.starts[raw] as number);
  expandBodyAround(unit, file, raw);
  for (const token of occurrences(unit, loc)) {
    const found = foundAt(unit, token);
    if (found) return found;
  }
  if (isMacroAt(unit, nameId, loc)) return { kind: 'macro', nameId, loc };
  return isInactive(unit, file, loc) ? { kind: 'inactive', nameId, loc } : undefined;
}

/** Expands and parses the function of a header that holds a raw token, if its body was passed over. */
function expandBodyAround(unit: TranslationUnit, file: SourceFile, raw: number): void {
  if (file === unit.preprocessor.mainFile) return;
  const output = unit.preprocessor.deferred.outputOf(file.index, raw);
  const definition = output < 0 ? undefined : declarationAt(unit, output)?.definition;
  if (definition) unit.body(definition);
}

/** A macro expanded here, or defined at the end of the unit. */
function isMacroAt(unit: TranslationUnit, nameId: number, loc: number): boolean {
  return unit.preprocessor.isMacro(nameId) || unit.preprocessor.expansions.locs.includes(loc);
}

function isInactive(unit: TranslationUnit, file: SourceFile, loc: number): boolean {
  const offset = loc - file.base;
  return unit.preprocessor
    .inactiveRanges(file.index)
    .some((r) => r.start <= offset && offset < r.end);
}

function identifierAt(
  unit: TranslationUnit,
  file: SourceFile,
  offsetBytes: number,
): number | undefined {
  const at = rawTokenAt(file.tokens, offsetBytes);
  if (at === undefined || file.tokens.kinds[at] !== T_IDENTIFIER) return undefined;
  const id = file.tokens.ids[at] as number;
  if (id <= K_LAST) return undefined;
  const end = (file.tokens.starts[at] as number) + unit.interner.text(id).length;
  return offsetBytes <= end ? at : undefined;
}

/** The stream's tokens that were spelled at a location, also by way of a renaming macro's name. */
function* occurrences(unit: TranslationUnit, loc: number): Iterable<number> {
  const [start, end] = searchRange(unit, loc);
  const locs = unit.tokens.locs.subarray(start, end);
  let at = locs.indexOf(loc);
  for (let count = 0; at >= 0 && count < MAX_OCCURRENCES; count++) {
    yield start + at;
    at = locs.indexOf(loc, at + 1);
  }
  yield* renamed(unit, loc);
}

/** Where in the stream to look: what a line of the main file gave stands between two checkpoints. */
function searchRange(unit: TranslationUnit, loc: number): [start: number, end: number] {
  const { checkpoints, mainFile } = unit.preprocessor;
  const { length } = unit.tokens;
  if (!mainFile || loc < mainFile.base || loc >= mainFile.base + mainFile.bytes.length)
    return [0, length];
  const before = checkpoints.before(loc - mainFile.base + 1);
  if (before < 0) return [0, length];
  return [
    checkpoints.outputAt(before),
    before + 1 < checkpoints.length ? checkpoints.outputAt(before + 1) : length,
  ];
}

/** Tokens that stand for a macro's name: `rcu_head` is `callback_head` in the stream. */
function* renamed(unit: TranslationUnit, loc: number): Iterable<number> {
  const table = unit.preprocessor.expansions;
  const entry = table.locs.indexOf(loc);
  if (entry <= 0 || entry >= table.length) return;
  const { expansions } = unit.tokens;
  const at = expansions.indexOf(entry);
  const places = new WrittenPlaces(unit.sources, unit.tokens, table);
  if (at >= 0 && places.of(at)?.loc === loc) yield at;
}

function foundAt(unit: TranslationUnit, token: number): Found | undefined {
  const declaration = declarationAt(unit, token);
  if (declaration === undefined) return undefined;
  const part = bodyPart(unit, declaration, token);
  return (
    memberUseAt(unit, declaration, token, part) ??
    memberDeclarationAt(unit, token, part?.records ?? []) ??
    nameAt(unit, token)
  );
}

/** What is needed of the body that holds a token: no one may have parsed it yet. */
function bodyPart(
  unit: TranslationUnit,
  { definition }: ExternalDeclaration,
  token: number,
): BodyPart | undefined {
  const isInBody = definition && definition.bodyToken <= token && token < definition.endToken;
  return isInBody ? unit.bodyAround(definition, token) : undefined;
}

/** The external declaration that holds a token, its expanded body included. */
export function declarationAt(
  unit: TranslationUnit,
  token: number,
): ExternalDeclaration | undefined {
  const expanded = unit.expanded.holding(token);
  return unit.fileLevel.at(expanded ? expanded.startToken : token);
}

/** The member uses of a declaration by token, worked out once. */
export function usesOf(
  unit: TranslationUnit,
  declaration: ExternalDeclaration,
): ReadonlyMap<number, MemberUse> {
  const known = unit.usesByDeclaration.get(declaration);
  if (known) return known;
  const map = new Map<number, MemberUse>();
  for (const use of memberUses(unit, declaration)) map.set(use.token, use);
  unit.usesByDeclaration.set(declaration, map);
  return map;
}

/** The use at a token: looked up when all of the body was parsed, else worked out for this part. */
function useAt(
  unit: TranslationUnit,
  declaration: ExternalDeclaration,
  token: number,
  part: BodyPart | undefined,
): MemberUse | undefined {
  const { definition } = declaration;
  const isWhole = definition ? definition.body !== undefined : true;
  if (isWhole) return usesOf(unit, declaration).get(token);
  // An expression that is looked at twice counts as what it is looked at last.
  return usesWithBody(unit, declaration, part?.body).findLast((use) => use.token === token);
}

function memberUseAt(
  unit: TranslationUnit,
  declaration: ExternalDeclaration,
  token: number,
  part: BodyPart | undefined,
): Found | undefined {
  const use = useAt(unit, declaration, token, part);
  if (use?.record === undefined) return undefined;
  if (use.path.length === 0) {
    const nameId = unit.tokens.ids[token] as number;
    return { kind: 'unknownMember', token, record: use.record, nameId };
  }
  return {
    kind: 'memberUse',
    token,
    record: use.record,
    path: use.path,
    accessKind: use.kind,
    object: use.expression?.object,
  };
}

function memberDeclarationAt(
  unit: TranslationUnit,
  token: number,
  local: readonly RecordType[],
): Found | undefined {
  for (const records of [local, ...unit.fileLevel.knownRecords]) {
    for (const record of records) {
      if (token < record.token || token >= record.endToken) continue;
      const member = record.members?.find((m) => m.token === token && m.name !== undefined);
      if (member) return { kind: 'memberDeclaration', token, ...outermost(record, member) };
    }
  }
  return undefined;
}

/** Looks outward from an anonymous record: the member belongs to the named record around it. */
function outermost(record: RecordType, member: Member): { record: RecordType; path: Member[] } {
  const path = [member];
  let current = record;
  while (current.outer) {
    const inner = current;
    const holder = current.outer.members?.find(
      (m) => m.name === undefined && asRecord(m.type) === inner,
    );
    if (holder === undefined) break;
    path.unshift(holder);
    current = current.outer;
  }
  return { record: current, path };
}

function nameAt(unit: TranslationUnit, token: number): Found | undefined {
  const { ids } = unit.tokens;
  const id = ids[token] as number;
  const { scope } = unit.parser;
  if (TAG_KEYWORDS.has(ids[token - 1] as number)) {
    const tag = scope.tag(id);
    return tag && { kind: 'tag', token, tag, isDefinition: tag.loc === unit.tokens.locs[token] };
  }
  const symbol = scope.symbol(id);
  return symbol && { kind: 'symbol', token, symbol, isDeclaration: symbol.token === token };
}
