import { rawMemdescCast } from './raw-memdesc-cast.ts';
import type { Rule } from './rule.ts';

/** Every rule, in the order of their names. */
export const ALL_RULES: readonly Rule[] = [rawMemdescCast];
