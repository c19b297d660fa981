/**
 * Rows on their way to a spool as bytes. There are two buffers: what was taken stays as it is until the next is taken.
 */
export class RowBytes {
  length = 0;
  #bytes = Buffer.alloc(FIRST);
  #other = Buffer.alloc(FIRST);

  /** Makes room for so many bytes more. */
  reserve(more: number): void {
    if (this.length + more <= this.#bytes.length) return;
    const larger = Buffer.alloc(2 * (this.length + more));
    this.#bytes.copy(larger, 0, 0, this.length);
    this.#bytes = larger;
  }

  /** Room must have been made for what is put. */
  byte(byte: number): void {
    this.#bytes[this.length++] = byte;
  }

  copy(from: Buffer, start: number, end: number): void {
    if (end - start > LONG) {
      from.copy(this.#bytes, this.length, start, end);
      this.length += end - start;
      return;
    }
    const bytes = this.#bytes;
    let at = this.length;
    for (let i = start; i < end; i++) bytes[at++] = from[i] as number;
    this.length = at;
  }

  digits(number: number): void {
    let size = 1;
    for (let least = 10; least <= number; least *= 10) size++;
    let rest = number;
    for (let at = this.length + size - 1; at >= this.length; at--) {
      this.#bytes[at] = ZERO + (rest % 10);
      rest = Math.floor(rest / 10);
    }
    this.length += size;
  }

  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.length);
    [this.#bytes, this.#other] = [this.#other, this.#bytes];
    this.length = 0;
    return taken;
  }
}

const FIRST = 1 << 16;
const ZERO = 48;
/** From here on, in bytes, copying by the runtime is quicker than a loop. */
const LONG = 64;
