import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Interner } from '../../language/src/lexer/interner.ts';
import { SourceMap } from '../../language/src/source/source-map.ts';
import { recordName } from '../../language/src/types/type-name.ts';
import { findAt } from '../../language/src/unit/find.ts';
import { TranslationUnit } from '../../language/src/unit/translation-unit.ts';
import { openProfile, type Profile } from '../../server/src/profile/profile.ts';
import { requireKernel, SAMPLE_OBJECTS } from '../kernels/builds.ts';

const unitOf = (profile: Profile, sources: SourceMap, path: string) =>
  new TranslationUnit(sources, profile.target, profile.fileOptions(path), path).build();

/** What a unit says of a byte of its main file. */
function said(unit: TranslationUnit, offset: number): string {
  const file = unit.preprocessor.mainFile;
  const found = file && findAt(unit, file, offset);
  if (found?.kind !== 'memberUse') return found?.kind ?? 'nothing';
  return `${recordName(found.record)} ${found.path.map((m) => m.name).join('.')} ${found.accessKind}`;
}

/** A question about one name parses what is around it; the answer must be that of the whole body. */
function checkAround(profile: Profile, sources: SourceMap, path: string): number {
  const whole = unitOf(profile, sources, path);
  const file = whole.preprocessor.mainFile;
  assert.ok(file);
  const accesses = whole.accesses(file);
  const around = unitOf(profile, sources, path);
  for (const { loc } of accesses) {
    const offset: number = loc - file.base;
    const line = whole.sources.place(loc)?.line;
    assert.equal(said(around, offset), said(whole, offset), `${path}:${line}`);
  }
  return accesses.length;
}

describe('what is around a name in a body of the kernel', () => {
  it('is enough to say what it is', function () {
    const { tree, build } = requireKernel(this, 'full');
    const profile = openProfile({ tree, build });
    const sources = new SourceMap(profile.fs, new Interner());
    const counts = SAMPLE_OBJECTS.map((object) =>
      checkAround(profile, sources, join(tree, object.replace(/o$/, 'c'))),
    );
    assert.ok(counts.reduce((sum, count) => sum + count, 0) > 1000);
  });
});
