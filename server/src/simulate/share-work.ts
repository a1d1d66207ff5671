/**
 * Gives pieces of work to workers: whoever is idle takes the next one. The promises are in the order of
 * the pieces; `first` says with which pieces to begin, so that none that takes long is the last one.
 */
export function shareWork<W, P, R>(
  workers: readonly W[],
  pieces: readonly P[],
  run: (worker: W, piece: P) => Promise<R>,
  first: (a: P, b: P) => number = () => 0,
): Promise<R>[] {
  const waiting = pieces.map((piece) => new Waiting<P, R>(piece));
  const queue = [...waiting].sort((a, b) => first(a.piece, b.piece));
  const work = async (worker: W): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      await next.settle(run(worker, next.piece));
  };
  for (const worker of workers) work(worker);
  return waiting.map(({ result }) => result);
}

/** A piece that someone waits for before anybody has it. */
class Waiting<P, R> {
  readonly piece: P;
  readonly result: Promise<R>;
  private take: (result: Promise<R>) => void = () => {};

  constructor(piece: P) {
    this.piece = piece;
    this.result = new Promise((resolve) => {
      this.take = resolve;
    });
  }

  /** Ends when the piece is done, well or badly. */
  async settle(result: Promise<R>): Promise<void> {
    this.take(result);
    await result.catch(() => {});
  }
}
