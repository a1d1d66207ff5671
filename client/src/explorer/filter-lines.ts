/** Narrows a tree down to what holds a text. It knows no editor: what a line says is handed to it. */

/** How to read a line of some tree. */
export interface LineReader<Line> {
  /** What is looked through, label and description. */
  textOf(line: Line): string;
  /** Lines below that are looked through too; others are shown with the line that they belong to. */
  searchedBelow(line: Line): readonly Line[];
}

/** A line that stays. */
export interface FilteredLine<Line> {
  readonly line: Line;
  /** True when the line itself holds the text, and everything below it stays. */
  readonly isMatch: boolean;
}

/** The lines that hold a text, whatever its case, and those above one that does. */
export function filterLines<Line>(
  lines: readonly Line[],
  text: string,
  reader: LineReader<Line>,
): FilteredLine<Line>[] {
  const wanted = text.trim().toLowerCase();
  const holds = (line: Line) => reader.textOf(line).toLowerCase().includes(wanted);
  const holdsBelow = (line: Line): boolean =>
    reader.searchedBelow(line).some((below) => holds(below) || holdsBelow(below));
  return lines.flatMap((line) => {
    const isMatch = holds(line);
    return isMatch || holdsBelow(line) ? [{ line, isMatch }] : [];
  });
}
