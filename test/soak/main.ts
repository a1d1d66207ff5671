/**
 * The one door to full runs:
 *
 *     npm run soak                                   the suites there are
 *     npm run soak -- SUITE [--share n/m] [--seed COMMIT]
 *
 * Without a share all of the suite runs. Each file in `suites/` is one suite, named after it. Under
 * full runs a missing oracle is a failure, as in CI.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '../repository/repository-root.ts';
import { parseShare } from './share.ts';
import type { SoakSuite } from './suite.ts';

const SUITES = join(import.meta.dirname, 'suites');

/** Every suite, by its name. */
export async function allSuites(): Promise<Map<string, SoakSuite>> {
  const names = readdirSync(SUITES).map((file) => file.replace(/\.ts$/, ''));
  const suites = names.sort().map(async (name) => {
    const { suite } = await import(pathToFileURL(join(SUITES, `${name}.ts`)).href);
    return [name, suite as SoakSuite] as const;
  });
  return new Map(await Promise.all(suites));
}

/** Runs mocha over a suite's files and returns its status. */
function soak(name: string, suite: SoakSuite, share: string, seed: string | undefined): number {
  const started = performance.now();
  const run = spawnSync(
    process.execPath,
    [
      join(repositoryRoot, 'node_modules/mocha/bin/mocha.js'),
      ...(suite.grep === undefined ? [] : ['--grep', suite.grep]),
      ...suite.tests,
    ],
    {
      cwd: repositoryRoot,
      stdio: 'inherit',
      env: {
        ...process.env,
        CI: 'true',
        ...suite.environment,
        PTDESC_SOAK: name,
        PTDESC_SHARE: share,
        ...(seed !== undefined && { PTDESC_SEED: seed }),
      },
    },
  );
  const minutes = (performance.now() - started) / 60_000;
  console.log(`${name} ${share}: status ${run.status}, ${minutes.toFixed(1)} minutes`);
  return run.status ?? 1;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { share: { type: 'string', default: '1/1' }, seed: { type: 'string' } },
  });
  const suites = await allSuites();
  const [name] = positionals;
  const suite = name === undefined ? undefined : suites.get(name);
  if (name !== undefined && suite && parseShare(values.share))
    return soak(name, suite, values.share, values.seed);
  console.log('usage: npm run soak -- SUITE [--share n/m] [--seed COMMIT]\n');
  for (const [each, { about }] of suites) console.log(`${each.padEnd(16)} ${about}`);
  return name === undefined ? 0 : 2;
}

if (import.meta.main) process.exitCode = await main();
