/** "1 file", "2 files": a number with what it counts, whose plural is regular. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
