/**
 * Rule: assertion-does-not-hold
 *
 * Reports an assertion about a memdesc and struct page that is false under the profile: the file would
 * not compile with this configuration.
 */
import type { NamePlace } from '../memdesc/memdesc.ts';
import type { Finding, Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'assertion-does-not-hold',
  severity: 'error',
  since: '0.1.0',
  summary: 'An assertion about the layout of a memdesc is false in this configuration.',
  needs: 'types',
  fixable: false,
};

const docs: RuleDocs = {
  what: `An offset or size assertion between a memdesc and struct page does not hold with the layouts of the
current profile.`,
  why: `The compiler refuses the file in this configuration. Other configurations may compile, so that a
build on one machine does not find it.`,
  how: `Move the field, or make the assertion and the field depend on the same configuration symbol.`,
};

export const assertionDoesNotHold: Rule = { meta, docs, check };

function check({ model, file }: RuleContext): Finding[] {
  const findings: Finding[] = [];
  const add = (place: NamePlace, message: string): void => {
    if (place.file !== file.path) return;
    const { line, column } = place;
    findings.push({
      rule: meta.id,
      severity: meta.severity,
      message: `${message} Move the field, or tie both to the same configuration symbol.`,
      place: { line, column, sizeBytes: 1 },
      function: null,
    });
  };
  for (const { record, pairs, sizeAssertion, sizeBytes } of model.memdescs) {
    for (const pair of pairs.filter(({ holds }) => holds === false))
      add(
        pair.place,
        `${record}'s ${pair.path} is at byte ${pair.offsetBits / 8}, and struct page's ${pair.pagePath} is at byte ${pair.pageOffsetBits / 8}: this assertion does not hold in this configuration.`,
      );
    if (sizeAssertion?.holds === false)
      add(
        sizeAssertion.place,
        `${record} has ${sizeBytes} bytes and may have ${sizeAssertion.limitBytes}: this assertion does not hold in this configuration.`,
      );
  }
  return findings;
}
