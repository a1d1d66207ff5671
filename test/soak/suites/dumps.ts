import type { SoakSuite } from '../suite.ts';

export const suite: SoakSuite = {
  about:
    'random page dumps: 1,000 that gcc-compiled print code makes, each with every field changed once',
  tests: ['test/decode/evidence.test.ts'],
  environment: { PTDESC_DUMPS: '125' },
};
