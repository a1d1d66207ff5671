import { PAGE_RECORD } from '../memdesc/memdesc.ts';
import type { MatrixRow, RowAssertion } from './matrix-row.ts';

/** A field that lies elsewhere than it does where the assertion holds. */
export interface MovedField {
  readonly record: string;
  readonly path: string;
  readonly offsetBytes: number;
  readonly elsewhereBytes: number;
  /** The profile that was compared with: `x86_64 default`. */
  readonly elsewhere: string;
}

/**
 * The fields of an assertion's record that moved against a profile in which it holds and words are as long:
 * the same architecture's first. Empty when it holds in none.
 */
export function movedFields(
  row: MatrixRow,
  assertion: RowAssertion,
  rows: readonly MatrixRow[],
): MovedField[] {
  const [, record = ''] = /^(?:sizeof\()?((?:struct|union) \w+)/.exec(assertion.what) ?? [];
  const holding = rows.filter(
    (each) => stateIn(each, assertion) === 'holds' && wordBits(each) === wordBits(row),
  );
  const other = holding.find(({ arch }) => arch === row.arch) ?? holding[0];
  if (!other) return [];
  const before = new Map(
    other.fields.map((field) => [`${field.record}.${field.path}`, field.offsetBits]),
  );
  return row.fields.flatMap(({ record: own, path, offsetBits }) => {
    const old = before.get(`${own}.${path}`);
    if (own !== record || old === undefined || old === offsetBits) return [];
    const elsewhere = `${other.arch} ${other.config}`;
    return [{ record: own, path, offsetBytes: offsetBits / 8, elsewhereBytes: old / 8, elsewhere }];
  });
}

const stateIn = (row: MatrixRow, { file, line, what }: RowAssertion) =>
  row.assertions.find((a) => a.file === file && a.line === line && a.what === what)?.state;

/** struct page begins with one word of flags. */
const wordBits = ({ fields }: MatrixRow): number | undefined =>
  fields.find(({ record, offsetBits }) => record === PAGE_RECORD && offsetBits === 0)?.sizeBits;
