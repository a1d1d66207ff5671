import type { AccessRecords } from './accesses.ts';
import { knownMemdescs } from './known-memdescs.ts';
import { lackingMemberNote } from './lacking-member-note.ts';
import type { Reading } from './reading.ts';
import type { TreeReading } from './tree-reading.ts';

/**
 * The memdescs of the kernel that a file is read as, with struct page; `all` is every record, and so it is
 * for a bare file, which has no memdescs.
 */
export function accessRecords(which: string): AccessRecords {
  const known = new Map<Reading, ReadonlySet<string>>();
  return {
    records: (reading) => {
      if (which === 'all' || !isOfKernel(reading)) return undefined;
      const records = known.get(reading) ?? overlaysOf(reading);
      known.set(reading, records);
      return records;
    },
    // What the memdescs say about a member that struct page does not have.
    note: (reading) => (isOfKernel(reading) ? lackingMemberNote(reading) : undefined),
  };
}

const isOfKernel = (reading: Reading): reading is TreeReading => 'profile' in reading;

function overlaysOf(reading: TreeReading): ReadonlySet<string> {
  const overlays = knownMemdescs(reading).memdescs.filter((m) => m.kind === 'overlay');
  return new Set(['struct page', ...overlays.map((m) => m.record)]);
}
