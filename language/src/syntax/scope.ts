import type { Sym, Tag } from './symbols.ts';

/** Names of the file level that come into being when they are looked up. */
export interface PendingNames {
  hasName(id: number): boolean;
  resolveName(id: number): void;
  resolveTag(id: number): void;
  resolveMention(id: number): void;
}

interface HiddenName {
  readonly id: number;
  readonly value: Sym | Tag | undefined;
  readonly depth: number;
}

/**
 * The names that are visible now, by spelling number. A declaration remembers what it hid, so that
 * leaving a block, and going back to an earlier declaration after an edit, is undoing a log.
 */
export class Scope {
  private readonly ordinary: (Sym | undefined)[] = [];
  private readonly tags: (Tag | undefined)[] = [];
  private readonly ordinaryDepths: number[] = [];
  private readonly tagDepths: number[] = [];
  /** By spelling number: the first token that declares the name at file level. */
  private readonly firstTokens: (number | undefined)[] = [];
  private readonly undoIds: number[] = [];
  private readonly undoValues: (Sym | Tag | undefined)[] = [];
  private readonly undoDepths: number[] = [];
  /** Where the log of the names inside functions and prototypes begins; the log's length at file level. */
  private fileMark = 0;
  /** Names declared now stay: no edit undoes them. */
  private isPermanent = false;
  pending: PendingNames | undefined;
  /** 0 at file level. */
  depth = 0;
  /** How many of the enclosing scopes are prototypes. */
  prototypeDepth = 0;

  symbol(id: number): Sym | undefined {
    if (this.pending?.hasName(id)) this.pending.resolveName(id);
    return this.ordinary[id];
  }

  /** The symbol as far as it is known: what else declares it need not be parsed. */
  knownSymbol(id: number): Sym | undefined {
    return this.ordinary[id];
  }

  /** The tag with its definition, if there is one. */
  tag(id: number): Tag | undefined {
    if (this.pending !== undefined) {
      this.pending.resolveTag(id);
      if (this.tags[id] === undefined) this.pending.resolveMention(id);
    }
    return this.tags[id];
  }

  /** Parses the definition of a tag in a header, which comes before one that stands behind the headers. */
  settleTag(id: number): void {
    if (!this.isPermanent) this.pending?.resolveTag(id);
  }

  /** The tag as far as it is known: its definition need not be parsed. */
  knownTag(id: number): Tag | undefined {
    return this.tags[id];
  }

  /** The symbol only if the innermost scope declares it. */
  symbolHere(id: number): Sym | undefined {
    if (this.depth === 0 && !this.isPermanent && this.pending?.hasName(id))
      this.pending.resolveName(id);
    return this.ordinaryDepths[id] === this.depth ? this.ordinary[id] : undefined;
  }

  /** The first token that declares a name at file level, as far as it is known. */
  firstToken(id: number): number {
    return this.firstTokens[id] ?? 0;
  }

  tagHere(id: number): Tag | undefined {
    return this.tagDepths[id] === this.depth ? this.tags[id] : undefined;
  }

  declare(id: number, symbol: Sym): void {
    if (this.depth > 0 || !this.isPermanent) {
      this.undoIds.push(id);
      this.undoValues.push(this.ordinary[id]);
      this.undoDepths.push(this.ordinaryDepths[id] ?? -1);
    }
    if (this.depth === 0) this.noteFirst(id, symbol.token);
    this.ordinary[id] = symbol;
    this.ordinaryDepths[id] = this.depth;
  }

  private noteFirst(id: number, token: number): void {
    const first = this.firstTokens[id];
    if (first === undefined || token < first) this.firstTokens[id] = token;
  }

  declareTag(id: number, tag: Tag): void {
    if (this.depth > 0 || !this.isPermanent) {
      this.undoIds.push(-id);
      this.undoValues.push(this.tags[id]);
      this.undoDepths.push(this.tagDepths[id] ?? -1);
    }
    this.tags[id] = tag;
    this.tagDepths[id] = this.depth;
  }

  /** A mark to give to `leave` or `rollback`. */
  mark(): number {
    return this.undoIds.length;
  }

  enter(): number {
    if (this.depth === 0) this.fileMark = this.undoIds.length;
    this.depth++;
    return this.undoIds.length;
  }

  /** Declares a tag at file level for good, from wherever we are; no inner scope may have it. */
  declareFileTag(id: number, tag: Tag): void {
    this.tags[id] = tag;
    this.tagDepths[id] = 0;
  }

  /**
   * Runs something at file level: the names of the scopes that are open are hidden meanwhile. What it
   * declares stays, under them and after them.
   */
  atFileLevel<T>(run: () => T): T {
    const { depth, prototypeDepth, fileMark, isPermanent } = this;
    const hidden = depth > 0 ? this.hide(fileMark) : undefined;
    this.depth = 0;
    this.prototypeDepth = 0;
    this.isPermanent = true;
    const result = run();
    if (hidden) this.show(hidden);
    this.depth = depth;
    this.prototypeDepth = prototypeDepth;
    this.isPermanent = isPermanent;
    this.fileMark = fileMark;
    return result;
  }

  private hide(mark: number): HiddenName[] {
    const hidden: HiddenName[] = [];
    while (this.undoIds.length > mark) {
      const id = this.undoIds[this.undoIds.length - 1] as number;
      const value = id < 0 ? this.tags[-id] : this.ordinary[id];
      const depth = (id < 0 ? this.tagDepths[-id] : this.ordinaryDepths[id]) as number;
      hidden.push({ id, value, depth });
      this.undoLast();
    }
    return hidden;
  }

  private show(hidden: readonly HiddenName[]): void {
    for (let i = hidden.length - 1; i >= 0; i--) {
      const { id, value, depth } = hidden[i] as HiddenName;
      this.depth = depth;
      if (id < 0) this.declareTag(-id, value as Tag);
      else this.declare(id, value as Sym);
    }
  }

  leave(mark: number): void {
    this.depth--;
    this.rollback(mark);
  }

  rollback(mark: number): void {
    while (this.undoIds.length > mark) this.undoLast();
  }

  private undoLast(): void {
    const id = this.undoIds.pop() as number;
    const value = this.undoValues.pop();
    const depth = this.undoDepths.pop() as number;
    if (id < 0) {
      this.tags[-id] = value as Tag | undefined;
      this.tagDepths[-id] = depth;
    } else {
      if (value === undefined) this.firstTokens[id] = undefined;
      this.ordinary[id] = value as Sym | undefined;
      this.ordinaryDepths[id] = depth;
    }
  }
}
