import {K_LAST, 
  keywordId, P_COMMA, P_ELLIPSIS, P_LBRACKET, P_LPAREN, P_RBRACKET, P_RPAREN, P_SEMI, P_STAR,
} from '../lexer/spellings.ts'; // biome-ignore format: a list
import {
  type ArrayType,
  type CType,
  type FunctionType,
  type Parameter,
  pointerTo,
  qualify,
  resolve,
} from '../types/types.ts';
import { constantNumber } from '../typing/constant.ts';
import type { Expression } from './ast.ts';
import { atAttribute, NO_ATTRIBUTES, parseAttributes } from './attributes.ts';
import { parseAssignment } from './expressions.ts';
import type { Parser } from './parser.ts';
import {
  isAddressSpace,
  isSpecifier,
  isUnknownType,
  parseSpecifiers,
  qualifierOf,
} from './specifiers.ts';
import type { ObjectSym, Sym } from './symbols.ts';

export interface Declarator {
  readonly type: CType;
  /** Undefined for an abstract declarator. */
  readonly nameToken: number | undefined;
  readonly nameId: number;
  /** Symbols of the parameters when this declares a function. */
  readonly parameters: readonly ObjectSym[] | undefined;
  /** Alignment that attributes behind the last `*` ask for, bytes: that pointer is what is declared. */
  readonly alignBytes: number;
  /** Array lengths and the like. */
  readonly expressions: readonly Expression[];
  /** Of an attribute behind a `*`: it is the variable's. */
  readonly cleanup: Sym | undefined;
}

const K_STATIC = keywordId('static');
const NONE: readonly Expression[] = [];

/** State that one declarator's parts share: the name, and what its outermost function part declared. */
interface Parts {
  alignBytes: number;
  nameToken: number | undefined;
  nameId: number;
  parameters: readonly ObjectSym[] | undefined;
  expressions: Expression[] | undefined;
  cleanup?: Sym | undefined;
  /** Inside grouping parentheses: `(*f(int n))(void)` is a function whose body may follow. */
  nested?: boolean;
}

/** declarator or abstract-declarator, C11 6.7.6: pointers, then a name or a nested one, then suffixes. */
export function parseDeclarator(p: Parser, base: CType): Declarator {
  const parts: Parts = {
    nameToken: undefined,
    nameId: 0,
    parameters: undefined,
    alignBytes: 0,
    expressions: undefined,
  };
  const type = parseParts(p, base, parts);
  return {
    type,
    nameToken: parts.nameToken,
    nameId: parts.nameId,
    parameters: parts.parameters,
    alignBytes: parts.alignBytes,
    expressions: parts.expressions ?? NONE,
    cleanup: parts.cleanup,
  };
}

function parseParts(p: Parser, base: CType, parts: Parts): CType {
  const type = parsePointers(p, base, parts);
  if (p.tok === P_LPAREN && isNestedDeclarator(p)) return parseNested(p, type, parts);
  if (p.atName) {
    parts.nameToken = p.pos;
    parts.nameId = p.tok;
    p.advance();
  }
  return parseSuffixes(p, type, parts);
}

function parsePointers(p: Parser, base: CType, parts: Parts): CType {
  let type = base;
  for (;;) {
    if (p.tok === P_STAR) {
      type = pointerTo(type);
      parts.alignBytes = 0;
      p.advance();
    } else if (atAttribute(p)) {
      const attributes = parseAttributes(p, NO_ATTRIBUTES);
      parts.alignBytes = attributes.alignBytes;
      parts.cleanup = attributes.cleanup;
    } else if (isAddressSpace(p.tok)) p.advance();
    else {
      const qualifier = qualifierOf(p.tok);
      if (qualifier === 0) return type;
      type = qualify(type, qualifier);
      p.advance();
    }
  }
}

/** A parenthesis that groups, not one that begins parameters: `(*f)`, `(name)`, `((attribute)) …`. */
function isNestedDeclarator(p: Parser): boolean {
  const next = p.peek();
  if (next === P_STAR || next === P_LPAREN || next === P_LBRACKET) return true;
  if (next > K_LAST) return p.scope.symbol(next)?.kind !== 'typedef';
  return p.interner.text(next).startsWith('__attribute');
}

/** The suffixes behind the parenthesis belong to the inner declarator's base, so they are read first. */
function parseNested(p: Parser, base: CType, parts: Parts): CType {
  if (!p.nest()) {
    p.skipBalanced();
    return base;
  }
  const open = p.pos;
  p.skipBalanced();
  const outerParts: Parts = {
    nameToken: undefined,
    nameId: 0,
    parameters: undefined,
    alignBytes: 0,
    expressions: undefined,
  };
  const outer = parseSuffixes(p, base, outerParts);
  const end = p.pos;
  p.seek(open + 1);
  parts.nested = true;
  const type = parseParts(p, outer, parts);
  if (p.tok !== P_RPAREN) p.problem(`expected ')' before ${p.describe()}`);
  if (outerParts.expressions)
    parts.expressions = [...(parts.expressions ?? []), ...outerParts.expressions];
  if (type === outer) parts.parameters ??= outerParts.parameters;
  p.seek(end);
  p.unnest();
  return type;
}

function parseSuffixes(p: Parser, base: CType, parts: Parts): CType {
  if (p.tok === P_LBRACKET) return parseArraySuffix(p, base, parts);
  if (p.tok === P_LPAREN) return parseFunctionSuffix(p, base, parts);
  return base;
}

