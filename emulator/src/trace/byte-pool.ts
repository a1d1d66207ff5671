/** The old and the new bytes of every store, one after the other. */
export class BytePool {
  private bytes = new Uint8Array(4096);
  length = 0;

  /** @returns where the bytes begin */
  add(from: Uint8Array, offset: number, sizeBytes: number): number {
    const at = this.length;
    this.reserve(sizeBytes);
    const { bytes } = this;
    if (sizeBytes > 16) bytes.set(from.subarray(offset, offset + sizeBytes), at);
    else for (let i = 0; i < sizeBytes; i++) bytes[at + i] = from[offset + i];
    this.length = at + sizeBytes;
    return at;
  }

  private reserve(sizeBytes: number): void {
    if (this.length + sizeBytes <= this.bytes.length) return;
    const grown = new Uint8Array(2 * (this.bytes.length + sizeBytes));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  /** A view, good until the next `add`. */
  view(at: number, sizeBytes: number): Uint8Array {
    return this.bytes.subarray(at, at + sizeBytes);
  }

  byte(at: number): number {
    return this.bytes[at];
  }
}
