/** What `ptdesc simulate --format json` and jsonl print is what docs/simulate.schema.json describes. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { repositoryRoot } from '../repository/repository-root.ts';

const CLI = join(repositoryRoot, 'server/src/cli/main.ts');
const FORGOTTEN = join(import.meta.dirname, 'files/forgotten.c');
const schema = JSON.parse(readFileSync(join(repositoryRoot, 'docs/simulate.schema.json'), 'utf8'));

function output(...args: string[]): string {
  const run = spawnSync(process.execPath, [CLI, 'simulate', ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const said = 'ptdesc: no kernel tree is here: the modelled kernel answers (see --tree)\n';
  assert.equal(run.stderr, said);
  return run.stdout;
}

function checkValid(value: unknown): void {
  const validate = new Ajv().compile(schema);
  assert.equal(validate(value), true, JSON.stringify(validate.errors?.[0]));
}

describe('the JSON of a simulation', () => {
  it('is valid by its schema, the trace included', () => {
    checkValid(JSON.parse(output('pte', '--arch', 'x86_64_full', '--format', 'json')));
    checkValid(JSON.parse(output(FORGOTTEN, '--arch', 's390', '--format', 'json')));
    checkValid(JSON.parse(output('pmd', '--arch', 'arm64', '--fail', '1', '--format', 'json')));
  });

  it('is valid line by line', () => {
    const lines = output('pte', '--arch', 'x86_64_lockdep', '--explore', '--format', 'jsonl')
      .trim()
      .split('\n');
    assert.ok(lines.length > 1);
    checkValid(lines.map((line) => JSON.parse(line)));
  });

  it('is refused when a member is missing', () => {
    const [run] = JSON.parse(output('pte', '--arch', 'x86_64', '--format', 'json'));
    const { outcome: _, ...rest } = run;
    assert.equal(new Ajv().validate(schema, [rest]), false);
  });
});
