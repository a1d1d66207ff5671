import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** As large as two semi-spaces of 8 MB: more saves no time and costs 50 MB. */
const LIMIT_BYTES = 16 << 20;

let isLimited = false;

/**
 * Keeps the young generation from growing further once it is large enough. V8 sizes it for throughput
 * and would take 64 MB while a unit is built; nothing that outlives a slice needs that. To be called
 * between slices. A command-line flag would do the same, but the server is started by many editors.
 */
export function limitYoungGeneration(): void {
  if (isLimited) return;
  const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
  if (!space || space.space_size < LIMIT_BYTES) return;
  setFlagsFromString('--semi-space-growth-factor=1');
  isLimited = true;
}
