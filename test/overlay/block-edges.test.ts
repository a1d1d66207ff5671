/**
 * The lens against the command line: on every machine of the modelled kernel and on a real tree, each
 * block that is drawn has the edges that `ptdesc layout` prints, and no field is missing.
 */
import assert from 'node:assert/strict';
import { stripsOf } from '../../client/webview/overlay/geometry.ts';
import { type LayoutLine, layoutLine } from '../../server/src/cli/layout-line.ts';
import { readUnit, sourcesOf } from '../../server/src/cli/reading.ts';
import { overlayView } from '../../server/src/features/overlay-view.ts';
import { profileOptions } from '../../server/src/features/profile-options.ts';
import { discoverTree } from '../../server/src/index/discover-tree.ts';
import { viaFor } from '../../server/src/index/include-graph.ts';
import { modelTree } from '../../server/src/kernel/model-tree.ts';
import type { MemdescModel } from '../../server/src/memdesc/memdesc.ts';
import { mergeModels } from '../../server/src/memdesc/merge.ts';
import { openProfile, type Profile } from '../../server/src/profile/profile.ts';
import type { OverlayLane } from '../../server/src/protocol.ts';
import { findKernelBuilds } from '../kernels/builds.ts';

describe('the blocks of the lens', () => {
  const tree = modelTree();
  for (const { name, group, choice } of profileOptions({ tree }, openProfile({ tree }).kernel)
    .options) {
    it(`have the edges of ptdesc layout: ${group}, ${name}`, () =>
      checkProfile(
        openProfile({ tree, arch: choice.arch ?? '', configFile: choice.config ?? '' }),
      ));
  }

  it('have them on a real kernel', function () {
    const builds = findKernelBuilds();
    if (builds.length === 0 && process.env.CI !== 'true') this.skip();
    assert.ok(builds.length > 0, 'no prepared kernel: set PTDESC_KERNELS');
    for (const { tree, build } of builds) checkProfile(openProfile({ tree, build }));
  });
});

function checkProfile(profile: Profile): void {
  let model: MemdescModel | undefined;
  for (const found of discoverTree(profile)) model = mergeModels(model, found);
  assert.ok(model);
  const view = overlayView(model, profile.label, profile.tree);
  assert.ok(view.lanes.length >= 4, profile.label);
  for (const lane of view.lanes) checkLane(lane, layoutOf(profile, lane), view.pageSizeBytes);
}

/** The record as `ptdesc layout TAG --file FILE` has it, in the file that declares it. */
function layoutOf(profile: Profile, lane: OverlayLane): LayoutLine {
  const { file } = lane.declared;
  const reading = {
    root: profile.tree,
    target: profile.target,
    sources: sourcesOf(profile.fs),
    options: (path: string) => profile.fileOptions(path),
    via: (path: string) => viaFor(profile, path),
  };
  const unit = readUnit(reading, file);
  const record = unit.tag(lane.record.replace(/^(struct|union) /, ''));
  const line = record?.kind === 'record' ? layoutLine(unit, record, profile.tree) : undefined;
  assert.ok(line, `${lane.record} is not in ${file}`);
  return line;
}

function checkLane(lane: OverlayLane, layout: LayoutLine, pageSizeBytes: number): void {
  const pageBits = pageSizeBytes * 8;
  assert.equal(lane.sizeBytes, layout.size, lane.record);
  const drawn = new Map<string, [number, number]>();
  for (const { pageIndex, blocks } of stripsOf(lane, pageSizeBytes))
    for (const { field, leftBits, rightBits } of blocks) {
      const start = pageIndex * pageBits + leftBits;
      drawn.set(field.path, [start, start + rightBits - leftBits]);
    }
  for (const { path, offset_bits, size_bits, type } of layout.members) {
    // Members of members are inside their blocks; a folio's struct pages are the bytes once more.
    if (path.includes('.') || !size_bits || offset_bits === null || type === 'struct page')
      continue;
    const edges = [offset_bits, offset_bits + size_bits];
    assert.deepEqual(drawn.get(path), edges, `${lane.record}.${path}`);
    drawn.delete(path);
  }
  assert.deepEqual([...drawn.keys()], [], lane.record);
}
