import type { MatrixLine, MatrixView } from '../protocol.ts';
import type { MatrixRow } from './matrix-row.ts';
import type { RowTask } from './read-row.ts';

/** The rows as an editor shows them; each can be opened as the profile that it was read under. */
export function matrixView(
  kernel: string,
  rows: readonly MatrixRow[],
  tasks: readonly RowTask[],
): MatrixView {
  const records = [...new Set(rows.flatMap(({ sizes }) => sizes.map(({ record }) => record)))];
  const lines = rows.map((row, at) => lineOf(row, tasks[at] as RowTask, records));
  return { kernel, records, lines };
}

function lineOf(row: MatrixRow, { request }: RowTask, records: readonly string[]): MatrixLine {
  const { arch, config, problem, sizes, assertions } = row;
  const count = (wanted: string) => assertions.filter(({ state }) => state === wanted).length;
  const failing = assertions.filter(({ state }) => state === 'fails');
  const { tree, arch: asked, configFile, defconfig, set } = request;
  return {
    arch,
    config,
    problem,
    sizes: records.map((name) => sizes.find(({ record }) => record === name)?.sizeBytes ?? null),
    holding: count('holds'),
    notCompiled: count('not compiled in'),
    failing: failing.map(
      ({ file, line, what, bytes }) => `${file}:${line}: ${what}: ${bytes?.join(' and ')} bytes`,
    ),
    choice: {
      tree,
      ...(asked === undefined ? {} : { arch: asked }),
      ...(configFile === undefined ? {} : { config: configFile }),
      ...(defconfig === undefined ? {} : { defconfig }),
      ...(set === undefined ? {} : { symbols: set }),
    },
  };
}
