import {
  P_ASSIGN, P_COLON, P_COMMA, P_DOT, P_ELLIPSIS, P_LBRACE, P_LBRACKET, P_RBRACE, P_RBRACKET,
} from '../lexer/spellings.ts'; // biome-ignore format: a list
import { T_IDENTIFIER, T_STRING } from '../lexer/token-stream.ts';
import {
  type ArrayType,
  type CType,
  ERROR,
  type Member,
  type RecordType,
  resolve,
  type VectorType,
} from '../types/types.ts';
import { constantNumber } from '../typing/constant.ts';
import type {
  Designator,
  Expression,
  Initializer,
  InitializerItem,
  InitializerList,
} from './ast.ts';
import { parseAssignment, parseConditional } from './expressions.ts';
import { designatedType, memberDesignator } from './offsetof.ts';
import type { Parser } from './parser.ts';

/** initializer, C11 6.7.9: an expression or a list in braces, for an object of a type. */
export function parseInitializer(p: Parser, type: CType): Initializer {
  return p.tok === P_LBRACE ? parseInitializerList(p, type) : parseAssignment(p);
}

/** The type of the object once its initialiser is known: `int a[] = {1, 2}` has two elements. */
export function completedType(type: CType, initializer: Initializer): CType {
  if (initializer.kind === 'initializerList') return initializer.type;
  const t = resolve(type);
  if (t.kind !== 'array' || t.length !== undefined || t.variableLength) return type;
  const value = resolve(initializer.type);
  const isArray = initializer.kind === 'string' || initializer.kind === 'compoundLiteral';
  return isArray && value.kind === 'array' && value.length !== undefined
    ? withLength(t, value.length)
    : type;
}

function withLength(type: ArrayType, length: number): CType {
  return { kind: 'array', element: type.element, length };
}

/** One aggregate that braces, written or left out, are filling. */
interface Level {
  readonly type: CType;
  readonly record: RecordType | undefined;
  readonly array: ArrayType | undefined;
  /** The next member or element. */
  next: number;
  /** The highest element count so far, for arrays without a length. */
  count: number;
}

function levelFor(p: Parser, type: CType): Level {
  const t = resolve(type);
  return {
    type,
    record: t.kind === 'record' ? t : undefined,
    array: t.kind === 'array' ? t : t.kind === 'vector' ? vectorAsArray(p, t) : undefined,
    next: 0,
    count: 0,
  };
}

/** A vector is initialised as an array of its elements is. */
function vectorAsArray(p: Parser, { element, sizeBytes }: VectorType): ArrayType {
  const step = p.layouts.sizeBytes(element) ?? sizeBytes;
  return { kind: 'array', element, length: Math.max(1, Math.floor(sizeBytes / step)) };
}

/** A braced list; its `type` is the completed one. */
export function parseInitializerList(p: Parser, type: CType): InitializerList {
  const token = p.pos;
  p.advance();
  const outermost = levelFor(p, type);
  const levels = [outermost];
  const items: InitializerItem[] = [];
  if (p.nest()) {
    while (!p.atEnd && p.tok !== P_RBRACE) {
      const start = p.pos;
      items.push(parseItem(p, levels));
      if (!p.accept(P_COMMA)) break;
      if (p.pos === start) break;
    }
    p.unnest();
  } else {
    p.seek(token);
    p.skipBalanced();
    return { kind: 'initializerList', token, type, items };
  }
  if (!p.expect(P_RBRACE)) p.skipToEnd();
  const only =
    items.length === 1 && items[0]?.designators.length === 0 ? items[0].value : undefined;
  if (only?.kind === 'string')
    return { kind: 'initializerList', token, type: completedType(type, only), items };
  const open =
    resolve(type).kind === 'array' &&
    outermost.array &&
    outermost.array.length === undefined &&
    outermost.array.variableLength === undefined;
  const completed = open ? withLength(outermost.array as ArrayType, outermost.count) : type;
  return { kind: 'initializerList', token, type: completed, items };
}

function parseItem(p: Parser, levels: Level[]): InitializerItem {
  const designators = parseDesignation(p, levels);
  const target =
    designators.length > 0 ? designatedTarget(p, levels, designators) : nextTarget(levels);
  if (p.tok === P_LBRACE) return { designators, value: parseInitializerList(p, target ?? ERROR) };
  const isText = p.kind === T_STRING;
  const value = parseAssignment(p);
  descend(p, levels, target, value, isText);
  return { designators, value };
}

