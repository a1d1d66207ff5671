import type { SoakSuite } from '../suite.ts';

export const suite: SoakSuite = {
  about: 'random expressions on all targets: 200,000 against gcc, cross compilers and qemu each',
  tests: ['test/emulator/random-*.test.ts'],
  environment: { PTDESC_RANDOM_EXPRESSIONS: '200000' },
};
