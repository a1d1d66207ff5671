/**
 * Rule: version-skew
 *
 * Reports a call about page tables that belongs to another kernel: this tree has the function under
 * another name, or with other parameters.
 */
import type { CallExpression } from '../../../language/src/syntax/ast.ts';
import { resolve } from '../../../language/src/types/types.ts';
import { convertLines } from '../conversions/convert-lines.ts';
import type { TableApi } from '../conversions/table-api.ts';
import { placeOf } from './support/path-findings.ts';
import { otherNames, RENAMED } from './support/renamed-functions.ts';
import type { Finding, Fix, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';
import { expressionsNaming } from './support/written-members.ts';

const meta: RuleMeta = {
  id: 'version-skew',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A function on page tables is called as another kernel has it.',
  needs: 'types',
  fixable: true,
};

const docs: RuleDocs = {
  what: `A function on page tables is called that this tree does not declare, while it has the function that
took its place; or a constructor is called with another number of arguments than it has here.`,
  why: `The compiler says that a function is not declared, and not what became of it. Code for several
kernels, and patches from before a rename, bring such calls.`,
  how: `Call the function of this tree. Where a page became a descriptor, the fix converts the variables of
the function as well.`,
};

export const versionSkew: Rule = { meta, docs, check };

function check(context: RuleContext): Finding[] {
  const findings = new Map<string, Finding>();
  const mended = new Set<string>();
  for (const { definition, expression } of expressionsNaming(context, [...RENAMED])) {
    if (expression.kind !== 'call' || expression.callee.kind !== 'identifier') continue;
    const message = skew(context, expression, context.unit.interner.text(expression.callee.nameId));
    const place = message === undefined ? undefined : placeOf(context, expression.callee.token);
    if (message === undefined || !place) continue;
    // The fix is about the whole function: it belongs to the first finding in it.
    const fix = mended.has(definition.symbol.name) ? undefined : fixOf(context, place.line);
    mended.add(definition.symbol.name);
    findings.set(`${place.line}:${place.column}`, {
      rule: meta.id,
      severity: meta.severity,
      message,
      place,
      function: definition.symbol.name,
      ...(fix && { fixes: [fix] }),
    });
  }
  return [...findings.values()];
}

/** What is wrong with a call in this tree; undefined when nothing is known to be. */
function skew({ unit }: RuleContext, call: CallExpression, name: string): string | undefined {
  if (!RENAMED.has(name)) return undefined;
  const symbol = unit.symbol(name);
  if (!symbol) {
    const here = otherNames(name).find((other) => unit.symbol(other)?.kind === 'function');
    return here && `This tree has no ${name}(). Call ${here}() instead.`;
  }
  const type = symbol.kind === 'function' ? resolve(symbol.type) : undefined;
  if (type?.kind !== 'function' || type.variadic || !type.prototyped) return undefined;
  const [wanted, given] = [type.parameters.length, call.args.length];
  if (wanted === given) return undefined;
  const names = type.parameters.map((parameter) => parameter.name ?? '?').join(', ');
  return `${name}(${names}) takes ${wanted} arguments in this tree, but this call passes ${given}, as other kernels have it.`;
}

/** What the conversion to struct ptdesc makes of the function around a line. */
function fixOf(context: RuleContext, line: number): Fix | undefined {
  const { file, unit } = context;
  const regions = convertLines(file.bytes, apiOf(context), { from: line, to: line });
  const edits = regions.flatMap((region) =>
    region.edits.flatMap(({ start, end, text }) => {
      const [from, to] = [
        unit.sources.place(file.base + start),
        unit.sources.place(file.base + end),
      ];
      if (!from || !to) return [];
      return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column, text };
    }),
  );
  const [region] = regions;
  if (!region || edits.length === 0) return undefined;
  return { title: `Convert ${region.name}() to ptdesc`, isSafe: false, edits };
}

/** What the unit has for page tables: functions by their symbols, macros are taken to be there. */
function apiOf({ unit, model }: RuleContext): TableApi {
  const fields = model.memdescs.flatMap((memdesc) => memdesc.fields.map(({ path }) => path));
  return {
    has: (name, count) => {
      const symbol = unit.symbol(name);
      const type = symbol?.kind === 'function' ? resolve(symbol.type) : undefined;
      if (type?.kind !== 'function') return !RENAMED.has(name);
      return count === undefined || type.parameters.length === count;
    },
    defines: (name) => unit.symbol(name) !== undefined,
    member: ({ to }) => to.find((name) => fields.includes(name)),
  };
}
