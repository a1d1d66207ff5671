import type { Operation } from '../../paths/operation.ts';
import type { Level } from '../../paths/table-object.ts';
import { placeOf } from './path-findings.ts';
import type { Fix, RuleContext } from './rule.ts';
import { callStatementAt, lineBefore } from './statement-text.ts';

/** Puts the destructor in front of the call that frees, where the text makes plain what it frees. */
export function destructorFix(
  context: RuleContext,
  operation: Operation,
  level: Level | undefined,
): Fix | undefined {
  const place = placeOf(context, operation.token);
  const call = place && callStatementAt(context.file, place.line);
  const destructor = destructorOf(context, level);
  if (!call || !destructor) return undefined;
  const argument = argumentOf(call.args, operation);
  const table = argument && asDescriptor(context, argument);
  if (table === undefined) return undefined;
  const edits = [lineBefore(call, `${destructor}(${table});`)];
  return { title: `Run ${destructor}() first`, isSafe: false, edits };
}

/** The tree's destructor for a level: newer kernels have one for all. */
function destructorOf({ unit }: RuleContext, level: Level | undefined): string | undefined {
  const names = ['pagetable_dtor', `pagetable_${level}_dtor`, `pgtable_${level}_page_dtor`];
  return names.find((name) => unit.symbol(name) !== undefined);
}

/** The text of the argument that is the table; queues take it second. */
function argumentOf(args: string, { kind }: Operation): string | undefined {
  const list = args.split(',').map((text) => text.trim());
  const argument = kind === 'queue' ? list[1] : list[0];
  return argument !== undefined && /^[\w\s*()[\]>.-]+$/.test(argument) ? argument : undefined;
}

/** The descriptor of what the text names, by the conversion that the text itself suggests. */
function asDescriptor({ unit }: RuleContext, argument: string): string | undefined {
  const converted = /^(virt_to_ptdesc|page_ptdesc)\(.*\)$/.test(argument);
  if (converted) return argument;
  const address = /^\((?:unsigned long|void \*)\)\s*([\w[\].>-]+)$/.exec(argument);
  if (address) return unit.symbol('virt_to_ptdesc') && `virt_to_ptdesc(${address[1]})`;
  const page = /^virt_to_page\((.*)\)$/.exec(argument);
  if (page) return `virt_to_ptdesc(${page[1]})`;
  return /^\w+$/.test(argument) ? byName(argument) : undefined;
}

/** The names that kernel code uses for descriptors and pages. */
function byName(name: string): string | undefined {
  if (/^(pt|ptdesc|pgdesc)$/.test(name)) return name;
  return /^(page|pte_page)$/.test(name) ? `page_ptdesc(${name})` : undefined;
}
