import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tries } from '../../../test/effort.ts';
import { applyPatches } from '../../src/patch/apply-patch.ts';
import { readSeries } from '../../src/patch/read-series.ts';
import { writePatch } from '../../src/patch/write-patch.ts';

const line = fc.constantFrom('', 'a', 'b', '\tc();', 'd é', '}');
const text = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 40 }), fc.boolean())
  .map(([lines, isEnded]) => lines.join('\n') + (isEnded ? '\n' : ''));

/** Cuts of a text in order, each with what takes its place. */
const replacements = fc.array(
  fc.record({
    skip: fc.nat(30),
    size: fc.nat(12),
    text: fc.constantFrom('', 'x', 'y\nz', '\n', 'ü'),
  }),
  { minLength: 1, maxLength: 6 },
);

describe('a patch that is written', () => {
  it('makes the replacements when it is applied', () =>
    fc.assert(
      fc.property(text, replacements, (before, cuts) => {
        const bytes = Buffer.from(before);
        const edits: { start: number; end: number; text: string }[] = [];
        const parts: Buffer[] = [];
        let at = 0;
        for (const { skip, size, text: put } of cuts) {
          const start = at + skip + 1;
          const end = start + size;
          if (end > bytes.length) break;
          edits.push({ start, end, text: put });
          parts.push(bytes.subarray(at, start), Buffer.from(put));
          at = end;
        }
        const after = Buffer.concat([...parts, bytes.subarray(at)]).toString('latin1');
        const patch = writePatch('mm/a.c', bytes, edits);
        if (patch === '') return assert.equal(bytes.toString('latin1'), after);
        const series = readSeries(Buffer.from(patch, 'latin1'));
        const { files } = applyPatches(series, () => bytes.toString('latin1'));
        assert.equal(files.get('mm/a.c'), after);
      }),
      { numRuns: tries(400) },
    ));

  it('is what git writes', () => {
    const lines = Array.from({ length: 20 }, (_, index) => `line ${index + 1}\n`).join('');
    const at = lines.indexOf('line 9');
    const patch = writePatch('a.c', Buffer.from(lines), [
      { start: at, end: at + 6, text: 'LINE 9' },
    ]);
    const context = (...numbers: number[]) => numbers.map((n) => ` line ${n}\n`).join('');
    assert.equal(
      patch,
      `--- a/a.c\n+++ b/a.c\n@@ -6,7 +6,7 @@\n${context(6, 7, 8)}-line 9\n+LINE 9\n${context(10, 11, 12)}`,
    );
  });
});
