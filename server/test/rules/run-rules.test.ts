import assert from 'node:assert/strict';
import { ALL_RULES } from '../../src/rules/all-rules.ts';
import { ruleSteps, runRules } from '../../src/rules/run/run-rules.ts';
import type { Rule } from '../../src/rules/support/rule.ts';
import { openTables } from '../test-kit/mini-tables.ts';

const CODE = `
void g(struct ptdesc *pt);
void f(struct page *page, struct ptdesc *pt)
{
	g((struct ptdesc *)page);
	pagetable_pte_ctor(pt);
}`;

function crashing(): Rule {
  const [rule] = ALL_RULES;
  assert.ok(rule);
  return {
    ...rule,
    meta: { ...rule.meta, id: 'crashing' },
    check: () => {
      throw new Error('a mistake');
    },
  };
}

describe('running rules', () => {
  it('gives findings in the order of the text', () =>
    assert.deepEqual(
      runRules(openTables(CODE)).map(({ rule }) => rule),
      ['raw-memdesc-cast', 'ignored-constructor-result'],
    ));

  it('loses nothing but its own findings when a rule throws', () => {
    const failures: string[] = [];
    const rules = [crashing(), ...ALL_RULES];
    const found = runRules(openTables(CODE), rules, (rule) => void failures.push(rule));
    assert.equal(found.length, 2);
    assert.deepEqual(failures, ['crashing']);
  });

  it('goes in steps', () => {
    const steps = ruleSteps(openTables(CODE));
    let count = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) count++;
    assert.ok(count >= ALL_RULES.length);
    assert.equal(step.value.length, 2);
  });

  it('looks again after an edit', () => {
    const workspace = openTables(CODE);
    assert.equal(runRules(workspace).length, 2);
    const { sources } = workspace.unit;
    const text = Buffer.from(workspace.file.bytes).toString();
    const edited = text.replace(
      '\tpagetable_pte_ctor(pt);',
      '\tif (pagetable_pte_ctor(pt)) g(pt);',
    );
    sources.replace('/main.c', Buffer.from(edited));
    const unit = workspace.unit.update().build();
    assert.deepEqual(
      runRules({ ...workspace, unit }).map(({ rule }) => rule),
      ['raw-memdesc-cast'],
    );
  });

  it('finds nothing to say about code that does not parse', () =>
    assert.deepEqual(
      runRules(openTables('void f(struct ptdesc *pt) { if (pagetable_pte_ctor( } int')),
      [],
    ));

  it('says why, in the lines that show it', () => {
    const found = runRules(
      openTables(`
void f(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (pt && pagetable_pte_ctor(pt))
		pagetable_free(pt);
}`),
    );
    assert.deepEqual(
      found.map(({ rule, related }) => [
        rule,
        related?.map(({ line, message }) => `${line}: ${message}`),
      ]),
      [
        ['missing-destructor', ['7: The constructor ran here.']],
        // Where the constructor fails, nobody frees the memory.
        ['leaked-table', ['5: It was allocated here.']],
      ],
    );
  });
});
