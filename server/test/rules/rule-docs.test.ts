import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ALL_RULES } from '../../src/rules/all-rules.ts';
import { rulePages } from '../../src/rules/run/rule-page.ts';
import { productVersion } from '../../src/version.ts';
import { examplesOf } from '../test-kit/rule-examples.ts';

const FOLDER = resolve(import.meta.dirname, '../../../docs/rules');

describe('the rules', () => {
  it('have pages that are up to date (npm run rule-docs)', async () => {
    const pages = await rulePages(ALL_RULES, examplesOf);
    assert.deepEqual(readdirSync(FOLDER).sort(), [...pages.keys()].sort());
    for (const [name, text] of pages)
      assert.equal(readFileSync(join(FOLDER, name), 'utf8'), text, name);
  });

  it('have ids that are their files, in order', () => {
    const ids = ALL_RULES.map(({ meta }) => meta.id);
    assert.deepEqual(ids, [...ids].sort());
    const files = readdirSync(resolve(import.meta.dirname, '../../src/rules'));
    for (const id of ids) assert.ok(files.includes(`${id}.ts`), id);
  });

  it('came with this version or an earlier one', () => {
    const number = (version: string) => version.split('.').map(Number);
    const [major = 0, minor = 0] = number(productVersion());
    for (const { meta } of ALL_RULES) {
      const [sinceMajor = 0, sinceMinor = 0] = number(meta.since);
      assert.ok(sinceMajor < major || (sinceMajor === major && sinceMinor <= minor), meta.id);
    }
  });

  it('say what, why and what to do', () => {
    for (const { meta, docs } of ALL_RULES)
      for (const text of [meta.summary, docs.what, docs.why, docs.how])
        assert.match(text, /\.$/, meta.id);
  });
});
