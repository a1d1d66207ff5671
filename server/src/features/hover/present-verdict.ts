import { PAGE_RECORD } from '../../memdesc/memdesc.ts';
import type { Owner } from '../../memdesc/owners.ts';
import type { FieldHover } from './hover-info.ts';
import type { HoverStyle } from './hover-style.ts';
import { code } from './markdown.ts';
import { bySubject } from './present-owners.ts';

/** More names than this are no sentence any more; the table has them all. */
const MAX_NAMES = 3;

/** One sentence: who has the bytes of the field, and whether the compiler checks it. */
export function presentVerdict(field: FieldHover, style: HoverStyle): string {
  return field.record === PAGE_RECORD ? pageVerdict(field) : memdescVerdict(field, style);
}

/** A field of struct page: the descriptors over it. A mirror only looks alike. */
function pageVerdict({ owners }: FieldHover): string {
  const others = owners.filter(({ kind }) => kind === 'overlay').toSorted(bySubject);
  if (others.length === 0)
    return '**No descriptor has these bytes:** they are struct page\u2019s own.';
  const names = others.slice(0, MAX_NAMES).map(nameOf);
  const more = others.length - names.length;
  if (more > 0) names.push(`${more} more`);
  return `**Shares bytes with ${listed(names)};** ${checkedText(others)}.`;
}

function checkedText(others: readonly Owner[]): string {
  const broken = others.filter(({ asserted }) => asserted?.holds === false);
  if (broken.length > 0) return `the assertion for ${listed(broken.map(nameOf))} **does not hold**`;
  const open = others.filter(({ asserted }) => asserted === null);
  if (open.length === 0) return 'the compiler checks that';
  if (open.length === others.length) return 'nothing checks that';
  return `the compiler checks that, except for ${listed(open.map(nameOf))}`;
}

/** A descriptor's field: where in struct page it lies, and what keeps it there. */
function memdescVerdict({ self, owners }: FieldHover, style: HoverStyle): string {
  const pair = self?.asserted ?? null;
  const beside = owners.find(({ kind }) => kind === 'page');
  const below = pair?.pagePath ?? beside?.field.spelled;
  if (self?.kind === 'mirror') return '**A mirror:** it looks like struct page, and is none.';
  if (below === undefined) return '**No field of struct page has these bytes.**';
  const where = `**Shares bytes with ${code(`${PAGE_RECORD}.${below}`)};**`;
  if (pair === null) return `${where} nothing checks that.`;
  const verdict =
    pair.holds === false
      ? 'an assertion says so and **does not hold**'
      : 'the compiler checks that';
  return `${where} ${verdict} (${style.link(pair.place)}).`;
}

const nameOf = ({ record, field }: Owner): string => code(`${record}.${field.spelled}`);

/** "a", "a and b", "a, b and c". */
function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
