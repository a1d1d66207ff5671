import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import Ajv from 'ajv';
import type { CheckFinding } from '../../src/check/finding-record.ts';
import { KnownFindings } from '../../src/check/known-findings.ts';
import { readBaseline } from '../../src/check/read-baseline.ts';
import { MAX_RESULTS, type SarifRun, sarifLog } from '../../src/check/sarif-log.ts';
import { ALL_RULES } from '../../src/rules/all-rules.ts';

const require = createRequire(import.meta.url);

/** The schema is in JSON Schema's fourth draft. */
function validator() {
  const ajv = new Ajv({ schemaId: 'id', unknownFormats: 'ignore', logger: false });
  ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'));
  return ajv.compile(require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'));
}

const LINE = '\t/* äß𝒳 */ return (struct ptdesc *)page;';
const COLUMN = Buffer.from(LINE.split('(')[0] ?? '').length + 1;

const FINDING: CheckFinding = {
  rule: 'raw-memdesc-cast',
  severity: 'warning',
  file: 'mm/a file.c',
  line: 7,
  col: COLUMN,
  endLine: 7,
  endCol: COLUMN + 17,
  function: 'f',
  message: 'This casts.',
  related: [{ file: 'include/linux/mm.h', line: 3, col: 1, message: 'The conversion is here.' }],
  fixes: [
    {
      title: 'Use the conversion',
      edits: [
        {
          file: 'mm/a file.c',
          line: 7,
          col: COLUMN,
          endLine: 7,
          endCol: COLUMN + 17,
          text: 'page_ptdesc',
        },
      ],
    },
  ],
  fingerprint: '0123456789abcdef',
};

const RUN: SarifRun = {
  version: '0.1.0',
  tree: '/linux',
  rules: ALL_RULES,
  failures: ['mm/b.c: cannot be read'],
  line: (file, line) => (file === FINDING.file && line === 7 ? LINE : ''),
};

const error = (fingerprint: string): CheckFinding => ({
  ...FINDING,
  severity: 'error',
  fingerprint,
});

describe('the SARIF log', () => {
  it('is valid by the schema, and what is not is refused', () => {
    const isValid = validator();
    assert.ok(isValid(sarifLog([FINDING, error('a'), { ...FINDING, severity: 'info' }], RUN)));
    assert.ok(isValid(sarifLog([], RUN)));
    assert.equal(isValid({ version: '2.1.0' }), false);
    assert.equal(isValid({ version: '2.1.0', runs: [{ tool: {} }] }), false);
  });

  it('brings the page of each rule along', () => {
    const { rules = [] } = sarifLog([FINDING], RUN).runs[0]?.tool.driver ?? {};
    assert.equal(rules.length, ALL_RULES.length);
    for (const { help, fullDescription } of rules) {
      assert.ok(fullDescription?.text && help?.text);
      assert.match(help.markdown ?? '', /\*\*What to do\.\*\* /);
    }
    const [result] = sarifLog([FINDING], RUN).runs[0]?.results ?? [];
    assert.equal(rules[result?.ruleIndex ?? -1]?.id, FINDING.rule);
  });

  it('counts columns in UTF-16, and names files by URIs below the tree', () => {
    const [result] = sarifLog([FINDING], RUN).runs[0]?.results ?? [];
    const place = result?.locations?.[0]?.physicalLocation;
    assert.deepEqual(place?.artifactLocation, { uri: 'mm/a%20file.c', uriBaseId: 'SRCROOT' });
    const column = LINE.indexOf('(') + 1;
    assert.deepEqual(place?.region, {
      startLine: 7,
      startColumn: column,
      endLine: 7,
      endColumn: column + 17,
    });
    const [change] = result?.fixes?.[0]?.artifactChanges ?? [];
    assert.deepEqual(change?.replacements[0]?.deletedRegion, place?.region);
    assert.equal(result?.relatedLocations?.length, 1);
  });

  it('tells findings with the same words apart', () => {
    const results = sarifLog([FINDING, FINDING], RUN).runs[0]?.results ?? [];
    const prints = results.map(({ partialFingerprints: p }) => p?.['ptdescFinding/v1']);
    assert.equal(new Set(prints).size, 2);
  });

  it('keeps the gravest where there are too many, and says how many were left out', () => {
    const many = Array.from({ length: MAX_RESULTS }, () => FINDING);
    const [run] = sarifLog([...many, error('grave')], RUN).runs;
    assert.equal(run?.results?.length, MAX_RESULTS);
    assert.equal(run?.results?.[0]?.level, 'error');
    const notes = run?.invocations?.[0]?.toolExecutionNotifications?.map((n) => n.message.text);
    assert.deepEqual(notes, ['mm/b.c: cannot be read', '1 more findings were left out']);
  });

  it('is a baseline for the next run', () => {
    const known = readBaseline(JSON.stringify(sarifLog([FINDING], RUN)));
    assert.equal(known.take(FINDING), true);
    assert.equal(known.take(FINDING), false);
  });
});

describe('known findings', () => {
  it('follow a file that was moved, and count', () => {
    const known = new KnownFindings(new Map([['old.c', 'new.c']]));
    known.add({ file: 'old.c', fingerprint: 'f' });
    const moved = { ...FINDING, file: 'new.c', fingerprint: 'f' };
    assert.equal(known.take({ ...moved, file: 'old.c' }), false);
    assert.equal(known.take(moved), true);
    assert.equal(known.take(moved), false);
  });
});
