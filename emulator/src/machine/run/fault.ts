/** Why the machine stopped a run. One union, so that a reader can tell every case apart. */
export type FaultKind =
  | 'null'
  | 'out-of-bounds'
  | 'use-after-free'
  | 'uninitialised'
  | 'indeterminate'
  | 'division-by-zero'
  | 'unknown-builtin'
  | 'unknown-assembly'
  | 'unmodelled-function'
  | 'unsupported'
  | 'bad-call'
  | 'bad-free'
  | 'trap'
  | 'signed-overflow'
  | 'bad-shift'
  | 'misaligned'
  | 'cancelled'
  | 'limit-steps'
  | 'limit-depth'
  | 'limit-memory'
  | 'limit-trace';

/** A place in the source, as people read it: 1-based line and column (in bytes). */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One call that was open when the machine stopped. */
export interface CallFrame {
  readonly function: string;
  /** Where it was called; undefined for the entry. */
  readonly place: SourcePlace | undefined;
}

/** Another place that a fault is about: where the block was freed, who wrote the bytes. */
export interface RelatedPlace {
  readonly message: string;
  readonly place: SourcePlace | undefined;
  /** The calls that were open then, the innermost first; empty when they are not known. */
  readonly calls: readonly CallFrame[];
}

/** The end of a run that is the machine's own doing. */
export class Fault extends Error {
  readonly kind: FaultKind;
  place: SourcePlace | undefined;
  /** The innermost call first. */
  calls: readonly CallFrame[] = [];
  related: readonly RelatedPlace[] = [];

  constructor(kind: FaultKind, message: string, place?: SourcePlace) {
    super(message);
    this.name = 'Fault';
    this.kind = kind;
    this.place = place;
  }
}

/** `exit()`: the end of a run that the program asked for. */
export class Exit extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`exit ${status}`);
    this.status = status;
  }
}
