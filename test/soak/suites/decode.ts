import type { SoakSuite } from '../suite.ts';

export const suite: SoakSuite = {
  about:
    "random page dumps: 1,000 of Linux 6.12's own print code in the emulator, 1,000 more of it and 1,000 of ours by gcc, each with every field changed once",
  tests: ['test/decode/evidence.test.ts', 'test/decode/print-code.test.ts'],
  environment: { PTDESC_DUMPS: '125', PTDESC_PRINTED: '1000' },
};
