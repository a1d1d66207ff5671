import assert from 'node:assert/strict';
import type { Simulation } from '../../server/src/protocol.ts';
import { reportMarkdown } from '../src/simulator/report.ts';

const SIMULATION: Simulation = {
  run: 1,
  entry: 'pte',
  machine: 's390',
  before: false,
  fail: 2,
  outcome: 'completed',
  message: null,
  steps: 120,
  allocations: 3,
  findings: [
    {
      check: 'missing-destructor',
      message:
        'a table is freed that its constructor counts still, and that no one will count down again',
      place: { file: '/home/linux/arch/s390/mm/pgalloc.c', line: 91, column: 2 },
      step: 88,
      calls: [
        {
          function: 'page_table_free',
          place: { file: '/home/linux/mm/memory.c', line: 7, column: 1 },
        },
      ],
      related: [{ message: 'allocated', place: null, calls: [] }],
      pfn: 3,
    },
  ],
  unmodelled: [],
  pageSizeBytes: 64,
  pfns: [3],
  events: [
    { step: 7, kind: 'allocate', pfn: 3, detail: 'order 0' },
    { step: 9, kind: 'lock', pfn: 3, detail: '0x1000' },
  ],
};
const ORIGIN = {
  command: 'ptdesc simulate pte --tree /home/linux --arch s390 --fail 2',
  link: 'vscode://ptdesc-explorer.ptdesc-explorer/run?entry=pte&arch=s390&fail=2',
  tree: '/home/linux',
  commit: null,
  profile: 's390, modelled kernel',
};
const SUBJECT = {
  label: 'modelled kernel',
  title: 'A user page table',
  explored: null,
  origin: ORIGIN,
};

describe('the report of a run', () => {
  it('says what ran and what was found, with places', () => {
    const text = reportMarkdown({ ...SUBJECT, simulation: SIMULATION });
    for (const part of [
      '# A user page table (pte)\n',
      'Simulated on s390, modelled kernel, allocation 2 of 3 failing: completed\nafter 120 steps.',
      '* missing-destructor: a table is freed',
      '      at s390/mm/pgalloc.c:91\n',
      '      page_table_free() called at linux/mm/memory.c:7\n',
      '  - allocated\n',
      `    ${ORIGIN.command}\n`,
      'Tree:    /home/linux\nCommit:  not known\nProfile: s390, modelled kernel\n',
      `Link:    <${ORIGIN.link}>\n`,
    ])
      assert.ok(text.includes(part), `${part}\nis not in\n${text}`);
  });

  it('fits into mail', () => {
    const lines = reportMarkdown({ ...SUBJECT, simulation: SIMULATION }).split('\n');
    // A link cannot be broken.
    for (const line of lines) if (!line.includes('<vscode:')) assert.ok(line.length <= 75, line);
  });

  it('has a row for each failure that was explored', () => {
    const explored = [
      { fail: null, outcome: 'completed' as const, steps: 5, findings: [] },
      { fail: 1, outcome: 'fault' as const, steps: 3, findings: SIMULATION.findings },
    ];
    const text = reportMarkdown({ ...SUBJECT, simulation: SIMULATION, explored });
    assert.ok(
      text.includes('| nothing | completed | nothing |\n| 1 | fault | missing-destructor |'),
    );
  });

  it('says that nothing was found', () =>
    assert.match(
      reportMarkdown({ ...SUBJECT, simulation: { ...SIMULATION, findings: [] } }),
      /No problems\.\n\nEvents, by step:\n\n {9}7 {2}allocate order 0, page 3\n/,
    ));
});
