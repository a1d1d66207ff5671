import type { TranslationUnit } from '../../../../language/src/unit/translation-unit.ts';
import { functionsWrittenIn } from '../../../../language/src/unit/written-functions.ts';
import type { MemdescModel } from '../../memdesc/memdesc.ts';
import type { ForeignFunctions } from '../../paths/foreign-functions.ts';
import { LevelNorms } from '../../paths/level-norms.ts';
import { LevelPairs } from '../../paths/level-pairs.ts';
import { UnitPaths } from '../../paths/unit-paths.ts';
import { ALL_RULES } from '../all-rules.ts';
import { Bodies } from '../support/bodies.ts';
import type { Finding, Rule, RuleContext, RuleInput } from '../support/rule.ts';

/** What was thrown by a rule, and which one. */
export type RuleFailure = (rule: string, error: unknown) => void;

/**
 * What the rules find in one file, in the order of its text. A rule that throws costs its own findings
 * and is told to `onFailure`.
 */
export function runRules(
  input: RuleInput,
  rules: readonly Rule[] = ALL_RULES,
  onFailure: RuleFailure = () => undefined,
): Finding[] {
  const steps = ruleSteps(input, rules, onFailure);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * The same in steps of a few milliseconds, so that a thread which answers requests can do so between
 * them. The unit must not change in between: give the generator up when it does.
 */
export function* ruleSteps(
  input: RuleInput,
  rules: readonly Rule[] = ALL_RULES,
  onFailure: RuleFailure = () => undefined,
): Generator<undefined, Finding[]> {
  const context = contextOf(input);
  if (rules.some(({ meta }) => meta.needs === 'paths')) yield* walkPaths(context, onFailure);
  const findings: Finding[] = [];
  for (const rule of rules) {
    findings.push(...checkOne(rule, context, onFailure));
    yield;
  }
  return findings.sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
}

/** Walks the file's functions ahead of the rules that ask about their paths. */
function* walkPaths(
  { paths, file }: RuleContext,
  onFailure: RuleFailure,
): Generator<undefined, void> {
  const before = paths.failures.length;
  for (const _ of paths.steps(file)) yield;
  for (const error of paths.failures.slice(before)) onFailure('paths', error);
}

function checkOne(rule: Rule, context: RuleContext, onFailure: RuleFailure): Finding[] {
  try {
    return rule.check(context);
  } catch (error) {
    onFailure(rule.meta.id, error);
    return [];
  }
}

/** Paths are made when a rule asks for them, and kept for the other rules and files of the unit. */
function contextOf({ unit, model, file, peers, foreign }: RuleInput): RuleContext {
  const definitions = functionsWrittenIn(unit, file);
  return {
    unit,
    model,
    file,
    ...(peers && { peers }),
    definitions,
    bodies: new Bodies(unit, definitions),
    get paths() {
      return pathsOf(unit, model, foreign).paths;
    },
    get norms() {
      return pathsOf(unit, model, foreign).norms;
    },
    get pairs() {
      return pathsOf(unit, model, foreign).pairs;
    },
  };
}

interface KeptPaths {
  readonly version: number;
  readonly revision: number;
  readonly model: MemdescModel;
  readonly paths: UnitPaths;
  readonly norms: LevelNorms;
  readonly pairs: LevelPairs;
}

const kept = new WeakMap<TranslationUnit, KeptPaths>();

/** An edit keeps the unit and changes what it holds, which the version of its file tells. */
function pathsOf(
  unit: TranslationUnit,
  model: MemdescModel,
  foreign: ForeignFunctions | undefined,
): KeptPaths {
  const version = unit.sources.load(unit.path)?.version ?? -1;
  const { revision } = unit;
  const known = kept.get(unit);
  const isSame = known?.version === version && known.revision === revision;
  if (known && isSame && known.model === model) return known;
  const paths = new UnitPaths(unit, model, foreign);
  const made = {
    version,
    revision,
    model,
    paths,
    norms: new LevelNorms(paths),
    pairs: new LevelPairs(paths),
  };
  kept.set(unit, made);
  return made;
}