function parseArraySuffix(p: Parser, base: CType, parts: Parts): CType {
  p.advance();
  while (qualifierOf(p.tok) !== 0 || p.tok === K_STATIC) p.advance();
  let length: number | undefined;
  let variableLength: Expression | undefined;
  if (p.tok === P_STAR && p.peek() === P_RBRACKET) p.advance();
  else if (p.tok !== P_RBRACKET) {
    declareOpenParameters(p);
    const expression = parseAssignment(p);
    parts.expressions ??= [];
    parts.expressions.push(expression);
    length = constantNumber(p, expression);
    if (length === undefined) variableLength = expression;
  }
  p.expect(P_RBRACKET);
  const element = parseSuffixes(p, base, parts);
  const type: ArrayType = {
    kind: 'array',
    element,
    length,
    ...(variableLength && { variableLength }),
  };
  return type;
}

function parseFunctionSuffix(p: Parser, base: CType, parts: Parts): CType {
  const outer = p.openParameters;
  const mark = p.scope.enter();
  p.scope.prototypeDepth++;
  p.advance();
  const parameters: Parameter[] = [];
  const symbols: (ObjectSym | undefined)[] = [];
  p.openParameters = { parameters, symbols, isTyped: false };
  const isIdentifierList = p.atName && !isSpecifier(p, p.tok) && !isUnknownType(p);
  const variadic = parseParameters(p, parameters, parts);
  const prototyped =
    !isIdentifierList && (parameters.length > 0 || variadic || p.peek(-1) !== P_LPAREN);
  p.expect(P_RPAREN);
  p.scope.prototypeDepth--;
  p.scope.leave(mark);
  p.openParameters = outer;
  const isAtEnd = p.tok === P_SEMI || p.tok === P_COMMA || (p.tok === P_RPAREN && !parts.nested);
  if (!isAtEnd) parts.parameters = parameterSymbols(p, parameters, symbols);
  const returnType = parseSuffixes(p, base, parts);
  const type: FunctionType = { kind: 'function', returnType, parameters, variadic, prototyped };
  return type;
}

/** parameter-type-list; true when it ends in `...`. Identifier lists of old style are read as names. */
function parseParameters(p: Parser, parameters: Parameter[], parts: Parts): boolean {
  if (p.tok === P_RPAREN) return false;
  if (isLoneVoid(p)) {
    p.advance();
    return false;
  }
  do {
    if (p.accept(P_ELLIPSIS)) return true;
    const start = p.pos;
    parseParameter(p, parameters, parts);
    if (p.pos === start) {
      p.problem(`expected a parameter before ${p.describe()}`);
      while (!p.atEnd && p.tok !== P_COMMA && p.tok !== P_RPAREN) {
        if (p.tok === P_LPAREN) p.skipBalanced();
        else p.advance();
      }
    }
  } while (p.accept(P_COMMA));
  return false;
}

const K_VOID = keywordId('void');

function isLoneVoid(p: Parser): boolean {
  return p.tok === K_VOID && p.peek() === P_RPAREN;
}

function parseParameter(p: Parser, parameters: Parameter[], parts: Parts): void {
  const oldStyle = p.atName && !isSpecifier(p, p.tok) && !isUnknownType(p);
  if (oldStyle && parameters.length > 0 && p.openParameters?.isTyped)
    p.problem(`unknown type name ${p.describe()}`);
  const specifiers = parseSpecifiers(p);
  if (p.openParameters && !oldStyle) p.openParameters.isTyped = true;
  const declarator = parseDeclarator(p, oldStyle ? p.types.int : specifiers.type);
  if (specifiers.expressions.length + declarator.expressions.length > 0)
    parts.expressions = [
      ...(parts.expressions ?? []),
      ...specifiers.expressions,
      ...declarator.expressions,
    ];
  if (atAttribute(p)) parseAttributes(p, NO_ATTRIBUTES);
  const type = decayParameter(declarator.type);
  const token = declarator.nameToken ?? specifiers.startToken;
  const name = declarator.nameToken === undefined ? undefined : p.interner.text(declarator.nameId);
  const array = resolve(declarator.type);
  const variableLength = array.kind === 'array' ? array.variableLength : undefined;
  const parameter = { name, type, loc: p.loc(token), token };
  parameters.push(variableLength ? { ...parameter, variableLength } : parameter);
}

/** The symbols of the named ones: made for definitions, and in prototypes where one is asked about. */
function parameterSymbols(
  p: Parser,
  parameters: readonly Parameter[],
  known: readonly (ObjectSym | undefined)[],
): ObjectSym[] {
  return parameters.flatMap((parameter, i) =>
    parameter.name === undefined ? [] : [known[i] ?? parameterSymbol(p, parameter)],
  );
}

function parameterSymbol(p: Parser, { name = '', type, loc, token }: Parameter): ObjectSym {
  return {
    kind: 'parameter',
    nameId: p.stream.ids[token] as number,
    name,
    type,
    storage: 'auto',
    inline: false,
    cleanup: undefined,
    alignBytes: 0,
    loc,
    token,
    local: true,
    initializer: undefined,
    definition: undefined,
    previous: undefined,
  };
}

/** Brings the parameters so far into scope: `int n, int a[n]` and `typeof(*p) *q` name earlier ones. */
export function declareOpenParameters(p: Parser): void {
  const open = p.openParameters;
  if (open === undefined) return;
  const { parameters, symbols } = open;
  while (symbols.length < parameters.length) {
    const parameter = parameters[symbols.length] as Parameter;
    const symbol = parameter.name === undefined ? undefined : parameterSymbol(p, parameter);
    symbols.push(symbol);
    if (symbol) p.scope.declare(symbol.nameId, symbol);
  }
}

/** C11 6.7.6.3p7: arrays and functions as parameters are pointers. */
export function decayParameter(type: CType): CType {
  const t = resolve(type);
  if (t.kind === 'array') return pointerTo(t.element);
  if (t.kind === 'function') return pointerTo(type);
  return type;
}
