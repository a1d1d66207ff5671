import type { PageLayout, View } from '../../../emulator/src/checks/page-layout.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import type { Memdesc, MemdescModel } from '../memdesc/memdesc.ts';

/** What the checks need of the memdescs of a profile. */
export function pageLayout(unit: TranslationUnit, model: MemdescModel | undefined): PageLayout {
  const flags = pageFlags(unit);
  if (model === undefined) return { views: [], flags };
  const page: View = {
    record: 'struct page',
    sizeBytes: model.page.sizeBytes,
    fields: model.page.fields.map(({ path, offsetBits, sizeBits }) => ({
      path, offsetBits, sizeBits, isAsserted: true,
    })),
  }; // biome-ignore format: a record
  const overlays = model.memdescs.filter(({ kind }) => kind === 'overlay');
  return { views: [page, ...overlays.map(overlayView)], flags };
}

function overlayView(memdesc: Memdesc): View {
  const { record, sizeBytes, pairs } = memdesc;
  const fields = memdesc.fields.map(({ path, offsetBits, sizeBits }) => ({
    path,
    offsetBits,
    sizeBits,
    isAsserted: pairs.some((pair) => path === pair.path || path.startsWith(`${pair.path}.`)),
  }));
  return { record, sizeBytes, fields };
}

/** The first name of each bit: those behind it in enum pageflags are other words for the same. */
function pageFlags({ interner, parser }: TranslationUnit): PageLayout['flags'] {
  const tag = interner.find('pageflags');
  const owner = tag === 0 ? undefined : parser.scope.tag(tag);
  const found: { name: string; bit: number; token: number }[] = [];
  for (let id = 0; owner && id < interner.size; id++) {
    if (!interner.text(id).startsWith('PG_')) continue;
    const symbol = parser.scope.symbol(id);
    if (symbol?.kind !== 'enumerator' || symbol.owner !== owner) continue;
    found.push({ name: symbol.name, bit: Number(symbol.value), token: symbol.token });
  }
  found.sort((a, b) => a.token - b.token);
  return found.filter(({ bit }, i) => found.findIndex((other) => other.bit === bit) === i);
}
