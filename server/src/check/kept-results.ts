import {
  isAbsentOr,
  isEither,
  isFlag,
  isIndex,
  isListOf,
  isMapOf,
  isNumber,
  isOneOf,
  isRecordOf,
  isText,
  type Shape,
} from '../cache/shape.ts';
import type { FileResult, FileState } from './unit-task.ts';

/** What one unit gave, with the numbers of the files that it read. */
export interface KeptUnit {
  readonly read: readonly number[];
  readonly missing: readonly string[];
  readonly results: readonly FileResult[];
  /** What other architectures did, where that was asked. */
  readonly peers?: string;
}

/** What is kept on disk for one profile. */
export interface KeptResults {
  readonly model: string;
  readonly makefiles: readonly FileState[];
  readonly files: readonly FileState[];
  readonly units: Readonly<Record<string, KeptUnit>>;
}

const isState = isRecordOf({ path: isText, mtimeMs: isNumber, sizeBytes: isIndex(), hash: isText });
const PLACE = { file: isText, line: isIndex(), col: isIndex() };
const isEdit = isRecordOf({ ...PLACE, endLine: isIndex(), endCol: isIndex(), text: isText });

const isFinding = isRecordOf({
  ...PLACE,
  rule: isText,
  severity: isOneOf('error', 'warning', 'info'),
  endLine: isIndex(),
  endCol: isIndex(),
  function: isEither(isText, isOneOf(null)),
  message: isText,
  related: isListOf(isRecordOf({ ...PLACE, message: isText })),
  fixes: isListOf(isRecordOf({ title: isText, edits: isListOf(isEdit) })),
  fingerprint: isText,
});

const isAccess = isRecordOf({
  line: isIndex(),
  col: isIndex(),
  field: isText,
  record: isText,
  arrow: isFlag,
  kind: isText,
});

const isResult = isRecordOf({
  file: isText,
  main: isText,
  exact: isFlag,
  findings: isListOf(isFinding),
  accesses: isListOf(isAccess),
  inactive: isAbsentOr(isListOf(isAccess)),
  wrappers: isListOf(isRecordOf({ name: isText, line: isIndex() })),
});

const isUnitOf = (files: number): Shape =>
  isRecordOf({
    read: isListOf(isIndex(files)),
    missing: isListOf(isText),
    results: isListOf(isResult),
    peers: isAbsentOr(isText),
  });

/** Whether a value is results as they are kept: the files' numbers are those of its own list. */
export function isKeptResults(value: unknown): value is KeptResults {
  const states = { model: isText, makefiles: isListOf(isState), files: isListOf(isState) };
  if (!isRecordOf(states)(value)) return false;
  const { files, units } = value as KeptResults;
  return isMapOf(isUnitOf(files.length))(units);
}
