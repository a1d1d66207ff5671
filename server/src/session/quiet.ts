/**
 * When someone last asked something. Work that no one waits for (parsing ahead, findings) keeps out
 * of the way of requests: it goes on only after a pause.
 */
let lastRequestMs = 0;

/** To be called when a request arrives. */
export function noteRequest(): void {
  lastRequestMs = performance.now();
}

/** Resolves once no one has asked anything for so long. */
export async function quietFor(pauseMs: number): Promise<void> {
  for (;;) {
    const restMs = lastRequestMs + pauseMs - performance.now();
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, restMs)));
    if (performance.now() - lastRequestMs >= pauseMs) return;
  }
}
