/** Logs that are records of another format: journald's JSON and export formats, containers' JSON. */

/** The key under which each of them keeps the line. */
const KEYS = /"(?:MESSAGE|message|msg|log|text|line|body)"\s*:\s*("(?:[^"\\]|\\.)*"|\[[\d,\s]*\])/;

/** What a line of such a log says; several lines when the record holds several. The line itself otherwise. */
export function unwrapRecord(line: string): string[] {
  if (line.startsWith('MESSAGE=')) return [line.slice('MESSAGE='.length)];
  if (!line.includes('":') && !line.includes('" :')) return [line];
  const value = KEYS.exec(line)?.[1];
  return value === undefined ? [line] : messageOf(value).split(/\r?\n/);
}

/** journald prints a message with control characters as an array of its bytes. */
function messageOf(json: string): string {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? Buffer.from(value).toString('utf8') : String(value);
  } catch {
    return json;
  }
}
