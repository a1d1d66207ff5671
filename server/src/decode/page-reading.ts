import type { MemdescField, MemdescModel } from '../memdesc/memdesc.ts';
import { lanesOf, placeInPage } from '../memdesc/owners.ts';
import type { FieldReading, FlagsReading, LaneReading } from './decoded-page.ts';
import { asSigned, type PageBytes, readBits } from './page-bytes.ts';
import type { PageFacts } from './page-facts.ts';

interface InnermostLane {
  readonly record: string;
  /** The record covers several struct pages. */
  readonly isOfSeveral: boolean;
  readonly fields: readonly MemdescField[];
}

/** A log may have hundreds of dumps of the same kernel. */
const lanesByModel = new WeakMap<MemdescModel, readonly InnermostLane[]>();

function innermostLanes(model: MemdescModel): readonly InnermostLane[] {
  const known = lanesByModel.get(model);
  if (known) return known;
  const pageBits = model.page.sizeBytes * 8;
  const lanes = lanesOf(model).map(({ record, fields }) => {
    const isOfSeveral = fields.some(({ offsetBits }) => offsetBits >= pageBits);
    const outer = new Set(fields.flatMap(({ path }) => prefixesOf(path)));
    const innermost = fields.filter(
      ({ path, sizeBits }) => sizeBits > 0 && sizeBits <= 64 && !outer.has(path),
    );
    return { record, isOfSeveral, fields: innermost };
  });
  lanesByModel.set(model, lanes);
  return lanes;
}

/** "a" and "a.b" of "a.b.c". */
const prefixesOf = (path: string): string[] =>
  [...path.matchAll(/\./g)].map(({ index }) => path.slice(0, index));

/** The bytes of one struct page, or of the first pages of a folio, under a profile. */
export class PageReading {
  readonly model: MemdescModel;
  readonly facts: PageFacts;
  /**
   * The kernel did not find the page in the folio that its word names: dump_page() then clears bit 0 of
   * that word in its copy before it prints it (mm/debug.c), so that a tail does not look like one.
   */
  readonly isTorn: boolean;
  /** The page itself, then the folio's first pages when the text has them. */
  readonly #page: PageBytes;
  readonly #head: PageBytes | undefined;
  /** Which page of its folio it is, from 0; undefined when no one says. */
  readonly #index: number | undefined;

  constructor(
    model: MemdescModel,
    facts: PageFacts,
    bytes: { readonly page: PageBytes; readonly head: PageBytes | undefined },
    index: number | undefined,
    isTorn = false,
  ) {
    this.model = model;
    this.facts = facts;
    this.#page = bytes.page;
    this.#head = bytes.head;
    this.#index = index;
    this.isTorn = isTorn;
  }

  /** The word that names a tail page's head; newer kernels call it compound_info. */
  get compoundWord(): bigint | undefined {
    return this.pageField('compound_head', 'compound_info');
  }

  /** Bit 0 of that word says so, and the place of the page in its folio does. */
  get isTail(): boolean {
    return this.isTorn || ((this.compoundWord ?? 0n) & 1n) === 1n || (this.#index ?? 0) > 0;
  }

  /** The place of a tail page in its folio, from 1; 0 for another page, undefined when no one says. */
  get tailIndex(): number | undefined {
    return this.isTail ? this.#index || undefined : 0;
  }

  /** The page that the lines of text are about: itself, or its head where the text has that one's words. */
  get subject(): PageReading | undefined {
    if (!this.isTail || this.isTorn) return this;
    if (!this.#head) return undefined;
    return new PageReading(this.model, this.facts, { page: this.#head, head: this.#head }, 0);
  }

  /** Where the head's struct page is; undefined where a mask stands in place of its address. */
  get headAddress(): bigint | undefined {
    const isAddress = this.model.page.fields.some(({ path }) => path === 'compound_head');
    const word = this.compoundWord;
    return isAddress && word !== undefined && (word & 1n) === 1n ? word - 1n : undefined;
  }

  /** A member of the folio, wherever in its pages it lies. */
  folioField(path: string): FieldReading | undefined {
    const folio = this.lanes().find(({ fields }) => fields.some((field) => field.pageIndex > 0));
    return folio?.fields.find((field) => field.path === path);
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
      // page_type_has_type(): a count that fell below zero looks like 0xff.
      if (top < 0x80n || top === 0xffn) return undefined;
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
    return innermostLanes(this.model).map(({ record, isOfSeveral, fields }) => ({
      record,
      fields: fields.flatMap((field) => this.#fieldReading(field, isOfSeveral)),
    }));
  }

  #fieldReading(
    field: {
      readonly path: string;
      readonly type: string;
      readonly offsetBits: number;
      readonly sizeBits: number;
    },
    isOfSeveral: boolean,
  ): FieldReading[] {
    const { pageIndex, offsetBits } = placeInPage(this.model, field.offsetBits);
    // A record of one page lies over this page, also when that is a tail page.
    const own = isOfSeveral ? (this.tailIndex ?? -1) : 0;
    const [bytes, at] =
      pageIndex === own ? [this.#page, offsetBits] : [this.#head, field.offsetBits];
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
