/**
 * Breaks page-table code on purpose, one place at a time and in memory, and asks `ptdesc check`:
 *
 *     npm run mutation -- --tree DIR [--arch NAME] [--build DIR] [--share n/m] [--operator TEXT] [--survivors]
 *
 * Prints how many mutants of each operator were found, and those that were not.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openProfile } from '../../server/src/profile/profile.ts';
import { casesOfShare, parseShare } from '../soak/share.ts';
import { Judge, type Verdict } from './judge.ts';
import { nameOf } from './mutants.ts';
import { rateTable } from './rate-table.ts';

function run(): void {
  const { values } = parseArgs({
    options: {
      tree: { type: 'string' },
      arch: { type: 'string' },
      build: { type: 'string' },
      share: { type: 'string', default: '1/1' },
      operator: { type: 'string', default: '' },
      file: { type: 'string', default: '' },
      list: { type: 'boolean', default: false },
      kills: { type: 'boolean', default: false },
    },
  });
  const share = parseShare(values.share);
  if (values.tree === undefined || !share)
    throw new Error('usage: --tree DIR [--arch NAME] [--share n/m]');
  const { arch, build } = values;
  const profile = openProfile({
    tree: resolve(values.tree),
    ...(arch !== undefined && { arch }),
    ...(build !== undefined && { build: resolve(build) }),
  });
  const judge = new Judge(profile);
  const all = [...judge.mutants((file) => file.includes(values.file))].filter((m) =>
    m.operator.includes(values.operator),
  );
  const chosen = new Set(casesOfShare(all.map(nameOf), share, 'mutation'));
  const verdicts: Verdict[] = [];
  for (const mutant of all.filter((m) => chosen.has(nameOf(m)))) {
    if (values.list) console.log(nameOf(mutant));
    else {
      const verdict = judge.judge(mutant);
      verdicts.push(verdict);
      if (!verdict.killedBy) console.log(`survives: ${nameOf(mutant)}`);
      else if (values.kills)
        console.log(
          `killed: ${nameOf(mutant)}\n    ${verdict.killedBy.severity} ${verdict.killedBy.rule}: ${verdict.killedBy.message}`,
        );
    }
  }
  console.log(`${profile.label}\n${rateTable(verdicts)}`);
}

run();
