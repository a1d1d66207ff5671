/**
 * The syntax tree of expressions and statements. Declarations become symbols and types at once
 * (symbols.ts, types.ts), because C cannot be parsed without knowing which names are types; so every
 * expression carries its type from birth. `token` is an index into the unit's token stream.
 */
import type { CType, Member, RecordType } from '../types/types.ts';
import type { Sym } from './symbols.ts';

export interface IdentifierExpression {
  readonly kind: 'identifier';
  readonly token: number;
  readonly nameId: number;
  /** Undefined for a name that nothing declares. */
  readonly symbol: Sym | undefined;
  readonly type: CType;
}

interface IntegerExpression {
  readonly kind: 'integer';
  readonly token: number;
  readonly value: bigint;
  readonly type: CType;
}

interface FloatExpression {
  readonly kind: 'float';
  readonly token: number;
  readonly value: number;
  readonly type: CType;
}

/** One or more adjacent literals; `endToken` is behind the last. */
interface StringExpression {
  readonly kind: 'string';
  readonly token: number;
  readonly endToken: number;
  readonly type: CType;
}

export interface MemberExpression {
  readonly kind: 'member';
  /** The member's name. */
  readonly token: number;
  readonly object: Expression;
  readonly arrow: boolean;
  /** The record that `object` is (or points to); undefined when it is none. */
  readonly record: RecordType | undefined;
  /** From the record to the member, through anonymous ones: the last is the named one. Empty when there is no such member. */
  readonly path: readonly Member[];
  readonly type: CType;
}

interface IndexExpression {
  readonly kind: 'index';
  readonly token: number;
  readonly object: Expression;
  readonly index: Expression;
  readonly type: CType;
}

export interface CallExpression {
  readonly kind: 'call';
  /** The opening parenthesis. */
  readonly token: number;
  readonly callee: Expression;
  readonly args: readonly Expression[];
  readonly type: CType;
}

export type UnaryOperator =
  | '&' | '*' | '+' | '-' | '~' | '!' | '++' | '--' | 'post++' | 'post--' | '__real__' | '__imag__'; // biome-ignore format: a list

export interface UnaryExpression {
  readonly kind: 'unary';
  readonly token: number;
  readonly operator: UnaryOperator;
  readonly operand: Expression;
  readonly type: CType;
}

export interface BinaryExpression {
  readonly kind: 'binary';
  readonly token: number;
  /** The operator's P_* number. */
  readonly operator: number;
  readonly left: Expression;
  readonly right: Expression;
  readonly type: CType;
}

export interface AssignExpression {
  readonly kind: 'assign';
  readonly token: number;
  /** P_ASSIGN or a compound assignment's number. */
  readonly operator: number;
  readonly left: Expression;
  readonly right: Expression;
  readonly type: CType;
}

interface ConditionalExpression {
  readonly kind: 'conditional';
  readonly token: number;
  readonly condition: Expression;
  /** Undefined in `a ?: b`. */
  readonly then: Expression | undefined;
  readonly otherwise: Expression;
  readonly type: CType;
}

export interface CastExpression {
  readonly kind: 'cast';
  /** The opening parenthesis. */
  readonly token: number;
  readonly operand: Expression;
  readonly typeName: TypeName;
  readonly type: CType;
}

interface CompoundLiteralExpression {
  readonly kind: 'compoundLiteral';
  readonly token: number;
  readonly typeName: TypeName;
  readonly initializer: InitializerList;
  readonly type: CType;
}

/** `sizeof`, `_Alignof` of an expression or a type. */
interface SizeofExpression {
  readonly kind: 'sizeof';
  readonly token: number;
  readonly alignof: boolean;
  readonly operand: Expression | undefined;
  readonly typeName: TypeName | undefined;
  readonly type: CType;
}

export interface GenericAssociation {
  /** Undefined for `default`. */
  readonly typeName: TypeName | undefined;
  readonly expression: Expression;
}

interface GenericExpression {
  readonly kind: 'generic';
  readonly token: number;
  readonly control: Expression;
  readonly associations: readonly GenericAssociation[];
  readonly chosen: GenericAssociation | undefined;
  readonly type: CType;
}

export interface StatementExpression {
  readonly kind: 'statementExpression';
  readonly token: number;
  readonly body: CompoundStatement;
  readonly type: CType;
}

/** One step of an `offsetof` or of a designated initialiser. */
export interface Designator {
  readonly token: number;
  /** The record whose member is named. */
  readonly record: RecordType | undefined;
  readonly path: readonly Member[];
  /** `[index]` or `[first ... last]` instead of a name. */
  readonly index: Expression | undefined;
  readonly lastIndex: Expression | undefined;
}

export interface OffsetofExpression {
  readonly kind: 'offsetof';
  readonly token: number;
  readonly typeName: TypeName;
  readonly designators: readonly Designator[];
  readonly type: CType;
}

interface VaArgExpression {
  readonly kind: 'vaArg';
  readonly token: number;
  readonly list: Expression;
  readonly typeName: TypeName;
  readonly type: CType;
}

interface TypesCompatibleExpression {
  readonly kind: 'typesCompatible';
  readonly token: number;
  readonly left: TypeName;
  readonly right: TypeName;
  readonly type: CType;
}

interface ChooseExpression {
  readonly kind: 'choose';
  readonly token: number;
  readonly condition: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
  /** Undefined when the condition is not constant. */
  readonly chosen: Expression | undefined;
  readonly type: CType;
}

