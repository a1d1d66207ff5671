/** Statistics over the rounds, and the table that the benchmark prints. */
import type { Round, Workload } from './measure.ts';

/** The value below which `share` (0 to 1) of the samples lie; nearest rank. NaN without samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/** One line of the table. */
export interface Row {
  what: string;
  unit: string;
  ours: number;
  clangd: number;
  /** The ratio must not be above this; undefined where none is promised. */
  limit?: number;
  /** Ours may take so much longer, in the unit of the figures. */
  within?: number;
}

/** The promised figures from the rounds of both servers. Every ratio is ours over clangd's. */
export function rowsOf(work: Workload, ours: readonly Round[], clangd: readonly Round[]): Row[] {
  const of = (value: (rounds: readonly Round[]) => number) => ({
    ours: value(ours),
    clangd: value(clangd),
  });
  const file = work.first.file;
  const rows: Row[] = [
    {
      what: `cold start to first hover, ${file}`,
      unit: 'ms',
      ...of((rounds) => median(rounds.map(({ coldMs }) => coldMs))),
      limit: 0.7,
    },
  ];
  for (const [index, { file: name, uses }] of work.hovers.entries()) {
    const samples = (rounds: readonly Round[]) => rounds.flatMap((r) => r.hoverMs[index] ?? []);
    const what = `${uses.length} uses in ${name}`;
    rows.push({
      what: `hover p50, ${what}`,
      unit: 'ms',
      ...of((r) => percentile(samples(r), 0.5)),
    });
    const p95 = of((r) => percentile(samples(r), 0.95));
    rows.push({ what: `hover p95, ${what}`, unit: 'ms', ...p95, limit: 1 });
  }
  rows.push({
    what: `hover after typing a character, ${file}`,
    unit: 'ms',
    ...of((rounds) => median(rounds.flatMap(({ editMs }) => editMs))),
    limit: 0.33,
  });
  rows.push({
    what: `diagnostics after a keystroke, ${file}`,
    unit: 'ms',
    ...of((rounds) => median(rounds.flatMap(({ diagnosticsMs }) => diagnosticsMs))),
    within: 150,
  });
  const peak = of((rounds) => median(rounds.map(({ peakKb }) => peakKb / 1024)));
  rows.push({ what: `peak memory, ${file} open`, unit: 'MB', ...peak, limit: 1 });
  return rows;
}

/** What is promised, and whether it was kept. */
function verdictOf({
  ours,
  clangd,
  unit,
  limit,
  within,
}: Row): [promised: string, verdict: string] {
  if (limit !== undefined)
    return [`at most ${limit.toFixed(2)}`, ours / clangd <= limit ? 'met' : 'MISSED'];
  if (within !== undefined)
    return [`+${within} ${unit}`, ours - clangd <= within ? 'met' : 'MISSED'];
  return ['', ''];
}

/** The table as text. */
export function renderTable(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(({ what }) => what.length));
  const lines = rows.map((row) => {
    const { what, unit, ours, clangd } = row;
    const ratio = ours / clangd;
    const [promised, verdict] = verdictOf(row);
    const figures = [ours, clangd].map((value) => `${value.toFixed(2)} ${unit}`.padStart(12));
    const shown = ratio.toFixed(2).padStart(7);
    return `${what.padEnd(width)} ${figures.join('')}${shown}  ${promised.padEnd(13)} ${verdict}`;
  });
  const head = `${'what'.padEnd(width)} ${'ours'.padStart(12)}${'clangd'.padStart(12)}${'ratio'.padStart(7)}`;
  return `${[head, ...lines].map((line) => line.trimEnd()).join('\n')}\n`;
}
