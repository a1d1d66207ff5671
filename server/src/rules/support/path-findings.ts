import type { PathEvent } from '../../paths/operation.ts';
import type { FunctionPaths } from '../../paths/unit-paths.ts';
import type { Severity } from '../../settings/severity.ts';
import type { Finding, Fix, RelatedPlace, RuleContext, RuleMeta, TextPlace } from './rule.ts';

/** What a rule says about an event of a path. */
export interface Verdict {
  readonly message: string;
  readonly severity?: Severity;
  readonly related?: readonly (RelatedPlace | undefined)[];
  readonly fixes?: readonly (Fix | undefined)[];
}

/** Asks a rule about every event on the paths of a file's functions; one finding a place. */
export function pathFindings(
  context: RuleContext,
  meta: RuleMeta,
  judge: (event: PathEvent, paths: FunctionPaths) => Verdict | undefined,
): Finding[] {
  const findings = new Map<string, Finding>();
  for (const paths of context.paths.inFile(context.file))
    for (const event of paths.events) {
      const place = placeOf(context, event.operation.token);
      const key = place && `${place.line}:${place.column}`;
      if (!place || !key || findings.has(key)) continue;
      const verdict = judge(event, paths);
      if (verdict) findings.set(key, findingOf(meta, verdict, place, paths));
    }
  return [...findings.values()];
}

function findingOf(
  meta: RuleMeta,
  verdict: Verdict,
  place: TextPlace,
  paths: FunctionPaths,
): Finding {
  const { message, severity = meta.severity } = verdict;
  const related = (verdict.related ?? []).filter((r) => r !== undefined);
  const fixes = (verdict.fixes ?? []).filter((f) => f !== undefined);
  return {
    rule: meta.id,
    severity,
    message,
    place,
    function: paths.definition.symbol.name,
    ...(related.length > 0 && { related }),
    ...(fixes.length > 0 && { fixes }),
  };
}

/** Where a reader sees a token in the file: at the outermost macro that made it. */
export function placeOf({ unit, file }: RuleContext, token: number): TextPlace | undefined {
  const place = unit.expansionPlace(token);
  if (place?.file !== file) return undefined;
  const id = unit.rawIdAt(file, place.offset);
  const sizeBytes = id === undefined ? 1 : Buffer.byteLength(unit.interner.text(id));
  return { line: place.line, column: place.column, sizeBytes };
}

/** A line that explains; undefined when the token has no place or there is no token. */
export function relatedAt(
  { unit }: RuleContext,
  token: number | undefined,
  message: string,
): RelatedPlace | undefined {
  const place = token === undefined || token < 0 ? undefined : unit.expansionPlace(token);
  return place && { file: place.file.path, line: place.line, column: place.column, message };
}
