import type { TranslationUnit } from '../../../language/src/unit.ts';
import type { MemdescModel } from '../memdesc/memdesc.ts';
import { LevelNorms } from '../paths/level-norms.ts';
import { UnitPaths } from '../paths/unit-paths.ts';
import { functionsWrittenIn } from '../units/written-functions.ts';
import { ALL_RULES } from './all-rules.ts';
import type { Finding, Rule, RuleContext, RuleInput } from './rule.ts';

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
  const context = contextOf(input);
  const findings = rules.flatMap((rule) => checkOne(rule, context, onFailure));
  return findings.sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
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
function contextOf({ unit, model, file }: RuleInput): RuleContext {
  return {
    unit,
    model,
    file,
    definitions: functionsWrittenIn(unit, file),
    get paths() {
      return pathsOf(unit, model).paths;
    },
    get norms() {
      return pathsOf(unit, model).norms;
    },
  };
}

interface KeptPaths {
  readonly version: number;
  readonly declarations: number;
  readonly model: MemdescModel;
  readonly paths: UnitPaths;
  readonly norms: LevelNorms;
}

const kept = new WeakMap<TranslationUnit, KeptPaths>();

/** An edit keeps the unit and changes what it holds, which the version of its file tells. */
function pathsOf(unit: TranslationUnit, model: MemdescModel): KeptPaths {
  const version = unit.sources.load(unit.path)?.version ?? -1;
  const declarations = unit.declarations.length;
  const known = kept.get(unit);
  const isSame = known?.version === version && known.declarations === declarations;
  if (known && isSame && known.model === model) return known;
  const paths = new UnitPaths(unit, model);
  const made = { version, declarations, model, paths, norms: new LevelNorms(paths) };
  kept.set(unit, made);
  return made;
}
