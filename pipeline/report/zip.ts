/** One file of a ZIP archive; offsets are those of its two headers in the archive. */
interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly compressed: Buffer;
  readonly local: number;
  readonly central: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;

/** The entries of an archive that lies whole in memory, from its central directory (no ZIP64, no comment). */
export function zipEntries(zip: Buffer): ZipEntry[] {
  const end = zip.length - 22;
  if (end < 0 || zip.readUInt32LE(end) !== END) throw new Error("not a ZIP archive as the XLSX writer makes them");
  const entries: ZipEntry[] = [];
  let central = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(central) !== CENTRAL) throw new Error("broken central directory");
    const local = zip.readUInt32LE(central + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const nameLength = zip.readUInt16LE(central + 28);
    entries.push({
      name: zip.toString("utf8", central + 46, central + 46 + nameLength),
      method: zip.readUInt16LE(central + 10),
      compressed: zip.subarray(start, start + zip.readUInt32LE(central + 20)),
      local,
      central,
    });
    central += 46 + nameLength + zip.readUInt16LE(central + 30) + zip.readUInt16LE(central + 32);
  }
  return entries;
}

/** 1980-01-01 00:00, the first moment a ZIP can name. */
const DOS_EPOCH = 0x00210000;

/** Takes the moment of writing out of an archive, in place, so that the same content gives the same bytes. */
export function withoutTimes(zip: Buffer): Buffer {
  for (const { local, central } of zipEntries(zip)) {
    zip.writeUInt32LE(DOS_EPOCH, local + 10);
    zip.writeUInt32LE(DOS_EPOCH, central + 12);
  }
  return zip;
}
