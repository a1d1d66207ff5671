/** How long this thread works without looking after its workers. */
const SLICE_MS = 15;

/** Lets others work when this has gone on for a while. */
export function slicedPause(): () => Promise<void> {
  let start = performance.now();
  return async () => {
    if (performance.now() - start < SLICE_MS) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
    start = performance.now();
  };
}
