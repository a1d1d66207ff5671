import { pathToFileURL } from 'node:url';
import { shippedPathIfThere } from '../shipped-files.ts';

/** The page about a rule, as the URI of the file that ships with the product. Undefined where there is none. */
export function rulePageUri(rule: string): string | undefined {
  if (!/^[\w-]+$/.test(rule)) return undefined;
  const page = shippedPathIfThere(`docs/rules/${rule}.md`);
  return page === undefined ? undefined : pathToFileURL(page).href;
}
