/**
 * One spelling for a type, whoever wrote it: gcc's debug information names the basic types in its own
 * way (`long unsigned int`), spaces before `(*)` differ, and types without a name have none.
 */
export function spellType(type: string): string {
  return type
    .replace(/\blong long unsigned int\b/g, 'unsigned long long')
    .replace(/\blong long int\b/g, 'long long')
    .replace(/\blong unsigned int\b/g, 'unsigned long')
    .replace(/\blong int\b/g, 'long')
    .replace(/\bshort unsigned int\b/g, 'unsigned short')
    .replace(/\bshort int\b/g, 'short')
    .replace(/\b_Bool\b/g, 'bool')
    .replace(/\b(struct|union|enum) <anon(ymous)?>/g, '<anon>')
    .replace(/\bconst (?=const\b)/g, '')
    .replace(/\[0\]/g, '[]')
    .replace(/\s*([*([\])])\s*/g, '$1');
}
