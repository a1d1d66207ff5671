import {
  keywordId, P_COLON, P_COMMA, P_LBRACE, P_RBRACE, P_SEMI,
} from '../lexer/spellings.ts'; // biome-ignore format: a list
import { DeclaredRecord } from '../types/declared-record.ts';
import { asRecord, type CType, type Member, type RecordType, resolve } from '../types/types.ts';
import { constantNumber } from '../typing/constant.ts';
import {
  type Attributes,
  applyTypeAttributes,
  copyOfAttributes,
  NO_ATTRIBUTES,
  parseAttributes,
} from './attributes.ts';
import { parseDeclarator } from './declarators.ts';
import { parseConditional } from './expressions.ts';
import type { Parser } from './parser.ts';
import { isSpecifier, isUnknownType, parseSpecifiers, type Specifiers } from './specifiers.ts';
import { parseStaticAssert } from './static-assert.ts';
import type { Tag } from './symbols.ts';
import { isIncomplete } from './visibility.ts';

const K_STRUCT = keywordId('struct');
const K_STATIC_ASSERT = keywordId('_Static_assert');

/** struct-or-union-specifier, C11 6.7.2.1: a definition, a declaration, or a mention. */
export function parseRecord(p: Parser): RecordType {
  const keyword = p.tok === K_STRUCT ? 'struct' : 'union';
  const keywordToken = p.pos;
  p.advance();
  let attributes = parseAttributes(p, NO_ATTRIBUTES);
  const tagToken = p.atName ? p.pos : undefined;
  const tagId = p.tok;
  if (tagToken !== undefined) p.advance();
  attributes = parseAttributes(p, attributes);
  if (p.tok !== P_LBRACE) return mentionedRecord(p, keyword, tagId, tagToken ?? keywordToken);
  const record = recordToDefine(
    p,
    keyword,
    tagToken === undefined ? undefined : tagId,
    tagToken ?? keywordToken,
  );
  parseBody(p, record, attributes);
  return record;
}

function makeRecord(
  p: Parser,
  keyword: 'struct' | 'union',
  tagId: number | undefined,
  token: number,
  isOfFile: boolean,
): RecordType {
  const { scope } = p;
  const tag = tagId === undefined ? undefined : p.interner.text(tagId);
  const inner = scope.prototypeDepth > 0 ? 'prototype' : 'block';
  const record = new DeclaredRecord(keyword, tag, isOfFile || scope.depth === 0 ? 'file' : inner);
  record.outer = isOfFile ? undefined : p.currentRecord;
  record.loc = p.loc(token);
  record.token = token;
  record.endToken = token + 1;
  if (tagId !== undefined && record.scope === 'file' && p.pending)
    record.awaitDefinition(p.pending, tagId);
  return record;
}

/** `struct page;` declares anew in an inner scope, everything else finds what is visible. */
function mentionedRecord(
  p: Parser,
  keyword: 'struct' | 'union',
  tagId: number,
  token: number,
): RecordType {
  const isDeclaration = p.tok === P_SEMI && p.scope.depth > 0;
  const known = isDeclaration ? p.scope.tagHere(tagId) : visibleTag(p, keyword, tagId, token);
  if (known?.kind === 'record') return known;
  const record = makeRecord(p, keyword, tagId, token, false);
  p.scope.declareTag(tagId, record);
  return record;
}

/** The tag that is visible here; one of a header's becomes known with its first mention. */
function visibleTag(
  p: Parser,
  keyword: 'struct' | 'union',
  tagId: number,
  token: number,
): Tag | undefined {
  const known = p.scope.knownTag(tagId);
  if (known || !p.pending?.knowsTag(tagId, token)) return known;
  const record = makeRecord(p, keyword, tagId, token, true);
  p.scope.declareFileTag(tagId, record);
  return record;
}

function recordToDefine(
  p: Parser,
  keyword: 'struct' | 'union',
  tagId: number | undefined,
  token: number,
): RecordType {
  const known = tagId === undefined ? undefined : tagToDefine(p, keyword, tagId, token);
  if (known?.kind === 'record' && !known.isDefined) {
    known.loc = p.loc(token);
    known.token = token;
    return known;
  }
  if (known?.kind === 'record') p.problem(`redefinition of '${known.keyword} ${known.tag}'`, token);
  const record = makeRecord(p, keyword, tagId, token, false);
  if (tagId !== undefined) p.scope.declareTag(tagId, record);
  return record;
}

function tagToDefine(
  p: Parser,
  keyword: 'struct' | 'union',
  tagId: number,
  token: number,
): Tag | undefined {
  if (p.scope.depth > 0) return p.scope.tagHere(tagId);
  p.scope.settleTag(tagId);
  return visibleTag(p, keyword, tagId, token);
}

