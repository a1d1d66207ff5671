/** Page-table code broken on purpose: how many of the breaks are found may not fall. */
import assert from 'node:assert/strict';
import { openProfile } from '../../server/src/profile/profile.ts';
import { requireKernel } from '../kernels/builds.ts';
import { isSoak, sampleOf } from '../soak/share.ts';
import { Judge } from './judge.ts';
import { type Mutant, nameOf } from './mutants.ts';
import { rateTable } from './rate-table.ts';

/** The file whose mutants every run takes, and how many of them are found: docs/mutation.md has all. */
const FILE = 'include/asm-generic/pgalloc.h';
const KILLED_PERCENT = 91;
/** Of all files together. */
const KILLED_PERCENT_OF_ALL = 48;

describe('mutants of the page-table code of Linux 6.12', function () {
  this.timeout(3_600_000);
  let judge: Judge;

  before(function () {
    const { tree, build } = requireKernel(this, 'full');
    judge = new Judge(openProfile({ tree, build }));
  });

  const percentOf = (mutants: readonly Mutant[]): number => {
    const verdicts = mutants.map((mutant) => judge.judge(mutant));
    console.log(rateTable(verdicts).replace(/^/gm, '      '));
    return (100 * verdicts.filter(({ killedBy }) => killedBy).length) / verdicts.length;
  };

  it('are found where the generic functions are broken', () => {
    const mutants = [...judge.mutants((file) => file === FILE)];
    assert.ok(mutants.length >= 40, String(mutants.length));
    assert.ok(percentOf(mutants) >= KILLED_PERCENT);
  });

  if (isSoak('mutation'))
    it('are found everywhere', () => {
      const all = [...judge.mutants()];
      const chosen = new Set(sampleOf('mutation', all.map(nameOf), 1));
      assert.ok(percentOf(all.filter((each) => chosen.has(nameOf(each)))) >= KILLED_PERCENT_OF_ALL);
    });
});
