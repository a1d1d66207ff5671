import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Interner } from '../../language/src/lexer/interner.ts';
import { K_LAST } from '../../language/src/lexer/spellings.ts';
import { SourceMap } from '../../language/src/source/source-map.ts';
import { DeclarationScanner } from '../../language/src/syntax/declaration-scanner.ts';
import type { ExternalDeclaration } from '../../language/src/syntax/symbols.ts';
import { TranslationUnit } from '../../language/src/unit/translation-unit.ts';
import { openProfile } from '../../server/src/profile/profile.ts';
import { requireKernel, SAMPLE_OBJECTS } from '../kernels/builds.ts';

/** What the scanner may leave to the parser: it is quick because that is rare. */
const UNSURE_SHARE = 0.02;

/** The names that the parser declared in a declaration's tokens and the scanner did not tell of. */
function missedNames(
  unit: TranslationUnit,
  { startToken, endToken, definition }: ExternalDeclaration,
  scanner: DeclarationScanner,
): string[] {
  const missed: string[] = [];
  const end = definition?.bodyToken ?? endToken;
  for (let at = startToken; at < Math.min(end, endToken); at++) {
    const id = unit.tokens.ids[at] as number;
    if (id <= K_LAST) continue;
    const symbol = unit.parser.scope.symbol(id);
    if (symbol?.token === at && !scanner.names.includes(id)) missed.push(symbol.name);
    const tag = unit.parser.scope.tag(id);
    if (tag?.kind === 'record' && tag.token === at && tag.isDefined && !scanner.tags.includes(id))
      missed.push(`${tag.keyword} ${tag.tag}`);
  }
  return missed;
}

/** Holds the scanner to the parser, on every declaration of a unit. */
function checkScanner(unit: TranslationUnit): void {
  const scanner = new DeclarationScanner(unit.tokens);
  const { declarations } = unit;
  let unsure = 0;
  for (const declaration of declarations) {
    const end = scanner.scan(declaration.startToken);
    if (end < 0) unsure++;
    else {
      const where = () => JSON.stringify(unit.place(declaration.startToken)?.line);
      if (declaration.startToken < declaration.endToken && !declaration.definition?.body)
        assert.equal(end, declaration.endToken, where());
      assert.deepEqual(missedNames(unit, declaration, scanner), [], where());
    }
  }
  assert.ok(declarations.length > 1000);
  assert.ok(unsure < declarations.length * UNSURE_SHARE, `${unsure} of ${declarations.length}`);
}

for (const name of ['defconfig', 'full', 'lockdep'] as const)
  describe(`declarations of headers that wait: ${name}`, () => {
    it('end and declare what the parser says', function () {
      const { tree, build } = requireKernel(this, name);
      const profile = openProfile({ tree, build });
      const sources = new SourceMap(profile.fs, new Interner());
      for (const object of SAMPLE_OBJECTS) {
        const path = join(tree, object.replace(/o$/, 'c'));
        const options = profile.fileOptions(path);
        checkScanner(new TranslationUnit(sources, profile.target, options, path).build());
      }
    });
  });
