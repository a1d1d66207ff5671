import type { Verdict } from './judge.ts';

/** How many mutants of each operator were found. */
export function rateTable(verdicts: readonly Verdict[]): string {
  const rows = new Map<string, { all: number; killed: number }>();
  for (const { mutant, killedBy } of verdicts)
    for (const key of [mutant.operator, 'all']) {
      const row = rows.get(key) ?? { all: 0, killed: 0 };
      rows.set(key, { all: row.all + 1, killed: row.killed + (killedBy ? 1 : 0) });
    }
  const lines = [...rows].sort(([a], [b]) =>
    a === 'all' ? 1 : b === 'all' ? -1 : a.localeCompare(b),
  );
  return lines
    .map(([name, { all, killed }]) => {
      const percent = ((100 * killed) / all).toFixed(0);
      return `${name.padEnd(44)} ${String(killed).padStart(4)} of ${String(all).padStart(4)} ${percent.padStart(4)} %`;
    })
    .join('\n');
}
