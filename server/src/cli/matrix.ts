import { counted } from '../counted.ts';
import { openKernelTree, whyNoTree } from '../kernel/kernel-tree.ts';
import { CONFIGURATION_NAMES, namedConfiguration } from '../matrix/configurations.ts';
import type { MatrixRow, RowAssertion } from '../matrix/matrix-row.ts';
import { matrixTasks } from '../matrix/matrix-tasks.ts';
import { readMatrix } from '../matrix/matrix-threads.ts';
import { type MovedField, movedFields } from '../matrix/moved-fields.ts';
import type { ProfileRequest } from '../profile/profile.ts';
import { CommandError } from './command-error.ts';
import { type Output, progress, warn } from './output.ts';

export interface MatrixOptions {
  readonly asserts?: boolean;
  /** Names with commas between them. */
  readonly configs: string;
  readonly jobs: number;
  readonly format: 'text' | 'jsonl';
}

/** More moved fields than this are counted. */
const MAX_MOVED = 8;

/**
 * `ptdesc matrix [TAG|FIELD|--asserts]`: sizes, offsets and assertions under every architecture and
 * configuration. Returns the status: 1 when an assertion fails, 2 when a profile could not be read.
 */
export async function matrix(
  request: ProfileRequest,
  what: string | undefined,
  options: MatrixOptions,
  output: Output,
): Promise<number> {
  const configurations = options.configs.split(',').map((name) => {
    const known = namedConfiguration(name.trim());
    if (known) return known;
    throw new CommandError(
      `--configs ${name}: one of ${CONFIGURATION_NAMES.join(', ')}, or CONFIG_NAME=y`,
    );
  });
  const kernel = openKernelTree(request.tree);
  if (!kernel) throw new CommandError(whyNoTree(request.tree));
  const tasks = matrixTasks(kernel, request, configurations);
  let done = 0;
  const rows = await readMatrix(tasks, options.jobs, undefined, () =>
    progress(`${++done} of ${tasks.length}`),
  );
  progress('');
  const printer = new MatrixPrinter(rows, options, output);
  if (options.asserts) printer.assertions();
  else if (what === undefined) printer.sizes();
  else printer.subject(what);
  return printer.finish();
}

class MatrixPrinter {
  readonly #rows: readonly MatrixRow[];
  readonly #isJson: boolean;
  readonly #output: Output;

  constructor(rows: readonly MatrixRow[], { format }: MatrixOptions, output: Output) {
    this.#rows = rows;
    this.#isJson = format === 'jsonl';
    this.#output = output;
  }

