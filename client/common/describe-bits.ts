/** "8 to 23", "48", "42 to 43, bits 0 to 14": bytes, and bits from the first of them, as hovers count. */
export function describeBits(offsetBits: number, sizeBits: number, to = ' to '): string {
  const first = Math.floor(offsetBits / 8);
  const last = Math.max(first, Math.ceil((offsetBits + sizeBits) / 8) - 1);
  const span = (from: number, until: number) =>
    from === until ? `${from}` : `${from}${to}${until}`;
  const bytes = span(first, last);
  if (offsetBits % 8 === 0 && sizeBits % 8 === 0) return bytes;
  const bit = offsetBits - 8 * first;
  return `${bytes}, ${sizeBits === 1 ? 'bit' : 'bits'} ${span(bit, bit + sizeBits - 1)}`;
}

/** The same with its noun: "bytes 8 to 23", "byte 48". */
export function describeBytes(offsetBits: number, sizeBits: number, to = ' to '): string {
  const isOne = Math.floor(offsetBits / 8) >= Math.ceil((offsetBits + sizeBits) / 8) - 1;
  return `${isOne ? 'byte' : 'bytes'} ${describeBits(offsetBits, sizeBits, to)}`;
}
