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

/** The variables in effect, and which of them a recursive make would see. */
export class MakeVariables {
  /** Undefined for a variable that a function had for a while: deleting keys would cost more. */
  private readonly table: Map<string, MakeVariable | undefined>;
  private readonly exported: Set<string>;
  private readonly locked: Set<string>;

  constructor(other?: MakeVariables, inherit: 'exported' | 'all' = 'exported') {
    this.exported = new Set(other?.exported);
    this.locked = new Set(other?.locked);
    this.table = new Map();
    if (other === undefined) return;
    for (const [name, variable] of other.table) {
      const passed = inherit === 'all' || this.exported.has(name) || this.locked.has(name);
      if (passed && variable) this.table.set(name, variable);
    }
  }

  get(name: string): MakeVariable | undefined {
    return this.table.get(name);
  }

  /** Sets a variable from a makefile; what the command line set stays. */
  set(name: string, text: string, simple: boolean): void {
    if (!this.locked.has(name)) this.table.set(name, { text, simple });
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
    if (!this.locked.has(name)) this.table.delete(name);
  }
}