  /** struct page and every memdesc. */
  sizes(): void {
    const records = [...new Set(this.#rows.flatMap(({ sizes }) => sizes.map((s) => s.record)))];
    if (!this.#isJson) this.#line(['', ...records.map(shortName)]);
    for (const row of this.#rows) {
      if (row.problem !== null) this.#without(row);
      else if (this.#isJson) this.#json(row, { sizes: row.sizes.map(sizeJson) });
      else this.#line([nameOf(row), ...records.map((record) => sizeIn(row, record))]);
    }
  }

  /** One record, or one field: `ptdesc`, `lru`, `ptdesc.pt_list`. */
  subject(text: string): void {
    const records = new Set(this.#rows.flatMap(({ sizes }) => sizes.map((s) => s.record)));
    const record = [...records].find((each) => each === text || shortName(each) === text);
    const isKnown =
      record !== undefined || this.#rows.some((row) => fieldsIn(row, text).length > 0);
    if (!isKnown) throw new CommandError(`${text}: no record or field of struct page or a memdesc`);
    for (const row of this.#rows) {
      if (row.problem !== null) this.#without(row);
      else if (record === undefined) this.#fields(row, text);
      else if (this.#isJson)
        this.#json(row, { sizes: row.sizes.filter((s) => s.record === record).map(sizeJson) });
      else this.#line([nameOf(row), sizeIn(row, record)]);
    }
  }

  /** Each assertion with what it is in every profile. */
  assertions(): void {
    const all = new Map<string, { assertion: RowAssertion; rows: [MatrixRow, RowAssertion][] }>();
    for (const row of this.#rows) {
      if (row.problem !== null) this.#without(row);
      for (const assertion of row.assertions) {
        if (this.#isJson) this.#json(row, { assertion: assertionJson(assertion) });
        const key = `${assertion.file}:${assertion.line} ${assertion.what}`;
        const known = all.get(key) ?? { assertion, rows: [] };
        known.rows.push([row, assertion]);
        all.set(key, known);
      }
    }
    if (this.#isJson) return;
    for (const { assertion, rows } of all.values()) this.#assertion(assertion, rows);
  }

  /** What fails is told of in full, whatever was asked. */
  finish(): number {
    let isFailing = false;
    for (const row of this.#rows) {
      const told = new Set<string>();
      for (const assertion of row.assertions.filter(({ state }) => state === 'fails')) {
        isFailing = true;
        const all = movedFields(row, assertion, this.#rows);
        // The same fields make several assertions fail.
        const moved = all.filter(({ record, path }) => !told.has(`${record}.${path}`));
        for (const { record, path } of moved) told.add(`${record}.${path}`);
        if (this.#isJson) this.#json(row, { failing: assertionJson(assertion), moved });
        else for (const line of failingLines(row, assertion, moved)) this.#output.line(line);
      }
    }
    const unread = this.#rows.filter(({ label, problem }) => label === null && !isRefused(problem));
    for (const { arch, problem } of unread) warn(`${arch}: ${problem}`);
    if (isFailing) return 1;
    return unread.length > 0 ? 2 : 0;
  }

  #fields(row: MatrixRow, text: string): void {
    const found = fieldsIn(row, text);
    if (found.length === 0) this.#line([nameOf(row), 'no such field']);
    for (const { record, spelled, offsetBits, sizeBits } of found) {
      if (this.#isJson) {
        const place = { offset_bits: offsetBits, size_bits: sizeBits };
        this.#json(row, { record, path: spelled, ...place });
      } else {
        const end = (offsetBits + sizeBits) / 8 - 1;
        const bytes = sizeBits % 8 === 0 ? `${offsetBits / 8}-${end}` : `bit ${offsetBits}`;
        this.#line([nameOf(row), `bytes ${bytes}`, `${record}.${spelled}`]);
      }
    }
  }

  #assertion(assertion: RowAssertion, rows: readonly [MatrixRow, RowAssertion][]): void {
    const count = (state: RowAssertion['state']) =>
      rows.filter(([, each]) => each.state === state).length;
    const states = (['holds', 'fails', 'not compiled in', 'unknown'] as const)
      .filter((state) => count(state) > 0)
      .map((state) => `${state} in ${count(state)}`);
    const { file, line, what } = assertion;
    this.#output.line(`${file}:${line}: ${what}: ${states.join(', ')}`);
  }

  /** A configuration that an architecture does not have is an answer, too. */
  #without(row: MatrixRow): void {
    if (this.#isJson) this.#json(row, { problem: row.problem });
    else this.#line([nameOf(row), `not there: ${row.problem}`]);
  }

  #json({ arch, config }: MatrixRow, more: object): void {
    this.#output.json({ arch, config, ...more });
  }

  #line([name = '', ...cells]: readonly string[]): void {
    const wide = cells.map((cell) => cell.padStart(8)).join(' ');
    this.#output.line(`${name.padEnd(28)} ${wide}`.trimEnd());
  }
}

const nameOf = ({ arch, config }: MatrixRow): string => `${arch} ${config}`;
const shortName = (record: string): string => record.replace(/^(struct|union) /, '');
/** Kconfig says no; everything else is something that could not be read. */
const isRefused = (problem: string | null): boolean => /^CONFIG_\w+ is /.test(problem ?? '');

const sizeIn = ({ sizes }: MatrixRow, record: string): string =>
  String(sizes.find((each) => each.record === record)?.sizeBytes ?? '-');

const sizeJson = ({ record, sizeBytes }: MatrixRow['sizes'][number]): object => ({
  record,
  size: sizeBytes,
});

const assertionJson = ({ file, line, what, state, bytes }: RowAssertion): object => ({
  file,
  line,
  what,
  state,
  offsets: bytes,
});

/** `lru`, `page.lru`, `struct page.lru`. */
function fieldsIn({ fields }: MatrixRow, text: string): MatrixRow['fields'] {
  const at = text.lastIndexOf('.');
  const isOf = (record: string, path: string, spelled: string) =>
    [record, shortName(record)].some((name) =>
      [`${name}.${path}`, `${name}.${spelled}`].includes(text),
    );
  return fields.filter(
    ({ record, path, spelled }) =>
      path === text || spelled === text || (at > 0 && isOf(record, path, spelled)),
  );
}

function failingLines(
  row: MatrixRow,
  { file, line, what, bytes }: RowAssertion,
  moved: readonly MovedField[],
): string[] {
  const [left, right] = bytes ?? [];
  const head = `${file}:${line}: error: ${what} fails under ${nameOf(row)}: ${left} and ${right} bytes`;
  const lines = moved
    .slice(0, MAX_MOVED)
    .map(
      ({ record, path, offsetBytes, elsewhereBytes, elsewhere }) =>
        `  ${record}.${path} is at byte ${offsetBytes}, and at ${elsewhereBytes} under ${elsewhere}`,
    );
  const more = moved.length - lines.length;
  return [head, ...lines, ...(more > 0 ? [`  and ${counted(more, 'more field')}`] : [])];
}
