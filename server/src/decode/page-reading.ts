import type { MemdescModel } from '../memdesc/memdesc.ts';
import { lanesOf, placeInPage } from '../memdesc/owners.ts';
import type { FieldReading, FlagsReading, LaneReading } from './decoded-page.ts';
import { asSigned, type PageBytes, readBits } from './page-bytes.ts';
import type { PageFacts } from './page-facts.ts';

/** The bytes of one struct page, or of the first pages of a folio, under a profile. */
export class PageReading {
  readonly model: MemdescModel;
  readonly facts: PageFacts;
  /** The page itself, then the folio's first pages when the text has them. */
  readonly #page: PageBytes;
  readonly #head: PageBytes | undefined;

  constructor(model: MemdescModel, facts: PageFacts, page: PageBytes, head: PageBytes | undefined) {
    this.model = model;
    this.facts = facts;
    this.#page = page;
    this.#head = head;
  }

  get bigEndian(): boolean {
    return this.#page.bigEndian;
  }

  /** A field of struct page by one of its names; the first that this kernel has counts. */
  pageField(...paths: readonly string[]): bigint | undefined {
    for (const path of paths) {
      const field = this.model.page.fields.find((f) => f.path === path);
      if (field) return readBits(this.#page, field.offsetBits, field.sizeBits);
    }
    return undefined;
  }

  /** `page_type`, which shares its word with `_mapcount`. */
  get typeWord(): bigint | undefined {
    return this.pageField('page_type', '_mapcount.counter', '_mapcount');
  }

  /** The type that a word stands for; undefined when it is a map count. */
  typeOf(word: bigint): string | undefined {
    const { typeStyle, types, constants } = this.facts;
    if (typeStyle === 'byte') {
      const top = word >> 24n;
      if (top < 0xf0n || top === 0xffn) return undefined;
      return types.find(({ value }) => value === top)?.name ?? `unknown type ${top.toString(16)}`;
    }
    const base = constants.get('PAGE_TYPE_BASE') ?? 0n;
    if (base === 0n || (word & base) !== base) return undefined;
    return types.find(({ value }) => (word & value) === 0n)?.name;
  }

  /** page->flags taken apart; undefined when the bytes do not reach it. */
  get flags(): FlagsReading | undefined {
    const value = this.pageField('flags');
    if (value === undefined) return undefined;
    return {
      value,
      names: this.facts.flags.filter(({ bit }) => (value >> BigInt(bit)) & 1n),
      fields: this.facts.fields.map(({ name, shift, widthBits }) => ({
        name,
        value: (value >> BigInt(shift)) & ((1n << BigInt(widthBits)) - 1n),
      })),
    };
  }

  /** Every lane's innermost fields, as far as there are bytes for them. */
  lanes(): LaneReading[] {
    return lanesOf(this.model).map(({ record, fields }) => {
      const paths = fields.map(({ path }) => path);
      const innermost = fields.filter(
        ({ path, sizeBits }) =>
          sizeBits > 0 && sizeBits <= 64 && !paths.some((other) => other.startsWith(`${path}.`)),
      );
      return { record, fields: innermost.flatMap((field) => this.#fieldReading(field)) };
    });
  }

  #fieldReading(field: {
    readonly path: string;
    readonly type: string;
    readonly offsetBits: number;
    readonly sizeBits: number;
  }): FieldReading[] {
    const { pageIndex, offsetBits } = placeInPage(this.model, field.offsetBits);
    const bytes = pageIndex === 0 ? this.#page : this.#head;
    const at = pageIndex === 0 ? offsetBits : field.offsetBits;
    const value = bytes && readBits(bytes, at, field.sizeBits);
    if (value === undefined) return [];
    const { path, type, sizeBits } = field;
    return [{ path, type, offsetBits, sizeBits, pageIndex, value, note: this.#note(field, value) }];
  }

  #note({ path, sizeBits }: { path: string; sizeBits: number }, value: bigint): string | null {
    if (path === 'page_type' || path === '__page_type') return this.typeOf(value) ?? null;
    // Without a poison area the numbers are too small to mean anything.
    for (const name of ['LIST_POISON1', 'LIST_POISON2', 'TAIL_MAPPING', 'PP_SIGNATURE'])
      if (value > 0xffffn && this.facts.constants.get(name) === value) return name;
    const signed = asSigned(value, sizeBits);
    return signed < 0n && signed > -1000n ? String(signed) : null;
  }
}
