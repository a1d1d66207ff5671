import type { PageLayout, View } from '../../../emulator/src/checks/page-layout.ts';
import type { Memdesc, MemdescModel } from '../memdesc/memdesc.ts';

/** What the checks need of the memdescs of a profile. */
export function pageLayout(model: MemdescModel | undefined): PageLayout {
  if (model === undefined) return { views: [] };
  const page: View = {
    record: 'struct page',
    sizeBytes: model.page.sizeBytes,
    fields: model.page.fields.map(({ path, offsetBits, sizeBits }) => ({
      path, offsetBits, sizeBits, isAsserted: true,
    })),
  }; // biome-ignore format: a record
  const overlays = model.memdescs.filter(({ kind }) => kind === 'overlay');
  return { views: [page, ...overlays.map(overlayView)] };
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
