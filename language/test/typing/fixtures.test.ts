import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireOracle } from '../../../test/oracles/gcc.ts';
import { run } from '../../../test/oracles/run.ts';
import { predefinedText } from '../../src/targets/predefined.ts';
import { x86_64 } from '../../src/targets/x86.ts';
import type { TranslationUnit } from '../../src/unit/translation-unit.ts';
import { unitOf } from '../kit.ts';

const FIXTURES = join(import.meta.dirname, '..', 'fixtures');

/** The fixture as we read it, its bodies parsed. */
function readFixture(name: string): TranslationUnit {
  const text = readFileSync(join(FIXTURES, name), 'utf8');
  const compiler = { kind: 'gcc', major: 12, minor: 2, patch: 0 } as const;
  const predefined = predefinedText({ target: x86_64, compiler, flags: ['-std=gnu11'] });
  const unit = unitOf(text, { options: { predefined } });
  for (const { definition } of unit.declarations) if (definition) unit.body(definition);
  return unit;
}

/** The line that a token stands on, for messages. */
function lineOf(unit: TranslationUnit, token: number): string {
  const place = unit.place(token);
  if (place === undefined) return 'nowhere';
  return `line ${place.line}: ${unit.interner.text(unit.tokens.ids[token + 2] as number)}`;
}

for (const [name, fewest] of [
  ['typing.c', 150],
  ['constants.c', 65],
  ['syntax.c', 3],
] as const) {
  describe(`the fixture ${name}`, () => {
    it('is C to gcc, and all its assertions hold', async function () {
      const gcc = requireOracle(this, 'gcc');
      const argv = [gcc, '-std=gnu11', '-fsyntax-only', '-w', join(FIXTURES, name)];
      const { status, stderr } = await run(argv);
      assert.equal(stderr, '');
      assert.equal(status, 0);
    });

    it('is C to us, and all its assertions hold', () => {
      const unit = readFixture(name);
      const messages = unit.problems.map((p) => `${unit.sources.place(p.loc)?.line}: ${p.message}`);
      assert.deepEqual(messages, []);
      const inBodies = unit.declarations.flatMap((d) => d.definition?.findings?.assertions ?? []);
      const assertions = [...unit.assertions, ...inBodies];
      const wrong = assertions.filter((a) => a.holds !== true);
      assert.deepEqual(
        wrong.map((a) => lineOf(unit, a.token)),
        [],
      );
      assert.ok(assertions.length >= fewest);
    });
  });
}
