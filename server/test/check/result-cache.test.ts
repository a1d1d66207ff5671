import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileNumbers } from '../../src/check/file-numbers.ts';
import { peerDigest, WatchedPeers } from '../../src/check/peer-digest.ts';
import { ResultCache } from '../../src/check/result-cache.ts';
import { modelTree } from '../../src/kernel/model-tree.ts';
import { openOverlaid } from '../../src/profile/open-overlaid.ts';
import { architecturePeers } from '../../src/rules/support/architecture-peers.ts';

describe('kept results', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-kept-'));
  const tree = join(folder, 'linux');
  const kept = process.env.PTDESC_CACHE;

  before(() => {
    cpSync(modelTree(), tree, { recursive: true });
    process.env.PTDESC_CACHE = join(folder, 'cache');
  });
  after(() => {
    if (kept === undefined) delete process.env.PTDESC_CACHE;
    else process.env.PTDESC_CACHE = kept;
    rmSync(folder, { recursive: true });
  });

  const open = () => {
    const profile = openOverlaid({ tree }, new Map());
    const cache = new ResultCache(profile, { tree });
    cache.setModel(undefined);
    return { profile, cache };
  };
  const unit = (main: string, peers: string | undefined) => ({
    result: {
      ...{ id: 0, main, results: [], notRead: [], read: [], states: [], missing: [] },
      ...{ failure: undefined, peers },
    },
    states: [],
    makefiles: [],
  });

  it('go when other architectures do something else, where they hang on that', () => {
    const { profile, cache } = open();
    const watched = new WatchedPeers(architecturePeers(profile));
    assert.equal(watched.digest, undefined);
    watched.of('pmd');
    assert.equal(watched.digest, peerDigest(architecturePeers(profile)));
    cache.add(unit('mm/asks.c', watched.digest));
    cache.add(unit('mm/does-not.c', undefined));
    cache.save();
    const holds = (main: string) => open().cache.resultsOf(main) !== undefined;
    assert.deepEqual(['mm/asks.c', 'mm/does-not.c'].map(holds), [true, true]);
    appendFileSync(join(tree, 'arch/arm64/mm/mmu.c'), '\n');
    assert.deepEqual(['mm/asks.c', 'mm/does-not.c'].map(holds), [true, true]);
    const allocator =
      'pmd_t *pmd_alloc_one(struct mm_struct *mm, unsigned long addr)\n{\n\treturn ptdesc_address(pagetable_alloc(GFP_KERNEL, 0));\n}\n';
    appendFileSync(join(tree, 'arch/arm64/mm/mmu.c'), allocator);
    assert.deepEqual(['mm/asks.c', 'mm/does-not.c'].map(holds), [false, true]);
  });

  const result = (file: string, main: string) => {
    return { file, main, exact: true, findings: [], accesses: [], wrappers: [] };
  };

  it('of a header that no file includes hold, and it is asked again which one does', () => {
    const { cache } = open();
    const lonely = 'include/linux/mm.h';
    const { result: read, ...rest } = unit(lonely, undefined);
    cache.add({ ...rest, result: { ...read, results: [result(lonely, lonely)] } });
    cache.save();
    const again = open().cache;
    assert.equal(again.resultsOf(lonely)?.length, 1);
    assert.equal(again.mainOf(lonely), undefined);
  });

  it('that do not hold still say in which unit a header was read', () => {
    const { cache } = open();
    const [main, header] = ['mm/memory.c', 'include/linux/mm.h'];
    const path = join(tree, main);
    const { result: read, ...rest } = unit(main, undefined);
    const states = [new FileNumbers(() => false).stateOf(path, readFileSync(path))];
    cache.add({ ...rest, states, result: { ...read, results: [result(header, main)] } });
    cache.save();
    assert.equal(open().cache.mainOf(header), main);
    appendFileSync(path, '\n');
    const changed = open().cache;
    assert.equal(changed.resultsOf(main), undefined);
    assert.equal(changed.mainOf(header), undefined);
    assert.equal(changed.formerMainOf(header), main);
  });
});
