import type { Sym, Tag } from './symbols.ts';

/**
 * The names that are visible now, by spelling number. A declaration remembers what it hid, so that
 * leaving a block, and going back to an earlier declaration after an edit, is undoing a log.
 */
export class Scope {
  private readonly ordinary: (Sym | undefined)[] = [];
  private readonly tags: (Tag | undefined)[] = [];
  private readonly ordinaryDepths: number[] = [];
  private readonly tagDepths: number[] = [];
  private readonly undoIds: number[] = [];
  private readonly undoValues: (Sym | Tag | undefined)[] = [];
  private readonly undoDepths: number[] = [];
  /** 0 at file level. */
  depth = 0;
  /** How many of the enclosing scopes are prototypes. */
  prototypeDepth = 0;

  symbol(id: number): Sym | undefined {
    return this.ordinary[id];
  }

  tag(id: number): Tag | undefined {
    return this.tags[id];
  }

  /** The symbol only if the innermost scope declares it. */
  symbolHere(id: number): Sym | undefined {
    return this.ordinaryDepths[id] === this.depth ? this.ordinary[id] : undefined;
  }

  tagHere(id: number): Tag | undefined {
    return this.tagDepths[id] === this.depth ? this.tags[id] : undefined;
  }

  declare(id: number, symbol: Sym): void {
    this.undoIds.push(id);
    this.undoValues.push(this.ordinary[id]);
    this.undoDepths.push(this.ordinaryDepths[id] ?? -1);
    this.ordinary[id] = symbol;
    this.ordinaryDepths[id] = this.depth;
  }

  declareTag(id: number, tag: Tag): void {
    this.undoIds.push(-id);
    this.undoValues.push(this.tags[id]);
    this.undoDepths.push(this.tagDepths[id] ?? -1);
    this.tags[id] = tag;
    this.tagDepths[id] = this.depth;
  }

  /** A mark to give to `leave` or `rollback`. */
  mark(): number {
    return this.undoIds.length;
  }

  enter(): number {
    this.depth++;
    return this.undoIds.length;
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
      this.ordinary[id] = value as Sym | undefined;
      this.ordinaryDepths[id] = depth;
    }
  }
}
