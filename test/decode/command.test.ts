/** `ptdesc decode` on logs: its JSON by docs/decode.schema.json, several trees, its exit status. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { repositoryRoot } from '../repository/repository-root.ts';

const CLI = join(repositoryRoot, 'server/src/cli/main.ts');
const schema = JSON.parse(readFileSync(join(repositoryRoot, 'docs/decode.schema.json'), 'utf8'));

const dump = (
  reason: string,
) => `page: refcount:1 mapcount:0 mapping:0000000000000000 index:0x7 pfn:0x40
flags: 0x0(node=0|zone=0)
raw: 0000000000000000 dead000000000100 dead000000000122 0000000000000000
raw: 0000000000000007 0000000000000000 00000001ffffffff 0000000000000000
page dumped because: ${reason}
`;

describe('ptdesc decode', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-decode-command-'));
  after(() => rmSync(folder, { recursive: true }));
  const run = (text: string, ...args: string[]) => {
    const file = join(folder, 'log.txt');
    writeFileSync(file, text);
    const { stdout, stderr, status } = spawnSync(process.execPath, [CLI, 'decode', file, ...args], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    return { stdout, stderr, status };
  };
  const checkValid = (value: unknown) => {
    const validate = new Ajv().compile(schema);
    assert.equal(validate(value), true, JSON.stringify(validate.errors?.[0]));
  };

  it('prints a list that its schema describes, and the same line by line', () => {
    const text = `${dump('one')}${dump('two').replace('refcount:1', 'refcount:5')}${dump('three').replace(/raw: .*ff .*\n/, '')}`;
    const whole = run(text, '--format', 'json');
    const said = 'ptdesc: no kernel tree is here: the modelled kernel answers (see --tree)\n';
    assert.deepEqual([whole.stderr, whole.status], [said, 0]);
    const list = JSON.parse(whole.stdout);
    checkValid(list);
    assert.deepEqual(
      list.map(({ lines, problem, doubts }: Record<string, unknown>) => [
        lines,
        problem === null,
        (doubts as string[] | undefined)?.length,
      ]),
      [
        [{ first: 1, last: 5 }, true, 0],
        [{ first: 6, last: 10 }, true, 1],
        [{ first: 11, last: 14 }, false, undefined],
      ],
    );
    const lines = run(text, '--format', 'jsonl').stdout.trim().split('\n');
    assert.deepEqual(
      lines.map((line) => JSON.parse(line)),
      list,
    );
  });

  it('says a doubt first, and concludes nothing', () => {
    const { stdout } = run(dump('one').replace('mapcount:0', 'mapcount:3'));
    assert.match(
      stdout,
      /^doubt: These words are not of this kernel: mapcount \(the text says 3, /,
    );
    assert.match(stdout, /^nothing is concluded/m);
    assert.doesNotMatch(stdout, /^bad if freed now|^likely cause/m);
  });

  it('ends with status 2 and what is missing when no dump can be read', () => {
    const { stderr, status } = run(dump('one').replace(/raw: .*ff .*\n/, ''));
    assert.equal(status, 2);
    assert.match(stderr, /only the first 32 bytes.*Missing from the text: words 5 to 8/);
  });

  it('finds the dumps of a log that is larger than what is kept of it', () => {
    const noise =
      '[   12.345678] usb 1-1: new high-speed USB device number 2 using xhci_hcd\n'.repeat(4000);
    const text = Array.from({ length: 12 }, (_, i) => noise + dump(`number ${i}`)).join('');
    const list = JSON.parse(run(text, '--format', 'json').stdout);
    assert.deepEqual(
      list.map(({ text_reason: reason }: { text_reason: string }) => reason),
      Array.from({ length: 12 }, (_, i) => `number ${i}`),
    );
    assert.equal(list[11].lines.first, 12 * 4000 + 11 * 5 + 1);
  });
});
