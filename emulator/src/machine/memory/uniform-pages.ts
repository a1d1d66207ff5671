import { keepPage, pageAt, type ShadowPage } from './shadow-page.ts';

/** A page that is the same all over: a huge page that was cleared has thousands. */
export interface Uniform {
  /** Of each byte. */
  readonly value: number;
  readonly writer: number;
  readonly owner: number;
}

/** One page for all that are alike; no one writes to it. */
export class UniformPages {
  private readonly pages: { readonly like: Uniform; readonly page: ShadowPage }[] = [];
  private readonly known = new Map<ShadowPage, Uniform>();

  /** What a page is all over; undefined for one with bytes of its own. */
  of(page: ShadowPage): Uniform | undefined {
    // Only pages of their own are ever marked.
    return page.isDirty ? undefined : this.known.get(page);
  }

  /** The page that is so all over. */
  like(wanted: Uniform): ShadowPage {
    const found = this.pages.findLast(({ like }) => same(like, wanted));
    if (found) return found.page;
    const page = pageAt(0);
    page.bytes.fill(wanted.value);
    page.writer.fill(wanted.writer);
    page.owner.fill(wanted.owner);
    page.isDirty = false;
    this.pages.push({ like: wanted, page });
    this.known.set(page, wanted);
    return page;
  }

  release(): void {
    for (const { page } of this.pages) keepPage(page);
    this.pages.length = 0;
    this.known.clear();
  }
}

function same(a: Uniform, b: Uniform): boolean {
  return a.value === b.value && a.writer === b.writer && a.owner === b.owner;
}
