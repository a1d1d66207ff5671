/** What someone wants of the simulator beside a choice: it holds for the next run only. */
export interface SimulatorWish {
  /** A function that the run is to stand at. Where the lifecycle does not call it, it is called itself. */
  readonly find?: string;
  /** Where the cursor was, line from 0: the function around it is offered. */
  readonly at?: { readonly uri: string; readonly line: number };
}
