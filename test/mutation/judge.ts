/** Asks `check` about a mutant: the same reader, with the file's text replaced in memory. */
import { join } from 'node:path';
import { Interner } from '../../language/src/lexer/interner.ts';
import { SourceMap } from '../../language/src/source/source-map.ts';
import { TranslationUnit } from '../../language/src/unit/translation-unit.ts';
import { FileNumbers } from '../../server/src/check/file-numbers.ts';
import type { CheckFinding } from '../../server/src/check/finding-record.ts';
import { assertingHeaders, TargetScans } from '../../server/src/check/target-files.ts';
import { UnitReader } from '../../server/src/check/unit-reader.ts';
import { discoverFiles } from '../../server/src/index/discover-tree.ts';
import type { MemdescModel } from '../../server/src/memdesc/memdesc.ts';
import { mergeModels } from '../../server/src/memdesc/merge.ts';
import type { Profile } from '../../server/src/profile/profile.ts';
import { callPlaces } from './call-places.ts';
import type { Mutant } from './mutants.ts';
import { mutantsOf } from './mutants.ts';
import { type PageTableFile, pageTableFiles, textOf } from './page-table-files.ts';

/** How a mutant fared. */
export interface Verdict {
  readonly mutant: Mutant;
  readonly killedBy: CheckFinding | undefined;
}

export class Judge {
  readonly #profile: Profile;
  readonly #reader: UnitReader;
  readonly #base = new Map<string, readonly CheckFinding[]>();
  readonly #texts = new Map<string, string>();

  constructor(profile: Profile) {
    this.#profile = profile;
    this.#reader = new UnitReader(profile, new FileNumbers(() => true));
    this.#reader.setModel(modelOf(profile));
  }

  /** Every mutant of the profile's page-table code, in a fixed order. */
  *mutants(isAsked = (_file: string) => true): Generator<Mutant> {
    const sources = new SourceMap(this.#profile.fs, new Interner());
    for (const file of pageTableFiles(this.#profile))
      if (isAsked(file.file)) yield* this.#mutantsOf(file, sources);
  }

  #mutantsOf(file: PageTableFile, sources: SourceMap): Mutant[] {
    const main = join(this.#profile.tree, file.main);
    const { target } = this.#profile;
    const unit = new TranslationUnit(
      sources,
      target,
      this.#profile.fileOptions(main),
      main,
    ).build();
    const source = sources.load(join(this.#profile.tree, file.file));
    if (!source) return [];
    return mutantsOf(file, this.#textOf(file.file), callPlaces(unit, source));
  }

  #textOf(file: string): string {
    const text = this.#texts.get(file) ?? textOf(this.#profile, file);
    this.#texts.set(file, text);
    return text;
  }

  judge(mutant: Mutant): Verdict {
    const before = this.#baseOf(mutant);
    const text = this.#textOf(mutant.file);
    const broken = text.slice(0, mutant.start) + mutant.replacement + text.slice(mutant.end);
    const found = this.#read(mutant, broken);
    const fresh = without(found, before);
    return { mutant, killedBy: fresh.find((finding) => isKill(mutant, finding, text)) };
  }

  #baseOf(mutant: Mutant): readonly CheckFinding[] {
    const known = this.#base.get(mutant.file);
    if (known) return known;
    const found = this.#read(mutant, this.#textOf(mutant.file));
    this.#base.set(mutant.file, found);
    return found;
  }

  /** What a user sees without an option: errors and warnings. */
  #read({ file, main }: Mutant, text: string): readonly CheckFinding[] {
    const path = join(this.#profile.tree, file);
    const { sources } = this.#reader;
    sources.load(path);
    sources.replace(path, Buffer.from(text, 'latin1'));
    const { results, failure } = this.#reader.read({ id: 0, main, files: [file] });
    this.#reader.sources.replace(path, undefined);
    if (failure !== undefined) throw new Error(failure);
    return results
      .flatMap(({ findings }) => findings)
      .filter(({ severity }) => severity !== 'info');
  }
}

function modelOf(profile: Profile): MemdescModel | undefined {
  let model: MemdescModel | undefined;
  for (const found of discoverFiles(
    profile,
    assertingHeaders(profile, new TargetScans()),
    new Set(),
  ))
    model = mergeModels(model, found);
  return model;
}

const keyOf = ({ rule, function: name, message }: CheckFinding) => `${rule} ${name} ${message}`;

function without(found: readonly CheckFinding[], known: readonly CheckFinding[]): CheckFinding[] {
  const left = new Map<string, number>();
  for (const finding of known) left.set(keyOf(finding), (left.get(keyOf(finding)) ?? 0) + 1);
  return found.filter((finding) => {
    const count = left.get(keyOf(finding)) ?? 0;
    left.set(keyOf(finding), count - 1);
    return count <= 0;
  });
}

const LEVEL = /(pte|pmd|pud|p4d|pgd|crst|page_table)/;

/** In the mutated function, at a line that tells of it, or in the function it is a pair with. */
function isKill(mutant: Mutant, finding: CheckFinding, text: string): boolean {
  if (!mutant.rules.test(finding.rule)) return false;
  if (finding.function === mutant.function) return true;
  const start = text.slice(0, text.lastIndexOf('\n}', mutant.start) + 2).split('\n').length;
  const end = text.slice(0, text.indexOf('\n}', mutant.start) + 2).split('\n').length;
  const tells = finding.related.some(
    ({ file, line }) => file.endsWith(mutant.file) && line >= start && line <= end,
  );
  const level = LEVEL.exec(mutant.function)?.[0];
  return tells || (level !== undefined && LEVEL.exec(finding.function ?? '')?.[0] === level);
}
