/**
 * Rule: descriptor-as-address
 *
 * Reports that the address of a struct page, or of another memdesc, is given to a function that wants
 * the address of the memory which it describes. The parameter is a number or a void pointer, so that
 * the compiler takes both.
 */
import type { Expression } from '../../../language/src/syntax/ast.ts';
import { pointedRecord } from '../memdesc/conversions.ts';
import { PAGE_RECORD } from '../memdesc/memdesc.ts';
import { overlayRecords } from '../memdesc/record-sets.ts';
import { lineFix } from './support/line-fix.ts';
import { placeOf } from './support/path-findings.ts';
import type { Fix, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';
import { calledName, callOf, typedFindings, withoutCasts } from './support/typed-findings.ts';

const meta: RuleMeta = {
  id: 'descriptor-as-address',
  severity: 'warning',
  since: '0.1.0',
  summary: "A descriptor's own address is taken for that of the memory it describes.",
  needs: 'types',
  fixable: true,
};

const docs: RuleDocs = {
  what: `virt_to_ptdesc(), free_page() or another function that takes the address of memory is given a
pointer to struct page or to a memdesc, as it is or cast to a number. Where only the physical address of
it is computed, it is an info: code that manages the array of all struct pages does so.`,
  why: `Such a function computes from an address which page it lies in. For a descriptor that is a page of
the array of descriptors: its owner is freed or changed, and the page that was meant is not. A pgtable_t is
a page on most architectures and the address of a table on some, so code that was copied from one to the
other compiles, and does this.`,
  how: `Convert the descriptor: page_ptdesc() instead of virt_to_ptdesc(), __free_page() instead of
free_page().`,
};

export const descriptorAsAddress: Rule = { meta, docs, check };

/** include/linux/mm.h, include/linux/gfp.h, mm/slab.h: these take the address of memory first. */
const TAKE_ADDRESS = new Set([
  ...['virt_to_ptdesc', 'virt_to_folio', 'virt_to_head_page', 'virt_to_slab', 'virt_to_page'],
  ...['free_page', 'free_pages', 'ptdesc_free_address'],
]);
/** arch/X/include/asm/page.h: what virt_to_page() and __pa() are made of where they are macros. */
const TAKE_ANY = new Set(['__phys_addr', '__phys_addr_nodebug', '__virt_to_phys']);

function check(context: RuleContext) {
  const { model } = context;
  const records = overlayRecords(model);
  const names = [...TAKE_ADDRESS, ...TAKE_ANY];
  const wanted = new Set(names);
  return typedFindings(context, meta, names, ({ expression }) => {
    const call = callOf(expression, wanted);
    const record = call?.args[0] && pointedRecord(withoutCasts(call.args[0]).type);
    if (!call || record === undefined || !records.has(record)) return undefined;
    if (isOfOtherArchitecture(context, withoutCasts(call.args[0] as Expression))) return undefined;
    const name = calledName(call) ?? '';
    const { token } = call.callee;
    return {
      token,
      message: `${name}() expects the address of the memory that a ${record} describes, but gets the address of the ${record} itself. Convert the descriptor instead.`,
      ...(TAKE_ANY.has(name) && { severity: 'info' as const }),
      fixes: [conversionFix(context, token, record, call.args[0] as Expression)],
    };
  });
}

/** What a pgtable_t is, each architecture says: a file of one may be read with the headers of another. */
function isOfOtherArchitecture({ unit, file }: RuleContext, { type }: Expression): boolean {
  if (type.kind !== 'typedef') return false;
  const symbol = unit.symbol(type.name);
  const declared = symbol && unit.place(symbol.token)?.file.path;
  const [here, there] = [file.path, declared ?? ''].map(
    (path) => /(^|\/)arch\/(\w+)\//.exec(path)?.[2],
  );
  return here !== undefined && there !== undefined && here !== there;
}

/** The form of the call that takes a page. */
function conversionFix(
  context: RuleContext,
  token: number,
  record: string,
  argument: Expression,
): Fix | undefined {
  if (record !== PAGE_RECORD || withoutCasts(argument).kind !== 'identifier') return undefined;
  const place = placeOf(context, token);
  const cast = String.raw`\((?:\((?:unsigned long|void \*)\)\s*)?(\w+)`;
  return (
    lineFix(context, place, new RegExp(String.raw`virt_to_ptdesc${cast}\)`), {
      title: 'Use page_ptdesc()',
      isSafe: false,
      by: 'page_ptdesc($1)',
    }) ??
    lineFix(context, place, new RegExp(`(free_pages?)${cast}`), {
      title: 'Free the page itself',
      isSafe: false,
      by: '__$1($2',
    })
  );
}
