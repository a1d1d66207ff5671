import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingOracle } from '../oracles/gcc.ts';
import { findStrace, watched } from './watch.ts';

describe('the watch over processes', () => {
  it('sees what is started, read through a link, and written', function () {
    const strace = findStrace();
    if (strace === undefined) missingOracle(this, 'strace is not installed');
    const folder = mkdtempSync(join(tmpdir(), 'ptdesc-watch-'));
    const at = (name: string) => join(folder, name);
    writeFileSync(at('secret'), 'x\n');
    symlinkSync(at('secret'), at('link'));
    const script = `cat ${at('link')} > ${at('written')}; touch ${at('touched')}; mkdir ${at('made')}; exec true`;
    const { started, read, written, stdout } = watched(
      strace as string,
      ['/bin/sh', '-c', script],
      at('log'),
      {
        env: process.env,
        timeoutMs: 60_000,
      },
    );
    rmSync(folder, { recursive: true });
    assert.equal(stdout, '');
    assert.deepEqual(
      started.map((path) => path.split('/').at(-1)),
      ['cat', 'touch', 'mkdir', 'true'],
    );
    assert.ok(read.includes(at('secret')), read.join(' '));
    for (const name of ['written', 'touched', 'made']) assert.ok(written.includes(at(name)), name);
  }).timeout(60_000);
});
