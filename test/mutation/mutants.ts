/** What is broken about each place: one edit of the text a mutant. */
import type { CallKind, CallPlace } from './call-places.ts';

export interface Mutant {
  readonly operator: string;
  readonly file: string;
  readonly main: string;
  readonly function: string;
  /** What stands at the place: the mutant's name together with the operator. */
  readonly text: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** A finding of one of these rules is of the matching kind. */
  readonly rules: RegExp;
}

/** The same for the same mutant in every run. */
export const nameOf = (m: Mutant): string =>
  `${m.file}:${m.line} ${m.function}() ${m.text}: ${m.operator}`;

type Edit = Pick<Mutant, 'operator' | 'start' | 'end' | 'replacement' | 'rules'>;

const LIFE =
  /^(missing|double|leaked|ignored|unpaired|wrong-level|lock-without|use-after|allocation-pair|table-without|untested|deposit|paravirt|listed|unzeroed|kernel-table|constructed)/;

export function mutantsOf(
  file: { readonly file: string; readonly main: string },
  text: string,
  places: readonly CallPlace[],
): Mutant[] {
  const edits = places.flatMap((place) => editsOf(text, place).map((edit) => ({ edit, place })));
  return edits.map(({ edit, place }) => ({
    ...file,
    ...edit,
    function: place.function,
    text: text.slice(place.start, place.end).replace(/\s+/g, ' '),
    line: text.slice(0, place.start).split('\n').length,
  }));
}

function editsOf(text: string, place: CallPlace): Edit[] {
  const edits = [
    ...deletions(text, place),
    ...doubles(text, place),
    ...swaps(text, place),
    ...tests(text, place),
    ...levels(text, place),
    ...families(text, place),
    ...orders(text, place),
    ...casts(text, place),
  ];
  return edits.map((edit) => ({ rules: LIFE, ...edit }));
}

type Bare = Omit<Edit, 'rules'> & { readonly rules?: RegExp };

/** The statement that is this call and nothing else. */
function statement(text: string, { start, end }: CallPlace) {
  const before = text
    .slice(0, start)
    .replace(/\/\*[\s\S]*?\*\/\s*$/, '')
    .trimEnd();
  const isFirst = /([;{}:)]|\belse)$/.test(before);
  const after = /^\s*;/.exec(text.slice(end));
  return isFirst && after ? { start, end: end + after[0].length } : undefined;
}

const DELETED: Partial<Record<CallKind, string>> = {
  construct: 'constructor deleted',
  destruct: 'destructor deleted',
  free: 'free deleted',
  queue: 'queue deleted',
  charge: 'charge deleted',
  deposit: 'deposit deleted',
  withdraw: 'withdrawal deleted',
};

function deletions(text: string, place: CallPlace): Bare[] {
  const name = DELETED[place.kind];
  if (name === undefined) return [];
  const whole = statement(text, place);
  const onFailure = place.kind === 'free' && isOnFailurePath(text, place);
  const operator = onFailure ? 'free on the failure path deleted' : name;
  if (whole) return [{ operator, ...whole, replacement: ';' }];
  if (place.kind !== 'construct') return [];
  return [{ operator, start: place.start, end: place.end, replacement: '1' }];
}

/** Before the function returns NULL or an error, inside of a branch. */
function isOnFailurePath(text: string, { end, body }: CallPlace): boolean {
  const rest = text.slice(end, body.end);
  return (
    /^[^}]{0,160}?return\s+(NULL|false|-E\w+|0)\s*;/.test(rest) &&
    /^[^}]*\n\t+}|^\s*;\s*return/.test(rest)
  );
}

function doubles(text: string, place: CallPlace): Bare[] {
  if (!['construct', 'destruct', 'free', 'queue'].includes(place.kind)) return [];
  const whole = statement(text, place);
  const call = text.slice(place.start, place.end);
  const operator = `${DELETED[place.kind]?.replace(' deleted', '')} doubled`;
  if (whole) return [{ operator, ...whole, replacement: `{ ${call}; ${call}; }` }];
  if (place.kind !== 'construct') return [];
  return [{ operator, start: place.start, end: place.end, replacement: `(${call} && ${call})` }];
}

/** A destructor, a free or a queueing, and the statement behind it. */
function swaps(text: string, place: CallPlace): Bare[] {
  if (!['destruct', 'free', 'queue', 'construct'].includes(place.kind)) return [];
  const whole = statement(text, place);
  const next = whole && /^(\s*)([\w>.*()[\]-]+\([^;{}]*\);)/.exec(text.slice(whole.end));
  if (!whole || !next || /^(if|for|while|switch|return|do)\b/.test(next[2] ?? '')) return [];
  const first = text.slice(whole.start, whole.end);
  const names = place.args.flatMap((a) => a.match(/\b[a-z_]\w*\b/g) ?? []);
  const isRelated = names.some((n) =>
    new RegExp(`\\b${n}\\b`).test((next[2] ?? '').replace(/^\w+/, '')),
  );
  // Only where both are about the same table is their order of any concern to it.
  if (!isRelated) return [];
  return [
    {
      operator: `${place.kind === 'destruct' ? 'destructor' : DELETED[place.kind]?.replace(' deleted', '')} swapped with the next`,
      start: whole.start,
      end: whole.end + next[0].length,
      replacement: `${next[2]}${next[1]}${first}`,
    },
  ];
}