/** designation, C11 6.7.9, with the GNU forms `name:`, `[a ... b]` and `[i] value`. */
function parseDesignation(p: Parser, levels: Level[]): Designator[] {
  const designators: Designator[] = [];
  let type: CType | undefined = (levels[0] as Level).type;
  if (p.kind === T_IDENTIFIER && p.peek() === P_COLON) {
    const designator = memberDesignator(p, type);
    p.advance();
    return designator ? [designator] : [];
  }
  while (p.tok === P_DOT || p.tok === P_LBRACKET) {
    const designator: Designator | undefined =
      p.tok === P_DOT ? parseMemberDesignator(p, type) : parseRangeDesignator(p);
    if (designator === undefined) break;
    designators.push(designator);
    type = designatedType(type, designator);
  }
  if (designators.length > 0) p.accept(P_ASSIGN);
  return designators;
}

function parseMemberDesignator(p: Parser, type: CType | undefined): Designator | undefined {
  p.advance();
  return memberDesignator(p, type);
}

function parseRangeDesignator(p: Parser): Designator {
  const token = p.pos;
  p.advance();
  const index = parseConditional(p);
  const lastIndex = p.accept(P_ELLIPSIS) ? parseConditional(p) : undefined;
  p.expect(P_RBRACKET);
  return { token, record: undefined, path: [], index, lastIndex };
}

/** A designator starts anew from the outermost aggregate and leaves the cursor behind what it names. */
function designatedTarget(
  p: Parser,
  levels: Level[],
  designators: readonly Designator[],
): CType | undefined {
  levels.length = 1;
  let type: CType | undefined;
  for (const [i, designator] of designators.entries()) {
    const level = levels[levels.length - 1] as Level;
    type = designator.index
      ? placeAtIndex(p, level, designator)
      : placeAtMember(p, levels, designator.path);
    if (type === undefined) return undefined;
    if (i < designators.length - 1) levels.push(levelFor(p, type));
  }
  return type;
}

function placeAtIndex(p: Parser, level: Level, designator: Designator): CType | undefined {
  const last = constantNumber(p, (designator.lastIndex ?? designator.index) as Expression);
  if (level.array === undefined || last === undefined) return undefined;
  level.next = last + 1;
  level.count = Math.max(level.count, level.next);
  return level.array.element;
}

function placeAtMember(p: Parser, levels: Level[], path: readonly Member[]): CType | undefined {
  for (const [i, member] of path.entries()) {
    const level = levels[levels.length - 1] as Level;
    level.next = (level.record?.members?.indexOf(member) ?? 0) + 1;
    if (i < path.length - 1) levels.push(levelFor(p, member.type));
  }
  return path[path.length - 1]?.type;
}

/** The next subobject in order, leaving aggregates that are full (their braces were left out). */
function nextTarget(levels: Level[]): CType | undefined {
  for (;;) {
    const level = levels[levels.length - 1] as Level;
    const type = takeNext(level);
    if (type !== undefined || levels.length === 1) return type;
    levels.pop();
  }
}

function takeNext(level: Level): CType | undefined {
  const { array, record } = level;
  if (array) {
    if (array.length !== undefined && level.next >= array.length) return undefined;
    level.count = Math.max(level.count, ++level.next);
    return array.element;
  }
  if (record === undefined) return level.next++ === 0 ? level.type : undefined;
  const members = record.members ?? [];
  if (record.keyword === 'union' && level.next > 0) return undefined;
  while (level.next < members.length && isUnnamedBitField(members[level.next] as Member))
    level.next++;
  return members[level.next++]?.type;
}

function isUnnamedBitField(member: Member): boolean {
  return member.name === undefined && member.bitWidth !== undefined;
}

/** An expression that is no aggregate itself initialises the first scalar of one (6.7.9p20). */
function descend(
  p: Parser,
  levels: Level[],
  target: CType | undefined,
  value: Expression,
  isText: boolean,
): void {
  let type = target;
  while (type !== undefined) {
    const t = resolve(type);
    if (t.kind !== 'record' && t.kind !== 'array' && t.kind !== 'vector') return;
    if (t.kind === 'vector' && resolve(value.type).kind === 'vector') return;
    if (
      t.kind === 'array' &&
      isText &&
      p.layouts.sizeBytes(t.element) !== undefined &&
      resolve(t.element).kind === 'integer'
    )
      return;
    if (t.kind === 'record' && resolve(value.type) === t) return;
    const level = levelFor(p, type);
    levels.push(level);
    type = takeNext(level);
  }
}