/** `__builtin_has_attribute(x, attr)`: true or false as gcc 12 answers for what we model, else unknown. */
interface HasAttributeExpression {
  readonly kind: 'hasAttribute';
  readonly token: number;
  readonly operand: Expression | undefined;
  readonly type: CType;
}

interface LabelAddressExpression {
  readonly kind: 'labelAddress';
  readonly token: number;
  readonly nameId: number;
  readonly type: CType;
}

/** `a, b`. */
interface CommaExpression {
  readonly kind: 'comma';
  readonly token: number;
  readonly left: Expression;
  readonly right: Expression;
  readonly type: CType;
}

/** The operand of `typeof`, kept where the type that it gave stands: nothing in it is evaluated. */
interface UnevaluatedExpression {
  readonly kind: 'unevaluated';
  readonly token: number;
  readonly operand: Expression;
  readonly type: CType;
}

/** What could not be parsed; the tokens from `token` on were skipped. */
interface ErrorExpression {
  readonly kind: 'error';
  readonly token: number;
  readonly type: CType;
}

export type Expression =
  | IdentifierExpression
  | IntegerExpression
  | FloatExpression
  | StringExpression
  | MemberExpression
  | IndexExpression
  | CallExpression
  | UnaryExpression
  | BinaryExpression
  | AssignExpression
  | ConditionalExpression
  | CastExpression
  | CompoundLiteralExpression
  | SizeofExpression
  | GenericExpression
  | StatementExpression
  | OffsetofExpression
  | VaArgExpression
  | TypesCompatibleExpression
  | ChooseExpression
  | HasAttributeExpression
  | LabelAddressExpression
  | CommaExpression
  | UnevaluatedExpression
  | ErrorExpression;

/** A type written in an expression: a cast, sizeof, typeof, _Generic. */
export interface TypeName {
  readonly token: number;
  readonly endToken: number;
  readonly type: CType;
  /** The expressions inside it: of `typeof(x)`, of array lengths. */
  readonly expressions: readonly Expression[];
}

export interface InitializerItem {
  readonly designators: readonly Designator[];
  /** The member or the element that it initialises, when known. */
  readonly value: Initializer;
}

export interface InitializerList {
  readonly kind: 'initializerList';
  readonly token: number;
  readonly type: CType;
  readonly items: readonly InitializerItem[];
}

export type Initializer = Expression | InitializerList;

export interface CompoundStatement {
  readonly kind: 'compound';
  readonly token: number;
  endToken: number;
  readonly statements: readonly Statement[];
}

export interface DeclarationStatement {
  readonly kind: 'declaration';
  readonly token: number;
  /** What the specifiers name, also where no name follows them. */
  readonly type?: CType;
  /** The body of a nested function (GNU C), which is passed over. */
  readonly nestedBodyToken?: number;
  readonly symbols: readonly Sym[];
  /** Expressions of the specifiers and declarators: of `typeof(x)`, of array lengths. */
  readonly expressions: readonly Expression[];
}

interface ExpressionStatement {
  readonly kind: 'expression';
  readonly token: number;
  readonly expression: Expression;
}

export interface IfStatement {
  readonly kind: 'if';
  readonly token: number;
  readonly condition: Expression;
  readonly then: Statement;
  readonly otherwise: Statement | undefined;
}

interface WhileStatement {
  readonly kind: 'while';
  readonly token: number;
  readonly condition: Expression;
  readonly body: Statement;
}

interface DoStatement {
  readonly kind: 'do';
  readonly token: number;
  readonly condition: Expression;
  readonly body: Statement;
}

export interface ForStatement {
  readonly kind: 'for';
  readonly token: number;
  readonly init: Statement | undefined;
  readonly condition: Expression | undefined;
  readonly step: Expression | undefined;
  readonly body: Statement;
}

interface SwitchStatement {
  readonly kind: 'switch';
  readonly token: number;
  readonly value: Expression;
  readonly body: Statement;
}

export interface CaseStatement {
  readonly kind: 'case';
  readonly token: number;
  /** Undefined for `default`. */
  readonly first: Expression | undefined;
  /** In `case a ... b`. */
  readonly last: Expression | undefined;
  readonly body: Statement | undefined;
}

interface LabelStatement {
  readonly kind: 'label';
  readonly token: number;
  readonly nameId: number;
  readonly body: Statement | undefined;
}

export interface GotoStatement {
  readonly kind: 'goto';
  readonly token: number;
  readonly labelId: number;
  /** `goto *p`. */
  readonly computed: Expression | undefined;
}

interface BreakStatement {
  readonly kind: 'break' | 'continue' | 'empty';
  readonly token: number;
}

interface ReturnStatement {
  readonly kind: 'return';
  readonly token: number;
  readonly value: Expression | undefined;
}

export interface AsmOperand {
  /** The constraint's token; several literals may follow each other. */
  readonly token: number;
  readonly constraintEndToken: number;
  readonly symbolicNameId: number;
  readonly expression: Expression;
}

export interface AsmStatement {
  readonly kind: 'asm';
  readonly token: number;
  readonly volatile: boolean;
  /** First token of the template and the one behind it. */
  readonly templateToken: number;
  readonly templateEndToken: number;
  readonly outputs: readonly AsmOperand[];
  readonly inputs: readonly AsmOperand[];
  readonly clobberTokens: readonly number[];
  readonly gotoLabelIds: readonly number[];
}

export type Statement =
  | CompoundStatement
  | DeclarationStatement
  | ExpressionStatement
  | IfStatement
  | WhileStatement
  | DoStatement
  | ForStatement
  | SwitchStatement
  | CaseStatement
  | LabelStatement
  | GotoStatement
  | BreakStatement
  | ReturnStatement
  | AsmStatement;
