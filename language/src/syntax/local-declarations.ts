import { P_ASSIGN, P_COMMA, P_LBRACE, P_SEMI } from '../lexer/spellings.ts';
import { type CType, ERROR, qualifiersOf, qualify, resolve } from '../types/types.ts';
import { decay } from '../typing/arithmetic.ts';
import { parseAsmLabel } from './asm.ts';
import type { DeclarationStatement, Expression } from './ast.ts';
import {
  type Attributes,
  applyTypeAttributes,
  NO_ATTRIBUTES,
  parseAttributes,
} from './attributes.ts';
import { type Declarator, parseDeclarator } from './declarators.ts';
import { completedType, parseInitializer } from './initializers.ts';
import type { Parser } from './parser.ts';
import { parseSpecifiers, type Specifiers } from './specifiers.ts';
import type { LinkNames, ObjectSym, Sym, TypedefSym } from './symbols.ts';
import { isIncomplete } from './visibility.ts';

/** declaration in a block, C11 6.7. A nested function's body is skipped (GNU, not used by the kernel). */
export function parseLocalDeclaration(p: Parser): DeclarationStatement {
  const token = p.pos;
  const specifiers = parseSpecifiers(p);
  if (!specifiers.hasType && p.atName)
    p.warning(`type defaults to 'int' in declaration of ${p.describe()}`, p.pos);
  const symbols: Sym[] = [];
  const expressions: Expression[] = specifiers.expressions;
  if (p.tok !== P_SEMI) {
    do {
      const symbol = parseInitDeclarator(p, specifiers, expressions);
      if (symbol) symbols.push(symbol);
    } while (p.accept(P_COMMA));
  }
  const { type } = specifiers;
  if (p.tok === P_LBRACE) {
    const nestedBodyToken = p.pos;
    p.skipBalanced();
    return { kind: 'declaration', token, type, nestedBodyToken, symbols, expressions };
  }
  if (!p.expect(P_SEMI)) p.skipToSemicolon();
  return { kind: 'declaration', token, type, symbols, expressions };
}

/** init-declarator: declares the name, then reads its initialiser, in which the name is visible. */
export function parseInitDeclarator(
  p: Parser,
  specifiers: Specifiers,
  expressions: Expression[],
  parameters: { list: readonly ObjectSym[] | undefined } = { list: undefined },
): Sym | undefined {
  const before = parseAttributes(p, NO_ATTRIBUTES);
  const declarator = parseDeclarator(p, specifiers.type);
  parameters.list = declarator.parameters;
  if (declarator.expressions.length > 0) expressions.push(...declarator.expressions);
  if (declarator.nameToken === undefined) {
    p.problem(`expected a name before ${p.describe()}`);
    return undefined;
  }
  const asmName = parseAsmLabel(p);
  const attributes = parseAttributes(p, before);
  if (attributes.expressions) expressions.push(...attributes.expressions);
  const symbol = declareSymbol(p, specifiers, declarator, attributes, asmName);
  if (p.tok === P_ASSIGN) readInitializer(p, symbol, specifiers.auto);
  return symbol;
}

function readInitializer(p: Parser, symbol: Sym, auto: boolean): void {
  p.advance();
  const initializer = parseInitializer(p, symbol.type);
  if (symbol.kind === 'typedef' || symbol.kind === 'enumerator') return;
  if (isInitialized(symbol.previous)) p.problem(`redefinition of '${symbol.name}'`, symbol.token);
  symbol.initializer = initializer;
  symbol.type = auto
    ? autoType(symbol.type, initializer.type)
    : completedType(symbol.type, initializer);
}

function isInitialized(symbol: ObjectSym | undefined): boolean {
  for (let s = symbol; s; s = s.previous) if (s.initializer) return true;
  return false;
}

/** `__auto_type` takes the value's type; `const` beside it stays. */
function autoType(written: CType, value: CType): CType {
  const kind = resolve(value).kind;
  return qualify(kind === 'error' ? ERROR : decay(value), qualifiersOf(written));
}

