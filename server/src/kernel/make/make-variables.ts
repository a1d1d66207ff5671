/** One variable of a makefile. */
export interface MakeVariable {
  /** The text: already expanded when `simple`, to be expanded at each use otherwise. */
  readonly text: string;
  readonly simple: boolean;
}

/** A rule's own assignment: `$(obj)/vclock.o: KBUILD_CFLAGS += -m32`. */
export interface TargetVariable {
  readonly targets: readonly string[];
  readonly name: string;
  readonly operator: string;
  readonly text: string;
}

/**
 * The variables in effect, and which of them a recursive make would see. What another makefile
 * passes on is looked up there, not copied: a kernel's makefiles have thousands of variables and a
 * folder's makefile asks for a few dozen. That one must not change any more.
 */
export class MakeVariables {
  /** Undefined for a variable that is not there, whatever the other makefile passes on. */
  private readonly table = new Map<string, MakeVariable | undefined>();
  private readonly exported = new Set<string>();
  private readonly locked = new Set<string>();
  private readonly other: MakeVariables | undefined;
  private readonly inherit: 'exported' | 'all';

  constructor(other?: MakeVariables, inherit: 'exported' | 'all' = 'exported') {
    this.other = other;
    this.inherit = inherit;
  }

  get(name: string): MakeVariable | undefined {
    const own = this.table.get(name);
    if (own !== undefined || this.table.has(name)) return own;
    if (this.inherit !== 'all' && this.other?.isPassedOn(name) !== true) return undefined;
    return this.other?.get(name);
  }

  /** Sets a variable from a makefile; what the command line set stays. */
  set(name: string, text: string, simple: boolean): void {
    if (!this.isLocked(name)) this.table.set(name, { text, simple });
  }

  /** Sets a variable as the command line of make would: no makefile can change it. */
  lock(name: string, text: string): void {
    this.table.set(name, { text, simple: true });
    this.locked.add(name);
  }

  /** Sets a variable for the time a function runs; undefined removes it. */
  restore(name: string, variable: MakeVariable | undefined): void {
    this.table.set(name, variable);
  }

  export(name: string): void {
    this.exported.add(name);
  }

  delete(name: string): void {
    if (!this.isLocked(name)) this.table.set(name, undefined);
  }

  private isLocked(name: string): boolean {
    return this.locked.has(name) || this.other?.isLocked(name) === true;
  }

  /** True when a recursive make sees the variable. */
  private isPassedOn(name: string): boolean {
    if (this.exported.has(name) || this.locked.has(name)) return true;
    return this.other?.isPassedOn(name) === true;
  }
}
