import type { SoakSuite } from '../suite.ts';

export const suite: SoakSuite = {
  about:
    '20,000 edits over real trees against fresh servers, 5,000 mutated files, 200 hostile trees, malformed protocol, faults',
  tests: ['test/reliability/*.test.ts'],
};
