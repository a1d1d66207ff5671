import { join } from 'node:path';
import { Interner } from '../../../language/src/lexer/interner.ts';
import { type SourceFile, SourceMap } from '../../../language/src/source/source-map.ts';
import { recordName } from '../../../language/src/types/type-name.ts';
import { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { filesOf } from '../../../language/src/unit/unit-files.ts';
import { Workspace } from '../../../language/src/unit/workspace.ts';
import { discoverMemdescs } from '../memdesc/discover.ts';
import type { MemdescModel } from '../memdesc/memdesc.ts';
import { overlayFieldNames } from '../memdesc/overlay-fields.ts';
import { overlayRecords } from '../memdesc/record-sets.ts';
import type { Profile } from '../profile/profile.ts';
import { ALL_RULES } from '../rules/all-rules.ts';
import { isReadCompletely, weighed } from '../rules/run/read-completely.ts';
import { runRules } from '../rules/run/run-rules.ts';
import { architecturePeers } from '../rules/support/architecture-peers.ts';
import type { RuleInput } from '../rules/support/rule.ts';
import type { FileNumbers } from './file-numbers.ts';
import { findingRecord } from './finding-record.ts';
import { type InactiveAccess, inactiveAccesses, inactiveCandidates } from './inactive-accesses.ts';
import { PageTableFunctions } from './page-table-functions.ts';
import { pageWrappers } from './page-wrappers.ts';
import { WatchedPeers } from './peer-digest.ts';
import type { AccessRecord, FileResult, UnitResult, UnitTask } from './unit-task.ts';

/** After so much text the kept tokens are let go: most are of headers that no one reads again. */
const MAX_TEXT_BYTES = 24 << 20;

/**
 * Reads units one after the other and says what the rules and the accesses of their files are. Tokens
 * of headers are kept between units; a unit is gone when its results are there.
 */
export class UnitReader {
  readonly #profile: Profile;
  readonly #numbers: FileNumbers;
  #sources: SourceMap;
  /** Every unit's, one after the other. */
  readonly #workspace = new Workspace();
  #model: MemdescModel | undefined;
  readonly #foreign: PageTableFunctions;

  /** @param sources files that were read already, as `profile` has them */
  constructor(profile: Profile, numbers: FileNumbers, sources?: SourceMap) {
    this.#profile = profile;
    this.#numbers = numbers;
    this.#sources = sources ?? new SourceMap(profile.fs, new Interner());
    this.#foreign = new PageTableFunctions(
      profile,
      () => this.#sources,
      () => this.#model,
    );
  }

  /** The files that were read, for others that read some of the same. */
  get sources(): SourceMap {
    return this.#sources;
  }

  /** What the search of the tree found; without it, a unit's own memdescs are looked for. */
  setModel(model: MemdescModel | undefined): void {
    this.#model = model;
  }

  /** Never throws: what went wrong is in the result. */
  read(task: UnitTask): UnitResult {
    try {
      return this.#read(task);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return this.#failed(task, `${task.main}: ${message}`);
    } finally {
      this.#letGo();
    }
  }

  #read(task: UnitTask): UnitResult {
    const path = join(this.#profile.tree, task.main);
    if (!this.#sources.load(path)) return this.#failed(task, `${task.main}: cannot be read`);
    const { target } = this.#profile;
    const options = this.#profile.fileOptions(path);
    const unit = new TranslationUnit(this.#sources, target, options, path, this.#workspace).build();
    const files = new Map(filesOf(unit).map((file) => [this.#profile.relative(file.path), file]));
    // The search of the tree has read every file that says something about memdescs.
    const model = this.#model ?? discoverMemdescs(unit);
    const isComplete = isReadCompletely(unit, this.#profile);
    const relative = (name: string) => this.#profile.relative(name);
    const exact = isComplete && this.#profile.isBuilt(path);
    const crashes: string[] = [];
    const peers = new WatchedPeers(architecturePeers(this.#profile));
    const found = task.files.flatMap((name) => {
      const file = files.get(name);
      if (!file) return [];
      const result = {
        ...fileResult({ unit, file, model, peers, foreign: this.#foreign }, relative, crashes),
        ...inactiveResult(unit, file, model, task.inactive === true),
        main: task.main,
        exact,
      };
      return [{ ...result, findings: weighed(result.findings, isComplete) }];
    });
    return {
      ...this.#failed(task, crashes[0]),
      results: found,
      notRead: task.files.filter((name) => !files.has(name)),
      ...this.#numbers.of([...new Set([...files.values(), ...this.#foreign.takeRead()])]),
      missing: missingHeaders(unit),
      peers: peers.digest,
    };
  }

  #failed(task: UnitTask, failure: string | undefined): UnitResult {
    const { id, main } = task;
    return {
      id,
      main,
      results: [],
      notRead: [],
      read: [],
      states: [],
      missing: [],
      failure,
    };
  }

  #letGo(): void {
    if (this.#sources.readBytes < MAX_TEXT_BYTES) return;
    this.#sources = new SourceMap(this.#profile.fs, new Interner());
  }
}

function missingHeaders(unit: TranslationUnit): string[] {
  const names = unit.preprocessor.problems.flatMap(
    ({ message }) => /^(.+): No such file or directory$/.exec(message)?.[1] ?? [],
  );
  return [...new Set(names)];
}

interface FileInput extends Omit<RuleInput, 'model'> {
  readonly model: MemdescModel | undefined;
}

function fileResult(
  { unit, file, model, peers, foreign }: FileInput,
  relative: (path: string) => string,
  crashes: string[],
): Omit<FileResult, 'main' | 'exact' | 'inactive'> {
  const name = relative(file.path);
  // A unit that never mentions struct page has nothing that a rule could be about.
  if (!model) return { file: name, findings: [], accesses: [], wrappers: [] };
  const input = { unit, model, file, ...(peers && { peers }), ...(foreign && { foreign }) };
  const findings = runRules(input, ALL_RULES, (rule, error) => {
    const why = error instanceof Error ? error.message : String(error);
    crashes.push(`${name}: the rule ${rule} failed: ${why}`);
  });
  return {
    file: name,
    findings: findings.map((f) => findingRecord(f, file, relative)),
    accesses: accessRecords(unit, file, model),
    wrappers: pageWrappers(unit, file, model),
  };
}

function accessRecords(
  unit: TranslationUnit,
  file: SourceFile,
  model: MemdescModel,
): AccessRecord[] {
  const names = overlayFieldNames(unit, model).possible;
  return recordsOf(
    unit.accesses(file, names).map((access) => ({ access, unit })),
    model,
  );
}

/** Where nothing can be in code that the configuration leaves out, that is known without reading it. */
function inactiveResult(
  unit: TranslationUnit,
  file: SourceFile,
  model: MemdescModel | undefined,
  isWanted: boolean,
): Pick<FileResult, 'inactive'> {
  const candidates = model ? inactiveCandidates(unit, file, model) : [];
  if (!model || candidates.length === 0) return { inactive: [] };
  return isWanted ? { inactive: recordsOf(inactiveAccesses(unit, file, candidates), model) } : {};
}

function recordsOf(accesses: readonly InactiveAccess[], model: MemdescModel): AccessRecord[] {
  const records = overlayRecords(model);
  return accesses.flatMap(({ access, unit }): AccessRecord[] => {
    const record = access.record && recordName(access.record);
    if (record === undefined || !records.has(record)) return [];
    const place = unit.sources.place(access.loc);
    const field = unit.interner.text(access.fieldId);
    const { arrow, kind } = access;
    return [{ line: place?.line ?? 0, col: place?.column ?? 0, field, record, arrow, kind }];
  });
}
