/**
 * Runs the tests: all of them, or with `--fast` those that tell within a minute whether a change broke
 * something. Two files run at a time where they share nothing; what reads an editor's screen runs
 * alone. Each of the two parts ends with mocha's summary, of which `.ci/run` takes the sum.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from './repository/repository-root.ts';
import { allSuites, fastSuites } from './suites.ts';

const MOCHA = join(repositoryRoot, 'node_modules/mocha/bin/mocha.js');
const isFast = process.argv.includes('--fast');

/** Returns whether all passed. */
function runMocha(args: readonly string[], files: readonly string[]): boolean {
  if (files.length === 0) return true;
  const { status } = spawnSync(process.execPath, [MOCHA, ...args, ...files], {
    cwd: repositoryRoot,
    env: { ...process.env, PTDESC_FAST: isFast ? '1' : '' },
    stdio: 'inherit',
  });
  return status === 0;
}

const { sideBySide, alone } = isFast ? fastSuites() : allSuites();
const results = [runMocha(['--parallel', '--jobs', '2'], sideBySide), runMocha([], alone)];
process.exitCode = results.every(Boolean) ? 0 : 1;
