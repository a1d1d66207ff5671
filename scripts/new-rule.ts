/**
 * `npm run new-rule -- some-rule-id`: writes the skeleton of a rule and puts it into the list of all
 * rules. Its examples are empty, so that the tests fail until it has some.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../server/src/rules');
const id = process.argv[2] ?? '';
if (!/^[a-z]+(-[a-z]+)+$/.test(id)) fail('usage: npm run new-rule -- some-rule-id');
const path = resolve(folder, `${id}.ts`);
if (existsSync(path)) fail(`${path} is there already`);
const version = readFileSync(resolve(folder, '../../../package.json'), 'utf8');
const { version: since } = JSON.parse(version) as { version: string };
const name = id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
writeFileSync(path, skeleton());
writeFileSync(resolve(folder, 'examples', `${id}.ts`), exampleSkeleton());
addToList();
process.stdout.write(
  `${path}\nFill in docs and examples; UPDATE_EXPECT=1 npx mocha server/test/rules/examples.test.ts writes what is\nfound, and npm run rule-docs the page.\n`,
);

function skeleton(): string {
  return `/**
 * Rule: ${id}
 *
 * Say what it reports, and what it leaves alone.
 */
import type { Finding, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: '${id}',
  severity: 'info',
  since: '${since}',
  summary: '',
  needs: 'types',
  fixable: false,
};

const docs: RuleDocs = { what: '', why: '', how: '' };

export const ${name}: Rule = { meta, docs, check };

function check(_context: RuleContext): Finding[] {
  return [];
}
`;
}

function exampleSkeleton(): string {
  return `import type { RuleExamples } from '../support/rule.ts';

/** What ${id} reports, and what looks alike and is left alone. */
export const examples: RuleExamples = { flagged: [], clean: [] };
`;
}

/** Keeps the imports and the list in the order of names. */
function addToList(): void {
  const list = resolve(folder, 'all-rules.ts');
  const text = readFileSync(list, 'utf8');
  const names = [...text.matchAll(/import \{ (\w+) \} from '(.*)'/g)].map(([, n, from]) => ({
    n,
    from,
  }));
  names.push({ n: name, from: `./${id}.ts` });
  names.sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1));
  const type = "import type { Rule } from './support/rule.ts';";
  const [before, after] = [
    names.filter(({ from = '' }) => from < './support/rule.ts'),
    names.filter(({ from = '' }) => from > './support/rule.ts'),
  ];
  const imports = (some: typeof names) =>
    some.map(({ n, from }) => `import { ${n} } from '${from}';`);
  const body = names.map(({ n }) => `  ${n},`);
  writeFileSync(
    list,
    [
      ...imports(before),
      type,
      ...imports(after),
      '',
      '/** Every rule, in the order of their names. */',
      'export const ALL_RULES: readonly Rule[] = [',
      ...body,
      '];',
      '',
    ].join('\n'),
  );
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
