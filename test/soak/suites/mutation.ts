import type { SoakSuite } from '../suite.ts';

export const suite: SoakSuite = {
  about: 'every place of the page-table code of Linux 6.12 for x86_64, broken one at a time',
  tests: ['test/mutation/mutation.test.ts'],
};
