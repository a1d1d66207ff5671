/** Padding without a source token: it only keeps its neighbours apart (cpplib's avoid_paste). */
export const PAD_APART = 0;
/** Padding that stands for a token with no white space before it. */
export const PAD_TIGHT = 1;
/** Padding that stands for a token with white space before it. */
export const PAD_SPACE = 2;
