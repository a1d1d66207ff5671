import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * The page about a rule, as the URI of the file that ships with the product: beside `dist/` when this
 * runs from a bundle, three folders up when it runs from its source. Undefined where there is none.
 */
export function rulePageUri(rule: string): string | undefined {
  const folder = ['../docs/rules/', '../../../docs/rules/']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path));
  if (folder === undefined || !/^[\w-]+$/.test(rule)) return undefined;
  const page = `${folder}${rule}.md`;
  return existsSync(page) ? pathToFileURL(page).href : undefined;
}
