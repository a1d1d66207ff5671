/** The Markdown pages about rules, made from the rule files. */
import { LEFT_OUT } from '../support/left-out.ts';
import type { Rule, RuleExample, RuleExamples } from '../support/rule.ts';

/** The first line of every generated page. */
const GENERATED = '<!-- Generated from the rule by `npm run rule-docs`. Do not edit. -->';

/** The page of one rule. */
function rulePage({ meta, docs }: Rule, examples: RuleExamples): string {
  return [
    GENERATED,
    `# ${meta.id}`,
    meta.summary,
    facts(meta),
    '## What it reports',
    docs.what,
    '## Why it matters',
    docs.why,
    '## What to do',
    docs.how,
    '## Reported',
    'What is found is written below the line. The fix follows 💡.',
    ...(examples.above === undefined
      ? []
      : ['All examples follow this:', codeBlock(examples.above)]),
    ...examples.flagged.map((each) => example(each, false)),
    '## Not reported',
    ...examples.clean.map((each) => example(each, true)),
    '',
  ].join('\n\n');
}

function facts({ severity, since, needs, fixable }: Rule['meta']): string {
  return [
    '| severity | since | looks at | has fixes |',
    '|---|---|---|---|',
    `| ${severity} | ${since} | ${needs} | ${fixable ? 'yes' : 'no'} |`,
  ].join('\n');
}

function example(
  { title, code, late, defines, inHeader, bug, fixed }: RuleExample,
  isMended: boolean,
): string {
  const notes = [
    bug && `The shape of a bug of the kernel, ${isMended ? 'mended' : 'as it was'}: ${bug}.`,
    late && 'In a tree whose queue of tables runs the destructor.',
    inHeader && 'In the declaration of the page table itself.',
  ].filter((note) => typeof note === 'string');
  const text = [defines, code.replace(/^\n/, '').trimEnd()].filter(Boolean).join('\n');
  return [
    `**${title}.** ${notes.join(' ')}`.trim(),
    ...(text === '' ? [] : [codeBlock(text)]),
    ...(fixed === undefined ? [] : ['Fixed:', codeBlock(fixed, inHeader ? 'diff' : 'c')]),
  ].join('\n\n');
}

function codeBlock(text: string, language = 'c'): string {
  return `\`\`\`${language}\n${text.replace(/^\n+/, '').trimEnd()}\n\`\`\``;
}

/** The list of all rules. */
function rulesPage(rules: readonly Rule[]): string {
  const rows = rules.map(
    ({ meta }) => `| [${meta.id}](${meta.id}.md) | ${meta.severity} | ${meta.summary} |`,
  );
  return [
    GENERATED,
    '',
    '# Rules',
    '',
    'An info is shown only when it is asked for: its false positives on real trees are not known yet.',
    'Each page is made from the rule, and its examples are run as tests.',
    '',
    '| rule | severity | reports |',
    '|---|---|---|',
    ...rows,
    '',
    '## What no rule decides',
    '',
    'Each of these would have to guess, and a rule that guesses is turned off.',
    '',
    ...LEFT_OUT.map(([what, why]) => `- ${what}: ${why}.`),
    '',
  ].join('\n');
}

/** Every page by its file name below `docs/rules`; each rule's examples are asked for by its id. */
export async function rulePages(
  rules: readonly Rule[],
  examplesOf: (id: string) => Promise<RuleExamples>,
): Promise<Map<string, string>> {
  const pages = rules.map(
    async (rule) => [`${rule.meta.id}.md`, rulePage(rule, await examplesOf(rule.meta.id))] as const,
  );
  return new Map([['README.md', rulesPage(rules)], ...(await Promise.all(pages))]);
}
