import { crc32, inflateRawSync } from "node:zlib";
import { zipEntries } from "../../pipeline/report/zip.ts";

/** The same archive without compression, so that what happens to its bytes happens to what is in it. */
export function stored(zip: Buffer): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, method, compressed } of zipEntries(zip)) {
    const content = method === 0 ? compressed : inflateRawSync(compressed);
    const path = Buffer.from(name);
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32LE(crc32(content), 0);
    sizes.writeUInt32LE(content.length, 4);
    sizes.writeUInt32LE(content.length, 8);
    sizes.writeUInt16LE(path.length, 12);
    const local = Buffer.concat([
      Buffer.from("504b03040a00000000000000210000", "hex").subarray(0, 14),
      sizes,
      path,
      content,
    ]);
    const place = Buffer.alloc(4);
    place.writeUInt32LE(offset);
    locals.push(local);
    centrals.push(
      Buffer.concat([
        Buffer.from("504b01020a000a00000000000000210000", "hex").subarray(0, 16),
        sizes,
        Buffer.alloc(10),
        place,
        path,
      ]),
    );
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(centrals.length, 8);
  end.writeUInt16LE(centrals.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
