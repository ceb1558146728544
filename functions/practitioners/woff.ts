import { inflateSync } from 'node:zlib'

/**
 * The font inside a WOFF 1.0 file (W3C Recommendation, §4–5): each table inflated, in the order of the directory.
 * The font comes from npm as WOFF only, and the reader of fonts would inflate a table again for every glyph it looks up: a page
 * took 20 s so, and 0.1 s from the plain font.
 */
export function sfntOf(woff: Buffer): Buffer {
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, index) => tableAt(woff, 44 + 20 * index))
  const header = Buffer.alloc(12 + 16 * tables.length)
  writeHeader(header, woff.readUInt32BE(4), tables.length)
  let offset = header.length
  tables.forEach(({ tag, checksum, bytes }, index) => {
    const at = 12 + 16 * index
    header.writeUInt32BE(tag, at)
    header.writeUInt32BE(checksum, at + 4)
    header.writeUInt32BE(offset, at + 8)
    header.writeUInt32BE(bytes.length, at + 12)
    offset += padded(bytes.length)
  })
  const bodies = tables.map(({ bytes }) =>
    Buffer.concat([bytes, Buffer.alloc(padded(bytes.length) - bytes.length)]),
  )
  return Buffer.concat([header, ...bodies])
}

const padded = (length: number): number => Math.ceil(length / 4) * 4

function tableAt(woff: Buffer, entry: number) {
  const [tag, offset, stored, length, checksum] = [0, 4, 8, 12, 16].map((step) =>
    woff.readUInt32BE(entry + step),
  ) as [number, number, number, number, number]
  const raw = woff.subarray(offset, offset + stored)
  return { tag, checksum, bytes: stored < length ? inflateSync(raw) : raw }
}

/** The search fields of the offset table are derived from the number of tables (OpenType, "Table directory"). */
function writeHeader(header: Buffer, flavour: number, count: number): void {
  const power = Math.floor(Math.log2(count))
  header.writeUInt32BE(flavour, 0)
  header.writeUInt16BE(count, 4)
  header.writeUInt16BE(16 * 2 ** power, 6)
  header.writeUInt16BE(power, 8)
  header.writeUInt16BE(16 * count - 16 * 2 ** power, 10)
}
