import { readdirSync, readFileSync } from 'node:fs';

/** The variable of the environment that tells which processes are a test's own. */
export const MARK = 'PTDESC_TEST_MARK';

/** The processes that run with a mark in their environment, and a text in their command line. */
export function markedProcesses(mark: string, inCommand = ''): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => fileOf(pid, 'environ').split('\0').includes(`${MARK}=${mark}`))
    .filter((pid) => fileOf(pid, 'cmdline').includes(inCommand))
    .map(Number);
}

function fileOf(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    // It is gone, or another user's.
    return '';
  }
}

/** Waits until something holds; the test's own time limit ends it. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((done) => setTimeout(done, 20));
}
