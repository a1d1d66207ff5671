import type { SoakSuite } from '../suite.ts';

export const suite: SoakSuite = {
  about:
    'random programs of Csmith: 500 of this machine, 200 of 32-bit and big-endian ones under qemu',
  tests: ['test/emulator/csmith.test.ts'],
};
