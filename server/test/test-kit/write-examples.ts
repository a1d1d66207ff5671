import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../../test/repository/repository-root.ts';
import type { RuleExample, RuleExamples } from '../../src/rules/support/rule.ts';
import { EXAMPLES_FOLDER, type Outcome } from './rule-examples.ts';

/** Writes the file of a rule's examples anew, each with what the rule makes of it. */
export function writeExamples(
  id: string,
  { above, flagged, clean }: RuleExamples,
  outcomeOf: (example: RuleExample) => Outcome,
): void {
  const list = (name: string, examples: readonly RuleExample[]) =>
    `${name}: [${examples.map((each) => `{ ${fields(each, outcomeOf(each))} },`).join('\n')}],`;
  const path = join(EXAMPLES_FOLDER, `${id}.ts`);
  const text = `import type { RuleExamples } from '../support/rule.ts';

/** What ${id} reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  ${above === undefined ? '' : `above: ${literal(above)},`}
  ${list('flagged', flagged)}
  ${list('clean', clean)}
};
`;
  writeFileSync(path, text);
  execFileSync('npx', ['biome', 'format', '--write', path], { cwd: repositoryRoot, stdio: 'pipe' });
}

function fields({ title, bug, late, inHeader, defines }: RuleExample, outcome: Outcome): string {
  return Object.entries({ title, bug, late, inHeader, defines, ...outcome })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? literal(value) : value},`)
    .join('\n');
}

function literal(text: string): string {
  if (!text.includes('\n')) return JSON.stringify(text);
  return `\`${text.replace(/[\\`]|\$\{/g, (part) => `\\${part}`)}\``;
}