/** Makes the symbol of a declarator and brings it into scope. */
function declareSymbol(
  p: Parser,
  specifiers: Specifiers,
  declarator: Declarator,
  attributes: Attributes,
  asmName?: string,
): Sym {
  const type = applyTypeAttributes(p, declarator.type, attributes);
  if (specifiers.storage === 'typedef') {
    const alignBytes = Math.max(
      attributes.alignBytes,
      specifiers.attributes.alignBytes,
      declarator.alignBytes,
    );
    return declareTypedef(p, type, alignBytes, declarator);
  }
  return declareObject(p, specifiers, declarator, attributes, type, asmName);
}

function declareObject(
  p: Parser,
  specifiers: Specifiers,
  declarator: Declarator,
  attributes: Attributes,
  type: CType,
  asmName: string | undefined,
): ObjectSym {
  const token = declarator.nameToken as number;
  const { nameId } = declarator;
  const known = p.scope.symbolHere(nameId);
  const previous =
    known && known.kind !== 'typedef' && known.kind !== 'enumerator' ? known : undefined;
  if (known) reportRedeclaration(p, known, specifiers, type, token);
  const symbol: ObjectSym = {
    kind: resolve(type).kind === 'function' ? 'function' : 'object',
    nameId,
    name: p.interner.text(nameId),
    type: previous ? compositeType(previous.type, type) : type,
    storage: specifiers.storage,
    inline: specifiers.inline,
    cleanup: attributes.cleanup ?? declarator.cleanup ?? specifiers.attributes.cleanup,
    alignBytes: Math.max(
      attributes.alignBytes,
      specifiers.attributes.alignBytes,
      declarator.alignBytes,
    ),
    ...linkOf(specifiers.attributes, attributes, asmName),
    loc: p.loc(token),
    token,
    local: p.scope.depth > 0,
    initializer: undefined,
    definition: undefined,
    previous,
  };
  p.scope.declare(nameId, symbol);
  if (asmName !== undefined)
    p.asmNames.set(asmName, (p.asmNames.get(asmName) ?? new Set()).add(symbol.name));
  if (symbol.local && symbol.storage !== 'extern' && isIncomplete(p, symbol.type))
    p.problem(`storage size of '${symbol.name}' is not known`, token);
  return symbol;
}

/** What stands in the same scope under the same name; types are not compared. */
function reportRedeclaration(
  p: Parser,
  known: Sym,
  { storage }: Specifiers,
  type: CType,
  token: number,
): void {
  const { name } = known;
  const isFunction = resolve(type).kind === 'function';
  if (known.kind === 'typedef' || known.kind === 'enumerator' || known.kind === 'parameter')
    p.problem(`'${name}' redeclared as different kind of symbol`, token);
  else if ((known.kind === 'function') !== isFunction && resolve(type).kind !== 'error')
    p.problem(`'${name}' redeclared as different kind of symbol`, token);
  else if (p.scope.depth > 0 && !isFunction && storage !== 'extern')
    p.problem(`redeclaration of '${name}' with no linkage`, token);
}

function linkOf(
  before: Attributes,
  behind: Attributes,
  asmName: string | undefined,
): { readonly link?: LinkNames } {
  if (!before.link && !behind.link && asmName === undefined) return {};
  return { link: { ...before.link, ...behind.link, ...(asmName !== undefined && { asmName }) } };
}

/** A later `extern int a[];` does not take the length away (C11 6.2.7p3). */
function compositeType(earlier: CType, later: CType): CType {
  const a = resolve(earlier);
  const b = resolve(later);
  return a.kind === 'array' && b.kind === 'array' && b.length === undefined ? earlier : later;
}

function declareTypedef(
  p: Parser,
  underlying: CType,
  alignBytes: number,
  declarator: Declarator,
): TypedefSym {
  const token = declarator.nameToken as number;
  const { nameId } = declarator;
  const name = p.interner.text(nameId);
  const known = p.scope.symbolHere(nameId);
  if (known && known.kind !== 'typedef')
    p.problem(`'${name}' redeclared as different kind of symbol`, token);
  const loc = p.loc(token);
  if ((underlying.kind === 'record' || underlying.kind === 'enum') && underlying.tag === undefined)
    underlying.typedefName ??= name;
  const type: CType = { kind: 'typedef', name, underlying, alignBytes, loc };
  const symbol: TypedefSym = {
    kind: 'typedef',
    nameId,
    name,
    type,
    loc,
    token,
    local: p.scope.depth > 0,
  };
  p.scope.declare(nameId, symbol);
  return symbol;
}
