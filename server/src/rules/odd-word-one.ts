/**
 * Rule: odd-word-one
 *
 * Reports a field of a memdesc over the word that says "this is a tail page" by its lowest bit, when the
 * field's type can hold an odd value.
 */
import type { MemdescField } from '../memdesc/memdesc.ts';
import { declaredHere } from './support/memdesc-places.ts';
import type { Finding, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'odd-word-one',
  severity: 'info',
  since: '0.1.0',
  summary: 'A field that can be odd lies over the bit that marks tail pages.',
  needs: 'types',
  fixable: false,
};

const docs: RuleDocs = {
  what: `A field of a memdesc covers bit 0 of the word in which struct page keeps compound_head (or
compound_info), and it is a number, a bit-field or a pointer to bytes. Pointers to anything larger are even,
and padding is no one's.`,
  why: `Whoever looks at the page frame takes it for the tail of a larger page when that bit is set, and goes
to the address in the rest of the word. It happened with a 64-bit address on 32-bit machines, and with
callbacks that were not aligned.`,
  how: `Move the field to another word, or give it a type whose values are even.`,
};

export const oddWordOne: Rule = { meta, docs, check };

/** include/linux/page-flags.h: compound_head() reads the one or the other. */
const TAIL_WORDS = ['compound_head', 'compound_info'];

function check(context: RuleContext): Finding[] {
  const bit = tailBit(context);
  if (bit === undefined) return [];
  return declaredHere(context)
    .filter(({ kind }) => kind === 'overlay')
    .flatMap(({ fields, record }) =>
      fields
        .filter((field) => isHere(context, field) && covers(field, bit) && canBeOdd(field))
        .map((field) => findingOf(record, field)),
    );
}

/** Where the bit is, from the start of struct page. */
function tailBit({ model, unit }: RuleContext): number | undefined {
  const word = model.page.fields.find(({ path }) => TAIL_WORDS.includes(path));
  if (!word) return undefined;
  return unit.target.bigEndian ? word.offsetBits + word.sizeBits - 1 : word.offsetBits;
}

function isHere({ file }: RuleContext, { declared, path }: MemdescField): boolean {
  return declared?.file === file.path && !/pad|unused|filler/i.test(path);
}

const covers = ({ offsetBits, sizeBits }: MemdescField, bit: number): boolean =>
  offsetBits <= bit && bit < offsetBits + sizeBits;

/** Numbers by their names; a record is looked into by way of its members. */
function canBeOdd({ type, bitField, isPage }: MemdescField): boolean {
  if (bitField) return true;
  if (isPage || /^(struct|union)\b[^*]*$/.test(type)) return false;
  const pointee = /^(.*?)\s*\*\s*(const|volatile)*$/.exec(type)?.[1];
  if (pointee !== undefined)
    return /^(const )?((un)?signed )?(char|u8|__u8|uint8_t|bool|_Bool)$/.test(pointee);
  return /^(const |volatile )*(((un)?signed|long|short|int|char|bool|_Bool|enum \w+|__?[us](8|16|32|64)|[us](8|16|32|64)|u?int(8|16|32|64)_t|size_t|dma_addr_t|phys_addr_t|gfp_t)\s*)+$/.test(
    type,
  );
}

function findingOf(record: string, { declared, spelled, type }: MemdescField): Finding {
  return {
    rule: meta.id,
    severity: meta.severity,
    message: `${record}'s ${spelled} lies over the bit that marks tail pages, and its type, ${type}, can be odd. The page is then taken for the tail of another. Move it to another word.`,
    place: {
      line: declared?.line ?? 1,
      column: declared?.column ?? 1,
      sizeBytes: Buffer.byteLength(spelled),
    },
    function: null,
  };
}
