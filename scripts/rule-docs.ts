/** `npm run rule-docs`: writes the pages below `docs/rules` from the rules; pages without a rule go. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ALL_RULES } from '../server/src/rules/all-rules.ts';
import { rulePages } from '../server/src/rules/run/rule-page.ts';
import { examplesOf } from '../server/test/test-kit/rule-examples.ts';

const folder = resolve(import.meta.dirname, '../docs/rules');
const pages = await rulePages(ALL_RULES, examplesOf);
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name));
for (const [name, text] of pages) writeFileSync(join(folder, name), text);