function parseBody(p: Parser, record: RecordType, before: Attributes): void {
  const outer = p.currentRecord;
  p.currentRecord = record;
  const members: Member[] = [];
  if (p.nest()) {
    p.advance();
    while (!p.atEnd && p.tok !== P_RBRACE) parseMemberDeclaration(p, members);
    if (!p.expect(P_RBRACE)) record.isBroken = true;
    p.unnest();
  } else {
    record.isBroken = true;
    p.skipBalanced();
  }
  record.endToken = p.pos;
  const attributes = parseAttributes(p, before);
  if (attributes.unknownLayout !== undefined) {
    p.problem(`the layout that '${attributes.unknownLayout}' gives is not known`, record.token);
    record.isBroken = true;
  }
  record.packed = attributes.packed;
  record.alignBytes = attributes.alignBytes;
  record.packBytes = p.packBytes;
  record.transparent = attributes.transparent;
  record.members = members;
  p.currentRecord = outer;
  p.findings.records.push(record);
}

/** struct-declaration: specifiers, then declarators with widths, or an anonymous record. */
function parseMemberDeclaration(p: Parser, members: Member[]): void {
  if (p.accept(P_SEMI)) return;
  if (p.tok === K_STATIC_ASSERT) {
    const assertion = parseStaticAssert(p);
    if (assertion) p.loose.push(assertion.condition);
    return;
  }
  if (!isSpecifier(p, p.tok) && !isUnknownType(p)) {
    p.problem(`expected a member before ${p.describe()}`);
    breakRecord(p);
    p.skipToSemicolon();
    return;
  }
  const start = p.pos;
  const specifiers = parseSpecifiers(p);
  if (specifiers.expressions.length > 0) p.loose.push(...specifiers.expressions);
  if (p.tok === P_SEMI) addAnonymous(p, specifiers, members);
  else parseMemberDeclarators(p, specifiers, members);
  if (!p.expect(P_SEMI)) {
    breakRecord(p);
    p.skipToSemicolon();
  }
  if (p.pos === start) p.advance();
}

/** C11 6.7.2.1p13; a tagged one counts with -fms-extensions only. */
function addAnonymous(p: Parser, specifiers: Specifiers, members: Member[]): void {
  const record = asRecord(specifiers.type);
  if (record?.members === undefined || (record.tag !== undefined && !p.options.msExtensions))
    return;
  members.push({
    name: undefined, nameId: 0, type: specifiers.type, loc: p.loc(specifiers.startToken), token: specifiers.startToken, bitWidth: undefined,
    packed: false, alignBytes: specifiers.attributes.alignasBytes,
  }); // biome-ignore format: a record
}

/** A width that we cannot work out leaves no one a size; what has no name is there to be refused. */
function parseWidth(p: Parser, isNamed: boolean): number {
  const width = parseConditional(p);
  p.loose.push(width);
  const bits = constantNumber(p, width);
  if (bits === undefined && isNamed) breakRecord(p);
  return bits ?? 0;
}

/** Something in the braces that we are in could not be read. */
function breakRecord(p: Parser): void {
  if (p.currentRecord) p.currentRecord.isBroken = true;
}

function parseMemberDeclarators(p: Parser, specifiers: Specifiers, members: Member[]): void {
  do {
    const member = parseMember(p, specifiers);
    if (member.name === undefined && member.bitWidth === undefined)
      p.problem(`expected a member's name before ${p.describe()}`);
    else members.push(reportMember(p, member, members));
  } while (p.accept(P_COMMA));
}

/**
 * A member of unknown size stays a member, and no one knows the record's size. What its type becomes
 * later does not count: it may hold this record, which would then hold itself.
 */
function reportMember(p: Parser, member: Member, members: readonly Member[]): Member {
  const { name, nameId, type, token } = member;
  if (name !== undefined && members.some((m) => m.nameId === nameId))
    p.problem(`duplicate member '${name}'`, token);
  if (isIncomplete(p, type)) {
    p.problem(`member '${name}' has an incomplete type`, token);
    breakRecord(p);
    return { ...member, type: { kind: 'error', written: type } };
  }
  if (elementKind(type) === 'error') breakRecord(p);
  return member;
}

function elementKind(type: CType): CType['kind'] {
  const t = resolve(type);
  return t.kind === 'array' ? elementKind(t.element) : t.kind;
}

function parseMember(p: Parser, specifiers: Specifiers): Member {
  let attributes = parseAttributes(p, copyOfAttributes(specifiers.attributes));
  const at = p.pos;
  const declarator = p.tok === P_COLON ? undefined : parseDeclarator(p, specifiers.type);
  if (declarator) p.loose.push(...declarator.expressions);
  const bitWidth = p.accept(P_COLON)
    ? parseWidth(p, declarator?.nameToken !== undefined)
    : undefined;
  attributes = parseAttributes(p, attributes);
  if (attributes.expressions) p.loose.push(...attributes.expressions);
  const token = declarator?.nameToken ?? at;
  const type: CType = declarator?.type ?? specifiers.type;
  return {
    name: declarator?.nameToken === undefined ? undefined : p.interner.text(declarator.nameId), nameId: declarator?.nameId ?? 0,
    type: applyTypeAttributes(p, type, attributes), loc: p.loc(token), token, bitWidth, packed: attributes.packed, alignBytes: Math.max(attributes.alignBytes, declarator?.alignBytes ?? 0),
  }; // biome-ignore format: a record
}
