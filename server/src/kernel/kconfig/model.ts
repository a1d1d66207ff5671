/** What Kconfig files declare: symbols, their properties, and the entries of the menu tree. */
import type { Expression } from './expressions.ts';

/** `n`, `m` and `y` as numbers: their order is what kconfig-language.rst computes with. */
export type Tristate = 0 | 1 | 2;
export const NO = 0;
export const MODULE = 1;
export const YES = 2;

export type SymbolType = 'unknown' | 'bool' | 'tristate' | 'int' | 'hex' | 'string';

/** Where something is written. */
export interface Place {
  /** Relative to the tree, as `source` names it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** A help text stays in its file until someone asks. */
export interface HelpText {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

type PropertyKind = 'prompt' | 'default' | 'select' | 'imply' | 'range';

/** One line of a `config` entry that does something under a condition. */
export interface Property {
  readonly kind: PropertyKind;
  readonly entry: Entry;
  readonly place: Place;
  /** What a prompt says. */
  readonly text: string;
  /** What a default evaluates to; undefined for the other kinds. */
  readonly value: Expression | undefined;
  /** What is selected or implied; the lower end of a range. */
  readonly symbol: KconfigSymbol | undefined;
  /** The upper end of a range. */
  readonly upper: KconfigSymbol | undefined;
  /** As written behind `if`. */
  readonly written: Expression | undefined;
  /** With what the entry and the menus around it depend on. */
  condition: Expression | undefined;
}

export type EntryKind = 'root' | 'config' | 'choice' | 'menu' | 'if' | 'comment';

/** A node of the menu tree. */
export class Entry {
  readonly kind: EntryKind;
  readonly place: Place;
  readonly parent: Entry | undefined;
  readonly symbol: KconfigSymbol | undefined;
  readonly children: Entry[] = [];
  readonly properties: Property[] = [];
  prompt: Property | undefined;
  help: HelpText | undefined;
  /** `depends on`, as written in this entry. */
  ownDependency: Expression | undefined;
  /** With what the menus around it depend on; set when the tree is complete. */
  dependency: Expression | undefined;
  /** `visible if` of a menu. */
  visibility: Expression | undefined;

  constructor(kind: EntryKind, place: Place, parent?: Entry, symbol?: KconfigSymbol) {
    this.kind = kind;
    this.place = place;
    this.parent = parent;
    this.symbol = symbol;
  }
}

/** A value that reads both ways: as a tristate and as text. */
export interface SymbolValue {
  tristate: Tristate;
  text: string;
}

/** A symbol; also a constant, a number, a word that nothing declares, and a choice (which has no name). */
export class KconfigSymbol {
  readonly name: string;
  readonly isConstant: boolean;
  readonly isChoice: boolean;
  type: SymbolType = 'unknown';
  readonly entries: Entry[] = [];
  readonly properties: Property[] = [];
  /** What `depends on` and the menus around its entries ask, one entry after the other. */
  directDependency: Expression | undefined;
  /** Who selects it, with the condition. */
  readonly selectedBy: { readonly by: KconfigSymbol; readonly property: Property }[] = [];
  readonly impliedBy: { readonly by: KconfigSymbol; readonly property: Property }[] = [];
  /** The choice that this symbol is a member of. */
  choice: KconfigSymbol | undefined;
  /** A choice's members, in the order of the file. */
  readonly members: KconfigSymbol[] = [];
  /** A choice's members, the one that a user named last first. */
  priority: KconfigSymbol[] = [];
  isOptionalChoice = false;
  isTransitional = false;

  // What follows is computed under the user's values, and forgotten when those change.
  user: SymbolValue | undefined;
  /** For a choice of the old kind: the member that the user chose. */
  userMember: KconfigSymbol | undefined;
  /** The set of user values that what follows was computed under. */
  validEpoch = -1;
  isWritten = false;
  visible: Tristate = NO;
  direct: Tristate = YES;
  reverse: Tristate = NO;
  implied: Tristate = NO;
  current: SymbolValue = { tristate: NO, text: '' };
  /** The member that a choice of the old kind has chosen. */
  chosen: KconfigSymbol | undefined;

  constructor(name: string, isConstant: boolean, isChoice = false) {
    this.name = name;
    this.isConstant = isConstant;
    this.isChoice = isChoice;
  }
}

/** Something that is wrong with a Kconfig file or an input, or that we cannot answer. */
export interface KconfigProblem extends Place {
  readonly text: string;
}
