/** What a run may use up; each limit ends it with a fault of its own name. */
export interface MachineLimits {
  /** Loop iterations, calls and jumps together; in a watched machine, statements and tests. */
  readonly steps: number;
  /** Open calls. */
  readonly depth: number;
  readonly memoryBytes: number;
  readonly stackBytes: number;
}

export const DEFAULT_LIMITS: MachineLimits = {
  steps: Number.MAX_SAFE_INTEGER,
  depth: 100_000,
  memoryBytes: 1 << 30,
  stackBytes: 64 << 20,
};
