/**
 * arch/arm64's sysreg-defs.h: the registers of tools/sysreg, their fields and their values
 * (tools/gen-sysreg.awk). Lines that the table's language does not know are passed over.
 */
export function systemRegistersText(table: string): string {
  const writer = new RegisterWriter();
  for (const line of table.split('\n')) {
    const words = line.trim().split(/\s+/);
    if (words[0] !== '' && !words[0]?.startsWith('#')) writer.statement(words);
  }
  const lines = ['#ifndef __ASM_SYSREG_DEFS_H', '#define __ASM_SYSREG_DEFS_H', ...writer.lines];
  return `${lines.join('\n')}\n#endif\n`;
}

type ReservedKind = 'RES0' | 'RES1' | 'UNKN';

class RegisterWriter {
  readonly lines: string[] = [];
  #register = '';
  #field = '';
  /** The bits that are reserved so far; undefined where another set of fields says it. */
  #reserved: Record<ReservedKind, string> | undefined;

  statement([keyword = '', first = '', ...rest]: readonly string[]): void {
    if (/^0b[01]+/.test(keyword))
      this.#define(`${this.#register}_${this.#field}_${first}`, `UL(${keyword})`);
    else if (keyword === 'SysregFields') this.#open(first);
    else if (keyword === 'Sysreg') this.#sysreg(first, rest);
    else if (keyword === 'Fields') this.#reserved = undefined;
    else if (keyword === 'EndSysreg' || keyword === 'EndSysregFields') this.#close();
    else if (/^(Res0|Res1|Unkn)$/.test(keyword)) this.#reserve(keyword.toUpperCase(), first);
    else if (/^(Field|Enum|SignedEnum|UnsignedEnum)$/.test(keyword))
      this.#fieldOf(keyword, first, rest[0] ?? '');
  }

  #define(name: string, value: string | number): void {
    this.lines.push(`#define ${name} ${value}`);
  }

  #open(register: string): void {
    this.#register = register;
    this.#reserved = { RES0: 'UL(0)', RES1: 'UL(0)', UNKN: 'UL(0)' };
  }

  #sysreg(register: string, numbers: readonly string[]): void {
    this.#open(register);
    const [op0, op1, crn, crm, op2] = numbers;
    this.#define(`REG_${register}`, `S${op0}_${op1}_C${crn}_C${crm}_${op2}`);
    this.#define(`SYS_${register}`, `sys_reg(${op0}, ${op1}, ${crn}, ${crm}, ${op2})`);
    ['Op0', 'Op1', 'CRn', 'CRm', 'Op2'].forEach((part, index) => {
      this.#define(`SYS_${register}_${part}`, numbers[index] ?? '');
    });
  }

  #close(): void {
    for (const [kind, bits] of Object.entries(this.#reserved ?? {}))
      this.#define(`${this.#register}_${kind}`, `(${bits})`);
  }

  #reserve(kind: string, bits: string): void {
    const [high, low] = ends(bits);
    if (this.#reserved) this.#reserved[kind as ReservedKind] += ` | GENMASK_ULL(${high}, ${low})`;
  }

  #fieldOf(keyword: string, bits: string, field: string): void {
    const [high, low] = ends(bits);
    this.#field = field;
    const name = `${this.#register}_${field}`;
    this.#define(name, `GENMASK(${high}, ${low})`);
    this.#define(`${name}_MASK`, `GENMASK(${high}, ${low})`);
    this.#define(`${name}_SHIFT`, low);
    this.#define(`${name}_WIDTH`, Number(high) - Number(low) + 1);
    if (keyword.endsWith('edEnum'))
      this.#define(`${name}_SIGNED`, String(keyword === 'SignedEnum'));
  }
}

/** `31:0`, or one bit. */
function ends(bits: string): readonly [high: string, low: string] {
  const [high = '', low = high] = bits.split(':');
  return [high, low];
}
