import { join } from 'node:path';
import { type CollectRequest, collectCensus, type TreeCensus } from '../census/collect.ts';
import {
  type AccessGroup,
  type GroupKey,
  groupAccesses,
  isOfField,
} from '../census/group-accesses.ts';
import { legacyCalls } from '../census/legacy-calls.ts';
import { RADAR_ITEMS, type RadarRow, radar, unassertedFields } from '../census/radar.ts';
import { Subsystems } from '../census/subsystems.ts';
import { findTargets } from '../check/target-files.ts';
import { counted } from '../counted.ts';
import { sinceRevision } from '../patch/since-revision.ts';
import type { Overlay } from '../profile/overlay.ts';
import type { Profile, ProfileRequest } from '../profile/profile.ts';
import { CommandError } from './command-error.ts';
import { knownMemdescs } from './known-memdescs.ts';
import { type Output, progress, warn } from './output.ts';
import type { TreeReading } from './tree-reading.ts';

/** What `ptdesc census` was asked for. */
export interface CensusOptions {
  readonly field?: string;
  readonly by?: GroupKey;
  readonly since?: string;
  readonly radar?: boolean;
  readonly list?: boolean;
  readonly format: 'text' | 'jsonl';
  readonly jobs: number;
}

/**
 * `ptdesc census`: who still uses which field, by typed accesses over the whole tree. Files that could
 * not be read are told of at the end.
 */
export async function census(
  reading: TreeReading,
  request: ProfileRequest,
  options: CensusOptions,
  output: Output,
): Promise<void> {
  const { profile } = reading;
  const before = options.since === undefined ? undefined : await overlayAt(profile, options.since);
  const read = (overlay: Overlay): Promise<TreeCensus> => {
    const showProgress: CollectRequest['progress'] = (d, t) => progress(`${d} of ${t}`);
    const workers = options.jobs;
    return collectCensus({ profile: request, overlay, workers, progress: showProgress });
  };
  const now = await read(new Map());
  const was = before && (await read(before));
  progress('');
  if (options.radar) printRadar(reading, now, was, options, output);
  else if (options.list) printList(now, options, output);
  else printGroups(now, was, options, output);
  for (const message of now.failures.slice(0, -1)) warn(message);
  const last = now.failures.at(-1);
  if (last !== undefined) throw new CommandError(last);
}

async function overlayAt(profile: Profile, revision: string): Promise<Overlay> {
  try {
    const { files } = findTargets(profile);
    return (await sinceRevision(profile.tree, revision, files)).overlay;
  } catch (error) {
    throw new CommandError(
      `--since ${revision}: ${error instanceof Error ? error.message : error}`,
    );
  }
}

const wanted = ({ accesses }: TreeCensus, { field }: CensusOptions) =>
  field === undefined ? accesses : accesses.filter((access) => isOfField(access, field));

function printList(now: TreeCensus, options: CensusOptions, output: Output): void {
  for (const { file, line, col, field, record, arrow, kind, exact, active } of wanted(
    now,
    options,
  )) {
    if (options.format === 'jsonl') {
      output.json({ file, line, col, field, record, arrow, kind, active, exact });
    } else
      output.line(
        `${file}:${line}:${col}: ${kind} ${record}.${field}${exact ? '' : ' ~'}${active ? '' : ' (inactive)'}`,
      );
  }
}

/** Groups that are only in the older tree are listed as well: they are what was done. */
function printGroups(
  now: TreeCensus,
  was: TreeCensus | undefined,
  options: CensusOptions,
  output: Output,
): void {
  const by = options.by ?? 'field';
  const groups = groupAccesses(wanted(now, options), by);
  const old = new Map(was ? groupAccesses(wanted(was, options), by).map((g) => [g.name, g]) : []);
  const names = new Set(groups.map(({ name }) => name));
  const gone = [...old.values()].filter(({ name }) => !names.has(name));
  for (const group of [...groups, ...gone.map(emptied)]) {
    const before = was ? (old.get(group.name)?.total ?? 0) : undefined;
    if (options.format === 'jsonl') output.json(groupJson(group, by, before));
    else output.line(groupText(group, before));
  }
}

const emptied = ({ name }: AccessGroup): AccessGroup => ({
  name,
  total: 0,
  inactive: 0,
  exact: 0,
  files: 0,
  kinds: {},
});

function groupJson(group: AccessGroup, by: GroupKey, was: number | undefined): object {
  const { name, total, inactive, exact, files, kinds } = group;
  const change = was === undefined ? {} : { was, delta: total - was };
  return {
    [by]: name,
    total,
    exact_total: exact,
    exact: exact === total,
    inactive,
    files,
    kinds,
    ...change,
  };
}

function groupText(
  { name, total, inactive, files, kinds }: AccessGroup,
  was: number | undefined,
): string {
  const counts = Object.entries(kinds).map(([kind, count]) => `${kind} ${count}`);
  if (inactive > 0) counts.push(`inactive ${inactive}`);
  const delta = was === undefined ? '' : `${signed(total - was).padStart(7)}`;
  return `${String(total).padStart(6)}${delta}  ${name}  (${counted(files, 'file')}; ${counts.join(', ')})`;
}

const signed = (number: number): string => (number > 0 ? `+${number}` : String(number));

function printRadar(
  reading: TreeReading,
  now: TreeCensus,
  was: TreeCensus | undefined,
  { format }: CensusOptions,
  output: Output,
): void {
  const rows = radarRows(reading, now);
  const before = new Map(was ? radarRows(reading, was).map((r) => [r.subsystem, r.total]) : []);
  if (format === 'text') output.line(`${headings()}  subsystem`);
  for (const row of rows) {
    const total = was ? (before.get(row.subsystem) ?? 0) : undefined;
    if (format === 'jsonl') output.json(radarJson(row, total));
    else output.line(radarText(row, total));
  }
}

function radarRows({ profile, ...reading }: TreeReading, census: TreeCensus): RadarRow[] {
  const names = new Set(census.wrappers.map(({ name }) => name));
  const calls = legacyCalls(profile.fs, profile.tree, census.files, names);
  const open = unassertedFields(knownMemdescs({ profile, ...reading })).map((field) => ({
    file: profile.relative(field.file),
  }));
  const maintainers = profile.fs.readText(join(profile.tree, 'MAINTAINERS'));
  return radar(census, calls, open, new Subsystems(maintainers));
}

const headings = (): string => ['total', ...RADAR_ITEMS].join('  ');

/** Columns as wide as their headings. */
function radarText({ subsystem, counts, total }: RadarRow, was: number | undefined): string {
  const cells = counts.map((count, i) => String(count).padStart((RADAR_ITEMS[i] ?? '').length));
  const change = was === undefined ? '' : ` (${signed(total - was)})`;
  return [String(total).padStart(5), ...cells, `${subsystem}${change}`].join('  ');
}

function radarJson({ subsystem, counts, total }: RadarRow, was: number | undefined): object {
  const items = Object.fromEntries(RADAR_ITEMS.map((item, i) => [item, counts[i] ?? 0]));
  const change = was === undefined ? {} : { was, delta: total - was };
  return { subsystem, total, ...items, ...change };
}
