/** What the files of gcc's suite of its preprocessor ask for. */

/** Files that are not compared, each with the reason. */
const REASONS: Readonly<Record<string, string>> = {
  'pr61854-1.c pr61854-4.c pr61854-5.c pr61854-7.c pr61854-c90.c pr61854-c94.c':
    'C90 has no comments that begin with //, and we read them',
  'ucnid-12-utf8.c ucnid-12.c ucnid-4-utf8.c ucnid-4.c ucnid-5-utf8.c ucnid-5.c ucnid-6-utf8.c ucnid-6.c ucnid-7-utf8.c ucnid-2011-1-utf8.c ucnid-2011-1.c':
    'which letters an identifier may have follows from the standard, and we take those of C11',
  'c11-elifdef-1.c digraph2.c vararg3.c pr23827_c90.c':
    'strict older standards lack directives, digraphs, variadic macros or hexadecimal floats that we have',
  'source_date_epoch-1.c source_date_epoch-2.c source_date_epoch-3.c pr92296-2.c':
    'it shows the day or the time of a file, which are constants here',
  'strify2.c': 'bytes that are no UTF-8 are printed otherwise',
  'file-name-1.c line-1.c':
    'a marker with an empty name goes back to the name of the including file',
  'escape-1.c pr35322.c pr96323.c va-opt-error.c':
    'an error that we do not have: escapes in conditions, #pragma dependency, delimiters of raw strings, __VA_OPT__ elsewhere',
  'extratokens.c': 'tokens behind #ident are warned of and left out',
  'has-builtin-2.c': 'a built-in function that is no function of C',
};

/** The files by name. */
export const EXCLUDED: ReadonlyMap<string, string> = new Map(
  Object.entries(REASONS).flatMap(([names, reason]) =>
    names.split(' ').map((name) => [name, reason] as const),
  ),
);

const OPTIONS =
  /\{\s*dg-(?:additional-)?options\s+(?:"([^"]*)"|\{([^}]*)\})\s*(?:\{\s*target\s+([^}]*)\})?/g;
/** They change no token. */
const SILENT =
  /^-(?:W|pedantic|O|g$|f(?:no-)?(?:diagnostics|show-column|working-directory|max-errors))/;

/** The command line of a file, warnings left out. */
export function optionsOf(text: string): string[] {
  const words = [...text.matchAll(OPTIONS)].flatMap(([, quoted, braced, target]) =>
    target === undefined || /x86_64|lp64|\*-\*-\*/.test(target)
      ? (quoted ?? braced ?? '').trim().split(/\s+/)
      : [],
  );
  return words
    .filter((word) => word !== '' && !SILENT.test(word))
    .map((word) => (word === '-ansi' ? '-std=c90' : word));
}

/** Why a file cannot be compared; undefined when it can. */
export function whyNotComparable(text: string, flags: readonly string[]): string | undefined {
  if (/dg-do \w+ \{ (?:target|xfail) (?!.*(?:\*-\*-\*|x86_64|lp64|c))/.test(text))
    return 'for another machine';
  const others = flags.filter((flag) => !/^-(?:std=|D|U|I|include|trigraphs|E$|P$)/.test(flag));
  return others.length > 0 ? `asks for ${others.join(' ')}` : undefined;
}
