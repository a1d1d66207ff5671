/**
 * Runs inside VS Code's extension host, bundled to `out/editor/suite.cjs`. The results go to the
 * file that PTDESC_SUITE_REPORT names, where the outer test run reads them.
 */
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** One test of the suite as the outer run reports it. */
export interface SuiteResult {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'pending';
  readonly error: string | null;
}

/** Called by VS Code; rejects when a test failed. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 180_000, forbidOnly: true });
  mocha.suite.emit('pre-require', globalThis as unknown as Mocha.MochaGlobals, '', mocha);
  // The suites use mocha's globals, so they are loaded only now.
  if (process.env.PTDESC_SUITE === 'restricted') await import('./restricted-mode.ts');
  else {
    await import('./activation.ts');
    await import('./hover.ts');
    await import('./diagnostics.ts');
    await import('./conversions.ts');
    await import('./server-life.ts');
    await import('./overlay.ts');
    await import('./decode-dump.ts');
  }
  const results = await runAndCollect(mocha);
  const report = process.env.PTDESC_SUITE_REPORT;
  if (report !== undefined) writeFileSync(report, JSON.stringify(results));
  const failed = results.filter((result) => result.state === 'failed').length;
  if (failed > 0) throw new Error(`${failed} of ${results.length} tests failed.`);
}

function runAndCollect(mocha: Mocha): Promise<SuiteResult[]> {
  const results: SuiteResult[] = [];
  const add = (state: SuiteResult['state']) => (test: Mocha.Test, error?: Error) => {
    const trace = error === undefined ? null : (error.stack ?? String(error));
    results.push({ title: test.fullTitle(), state, error: trace });
  };
  return new Promise((accept) => {
    mocha
      .run(() => accept(results))
      .on('pass', add('passed'))
      .on('fail', add('failed'))
      .on('pending', add('pending'));
  });
}
