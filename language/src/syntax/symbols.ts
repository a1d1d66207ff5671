import type { CType, EnumType, RecordType } from '../types/types.ts';
import type { CompoundStatement, Expression, Initializer } from './ast.ts';

export type Storage = 'none' | 'typedef' | 'extern' | 'static' | 'auto' | 'register';

/** What attributes and `asm("name")` tell the linker (gcc manual, Common Function Attributes). */
export interface LinkNames {
  readonly weak?: boolean;
  /** Another name of the same unit that this one stands for. */
  readonly alias?: string;
  /** The name in assembly. */
  readonly asmName?: string;
  /** Priorities of what runs before and after main(). */
  readonly runsBefore?: number;
  readonly runsAfter?: number;
}

/** A variable, a parameter, or a function. */
export interface ObjectSym {
  readonly kind: 'object' | 'function' | 'parameter';
  readonly nameId: number;
  readonly name: string;
  type: CType;
  readonly storage: Storage;
  readonly inline: boolean;
  /** From `__attribute__((cleanup(f)))`. */
  readonly cleanup: Sym | undefined;
  /** Alignment asked for with an attribute or _Alignas, bytes; 0 for none. */
  readonly alignBytes: number;
  readonly link?: LinkNames;
  readonly loc: number;
  readonly token: number;
  /** Inside a function or a prototype. */
  readonly local: boolean;
  initializer: Initializer | undefined;
  definition: FunctionDefinition | undefined;
  /** A declaration of the same name that this one continues. */
  previous: ObjectSym | undefined;
}

export interface TypedefSym {
  readonly kind: 'typedef';
  readonly nameId: number;
  readonly name: string;
  readonly type: CType;
  readonly loc: number;
  readonly token: number;
  readonly local: boolean;
}

export interface EnumeratorSym {
  readonly kind: 'enumerator';
  readonly nameId: number;
  readonly name: string;
  type: CType;
  value: bigint;
  readonly owner: EnumType;
  readonly loc: number;
  readonly token: number;
  readonly local: boolean;
}

export type Sym = ObjectSym | TypedefSym | EnumeratorSym;

export type Tag = RecordType | EnumType;

/** What a parse comes upon besides declarations, each in the order of the source. */
export interface Findings {
  readonly problems: SyntaxProblem[];
  readonly assertions: StaticAssertion[];
  /** Records in the order in which their definitions end. */
  readonly records: RecordType[];
}

/** A function with a body; the body is parsed when someone asks (TranslationUnit.body). */
export interface FunctionDefinition {
  readonly symbol: ObjectSym;
  /** The declaration's first token. */
  readonly startToken: number;
  /** The opening brace. It and `endToken` move when a body that was passed over is expanded. */
  bodyToken: number;
  /** Where the brace stands in the stream proper, once the body was expanded behind its end. */
  homeToken: number | undefined;
  /** Behind the closing brace. */
  endToken: number;
  readonly parameters: readonly ObjectSym[];
  body: CompoundStatement | undefined;
  /** What its body holds, once it was parsed. */
  findings: Findings | undefined;
}

/** `_Static_assert(condition, "message")`, also inside records and functions. */
export interface StaticAssertion {
  readonly token: number;
  readonly condition: Expression;
  /** Undefined when the condition is not constant to us. */
  readonly holds: boolean | undefined;
}

/** What one declaration at file level gave, in the order of the source. */
export interface ExternalDeclaration {
  readonly startToken: number;
  readonly endToken: number;
  readonly symbols: readonly Sym[];
  readonly definition: FunctionDefinition | undefined;
  readonly assertion: StaticAssertion | undefined;
  /** Expressions of its specifiers and declarators (typeof, array lengths, asm). */
  readonly expressions: readonly Expression[];
}

/** Something the parser could not read; `token` is where. */
export interface SyntaxProblem {
  readonly token: number;
  readonly message: string;
  /** The compiler goes on after it, and so does who runs the code. */
  readonly isWarning?: true;
  /** The member that a record does not have: who knows the memdescs can say where it went. */
  readonly lacking?: { readonly record: RecordType; readonly nameId: number };
}