/** The test of what a constructor or an allocator gave. */
function tests(text: string, place: CallPlace): Bare[] {
  if (place.kind === 'construct') return constructorTests(text, place);
  return place.kind === 'allocate' ? allocationTests(text, place) : [];
}

function constructorTests(text: string, { start, end, givesValue }: CallPlace): Bare[] {
  if (!givesValue) return [];
  const call = text.slice(start, end);
  const before = text.slice(0, start);
  if (before.endsWith('!'))
    return [
      {
        operator: "constructor's test dropped",
        start: start - 1,
        end,
        replacement: `(${call}, 0)`,
      },
      { operator: "constructor's test inverted", start: start - 1, end, replacement: call },
    ];
  if (!/(if \(|&& |\|\| |\()$/.test(before)) return [];
  return [
    { operator: "constructor's test dropped", start, end, replacement: `(${call}, 1)` },
    { operator: "constructor's test inverted", start, end, replacement: `!${call}` },
  ];
}

function allocationTests(text: string, { start, end, body }: CallPlace): Bare[] {
  const assigned = /([\w>.[\]-]+)\s*=\s*(\([\w\s*]+\)\s*)?$/.exec(text.slice(body.start, start));
  const name = assigned?.[1]?.split(/\s|\*/).pop();
  if (!name) return [];
  const escaped = name.replace(/[.[\]]/g, '\\$&');
  const test = new RegExp(`if \\(((?:unlikely\\(|likely\\()?)(!?)(${escaped})( == NULL)?\\)`).exec(
    text.slice(end, body.end),
  );
  if (!test || test.index > 400) return [];
  const from = end + test.index;
  const range = { start: from, end: from + test[0].length };
  const isNegated = test[2] === '!' || test[4] !== undefined;
  const open = test[1] ?? '';
  return [
    {
      ...range,
      operator: "allocation's test dropped",
      replacement: `if (${open}${isNegated ? '0' : '1'})`,
    },
    {
      ...range,
      operator: "allocation's test inverted",
      replacement: `if (${open}${isNegated ? '' : '!'}${name})`,
    },
  ];
}

const NEXT_LEVEL: Record<string, string> = { pte: 'pmd', pmd: 'pte', pud: 'pmd' };

function levels(text: string, { kind, name, start }: CallPlace): Bare[] {
  if (kind !== 'construct' && kind !== 'destruct') return [];
  const level = /_(pte|pmd|pud)_/.exec(name)?.[1];
  if (level === undefined) return [];
  const other = name.replace(`_${level}_`, `_${NEXT_LEVEL[level]}_`);
  // A constructor that gives nothing cannot stand where a result is tested, but one can be ignored.
  return [
    {
      operator: `${kind === 'construct' ? 'constructor' : 'destructor'} of another level`,
      start,
      end: start + name.length,
      replacement: other,
    },
  ].filter(() => text.length > 0);
}

function families(text: string, place: CallPlace): Bare[] {
  const { kind, name, args, start, end } = place;
  const [first = '', second = ''] = args;
  const edit = (replacement: string): Bare[] => [
    { operator: 'free of another family', start, end, replacement },
  ];
  if (kind !== 'free' || text.length === 0) return [];
  if (name === 'pagetable_free') return edit(`kfree(${first})`);
  if (/^free_pages?$/.test(name)) return edit(`kfree((void *)(${first}))`);
  if (/^__free_pages?$/.test(name)) return edit(`kfree(page_address(${first}))`);
  if (name === 'kmem_cache_free') return edit(`free_page((unsigned long)(${second}))`);
  return name === 'kfree' ? edit(`free_page((unsigned long)(${first}))`) : [];
}

/** Orders that the text gives as a number. */
function orders(text: string, { kind, name, args, start, end }: CallPlace): Bare[] {
  if (kind !== 'allocate' && kind !== 'free') return [];
  if (!/(pagetable_alloc|alloc_pages|get_free_pages|__free_pages|^free_pages)/.test(name))
    return [];
  const last = args[1] ?? '';
  if (args.length !== 2 || !/^(\d+|[A-Z_]*ORDER)$/.test(last)) return [];
  const at = text.lastIndexOf(last, end);
  if (at < start) return [];
  return [
    {
      operator: `${kind === 'free' ? 'free' : 'allocation'} of another order`,
      start: at,
      end: at + last.length,
      replacement: `(${last} + 1)`,
    },
  ];
}

const CONVERTED: Record<string, string> = {
  page_ptdesc: 'struct ptdesc *',
  ptdesc_page: 'struct page *',
  ptdesc_folio: 'struct folio *',
  folio_ptdesc: 'struct ptdesc *',
};

function casts(text: string, { kind, name, args, start, end }: CallPlace): Bare[] {
  const type = CONVERTED[name];
  if (kind !== 'convert' || !type || text.length === 0) return [];
  return [
    {
      operator: 'conversion replaced by a cast',
      ...{ start, end, rules: /^(raw-memdesc-cast|void-laundering)/ },
      replacement: `((${type})(${args[0]}))`,
    },
  ];
}
