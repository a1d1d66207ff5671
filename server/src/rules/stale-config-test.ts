/**
 * Rule: stale-config-test
 *
 * Reports a preprocessor test of a macro that this tree has replaced by another: it is always false.
 */
import type { Finding, Rule, RuleContext, RuleDocs, RuleMeta, TextEdit } from './support/rule.ts';
import { linesOf } from './support/statement-text.ts';

const meta: RuleMeta = {
  id: 'stale-config-test',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A macro of another kernel is tested, which is always false here.',
  needs: 'types',
  fixable: true,
};

const docs: RuleDocs = {
  what: `An #if, #ifdef or #elif tests USE_SPLIT_PTE_PTLOCKS or USE_SPLIT_PMD_PTLOCKS where no header defines
it, or the configuration symbol of the same meaning in a tree that has the macro and not the symbol.`,
  why: `The preprocessor takes a name that no one defines for 0. The code is left out without a word, and
with it the locks of page tables.`,
  how: `Test what this tree has.`,
};

export const staleConfigTest: Rule = { meta, docs, check };

/**
 * include/linux/mm_types_task.h had the macros, mm/Kconfig has the symbols since 394290cba966. Only the
 * names: which of them a tree has is asked of the tree.
 */
const NAMES: readonly (readonly [macro: string, symbol: string])[] = [
  ['USE_SPLIT_PTE_PTLOCKS', 'CONFIG_SPLIT_PTE_PTLOCKS'],
  ['USE_SPLIT_PMD_PTLOCKS', 'CONFIG_SPLIT_PMD_PTLOCKS'],
];
const TEST = /^\s*#\s*(if|ifdef|ifndef|elif)\b/;

function check(context: RuleContext): Finding[] {
  // Most files mention none of them: nothing to look at every line for.
  const { bytes } = context.file;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const wanted = NAMES.filter((names) => names.some((name) => text.includes(name)));
  if (wanted.length === 0 || !context.unit.tag('page')) return [];
  return linesOf(context.file).flatMap((text, index) => {
    if (!TEST.test(text)) return [];
    return wanted.flatMap((names) => staleIn(context, text, index + 1, names) ?? []);
  });
}

function staleIn(
  { unit }: RuleContext,
  text: string,
  line: number,
  [macro, symbol]: readonly [string, string],
): Finding | undefined {
  const isDefined = unit.preprocessor.macro(unit.interner.find(macro)) !== undefined;
  const [stale, current] = isDefined ? [symbol, macro] : [macro, symbol];
  const at = text.search(new RegExp(String.raw`\b${stale}\b`));
  if (at < 0 || new RegExp(String.raw`\b${current}\b`).test(text)) return undefined;
  const edit = isDefined ? undefined : definedEdit(text, line, stale, current);
  return {
    rule: meta.id,
    severity: meta.severity,
    message: `This tree has no ${stale}, so the test is always false. Test ${current} instead.`,
    place: { line, column: at + 1, sizeBytes: stale.length },
    function: null,
    ...(edit && { fixes: [{ title: `Test ${current}`, isSafe: true, edits: [edit] }] }),
  };
}

/** `NAME`, not `defined(NAME)`, in an #if or #elif becomes `defined(CONFIG_NAME)`. */
function definedEdit(
  text: string,
  line: number,
  stale: string,
  current: string,
): TextEdit | undefined {
  const isExpression = /^\s*#\s*(if|elif)\b/.test(text);
  const at = text.search(new RegExp(String.raw`\b${stale}\b`));
  const isNamed = !isExpression || /defined\s*\(?\s*$/.test(text.slice(0, at));
  const column = at + 1;
  const by = isNamed ? current : `defined(${current})`;
  return { line, column, endLine: line, endColumn: column + stale.length, text: by };
}
