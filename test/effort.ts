/** How thorough a run is: `npm run test:fast` tries fewer random cases and leaves out what takes seconds. */

const isFast = process.env.PTDESC_FAST === '1';

/** How often a property is tried, of `all` times in a whole run. */
export const tries = (all: number): number => (isFast ? Math.ceil(all / 20) : all);

/** A test that takes seconds by its nature. */
export const itTakesLong = isFast ? it.skip : it;
