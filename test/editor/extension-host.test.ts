import assert from 'node:assert/strict';
import Mocha from 'mocha';
import { isUnattended } from '../oracles/gcc.ts';
import { runSuite, type SuiteName, type SuiteRun } from './run-suite.ts';
import type { SuiteResult } from './suite/index.ts';

const RUN_LIMIT_MS = 660_000;

describe('inside a real VS Code', () => {
  reportSuite('trusted');
  reportSuite('restricted');
});

/** Runs a suite once and shows each of its tests as one of ours. */
function reportSuite(name: SuiteName): void {
  describe(`${name} workspace`, () => {
    let run: SuiteRun;

    before(async function () {
      this.timeout(RUN_LIMIT_MS);
      run = await runSuite(name);
      const suite = this.test?.parent;
      for (const result of run.results) suite?.addTest(new Mocha.Test(result.title, body(result)));
    });

    it('runs tests', () => assert.ok(run.results.length > 0, run.output));
  });
}

function body(result: SuiteResult): Mocha.Func {
  return function () {
    // Under CI nothing may be left out silently.
    if (result.state === 'pending' && !isUnattended()) this.skip();
    if (result.state === 'pending') throw new Error('It was skipped: is a built kernel there?');
    if (result.state === 'failed') throw new Error(result.error ?? 'failed');
  };
}
