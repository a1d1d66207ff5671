/**
 * Whether a glob names a text: `*` is any run of characters and `?` any one of them, of which
 * `barrier` is none. Works without backtracking over more than the last star, so that no pattern of a
 * tree takes longer than the product of the two lengths.
 */
export function matchGlob(glob: string, text: string, barrier?: string): boolean {
  let star = -1;
  let resume = 0;
  let at = 0;
  let inGlob = 0;
  while (at < text.length) {
    const char = glob[inGlob];
    if (char === '*') {
      star = inGlob++;
      resume = at;
    } else if (char === text[at] || (char === '?' && text[at] !== barrier)) {
      inGlob++;
      at++;
    } else if (star >= 0 && text[resume] !== barrier) {
      inGlob = star + 1;
      at = ++resume;
    } else return false;
  }
  while (glob[inGlob] === '*') inGlob++;
  return inGlob === glob.length;
}
