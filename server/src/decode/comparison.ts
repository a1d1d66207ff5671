/** One field as the text has it and as the words do. */
export interface Comparison {
  readonly field: string;
  readonly printed: string;
  readonly read: string;
  readonly agrees: boolean;
}

/** A comparison of two values as they are shown. */
export const comparison = (field: string, printed: string, read: string): Comparison => ({
  field,
  printed,
  read,
  agrees: printed === read,
});

export const hex = (value: bigint): string => `0x${value.toString(16)}`;
