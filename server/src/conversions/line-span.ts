/** Lines that someone selected, from 1, both included. */
export interface LineSpan {
  readonly from: number;
  readonly to: number;
}
