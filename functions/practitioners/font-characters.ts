/** First and last code points of the characters that a font draws, in rising order. */
export type Characters = readonly (readonly [first: number, last: number])[]

/** Which characters the font draws: its Unicode table in segments (OpenType, "cmap", formats 12 and 4). */
export function charactersOf(sfnt: Buffer): Characters {
  const at = cmapAt(sfnt)
  const tables = Array.from(
    { length: sfnt.readUInt16BE(at + 2) },
    (_, index) => at + sfnt.readUInt32BE(at + 4 + 8 * index + 4),
  )
  const withFormat = (format: number) => tables.find((table) => sfnt.readUInt16BE(table) === format)
  const [whole, basic] = [withFormat(12), withFormat(4)]
  if (whole !== undefined) return groupsAt(sfnt, whole)
  return basic === undefined ? [] : segmentsAt(sfnt, basic)
}

function cmapAt(sfnt: Buffer): number {
  const entries = Array.from({ length: sfnt.readUInt16BE(4) }, (_, index) => 12 + 16 * index)
  const found = entries.find((entry) => sfnt.toString('latin1', entry, entry + 4) === 'cmap')
  if (found === undefined) throw new Error('The font names no characters')
  return sfnt.readUInt32BE(found + 8)
}

const groupsAt = (sfnt: Buffer, table: number): Characters =>
  Array.from({ length: sfnt.readUInt32BE(table + 12) }, (_, index) => {
    const group = table + 16 + 12 * index
    return [sfnt.readUInt32BE(group), sfnt.readUInt32BE(group + 4)] as const
  })

/** Ends come first, then, after two bytes, starts; the last segment is a mark (U+FFFF). */
function segmentsAt(sfnt: Buffer, table: number): Characters {
  const bytes = sfnt.readUInt16BE(table + 6)
  const segments = Array.from({ length: bytes / 2 }, (_, index) => {
    const end = table + 14 + 2 * index
    return [sfnt.readUInt16BE(end + bytes + 2), sfnt.readUInt16BE(end)] as const
  })
  return segments.filter(([first]) => first < 0xffff)
}

/** `〔U+36C3〕` for 㛃: a character that the font lacks is named by its code, where a box would say nothing. */
export function legible(text: string, characters: Characters): string {
  const isDrawn = (code: number) => characters.some(([first, last]) => first <= code && code <= last)
  return [...text]
    .map((one) => {
      const code = one.codePointAt(0) ?? 0
      return code < 0x80 || isDrawn(code) ? one : `〔U+${code.toString(16).toUpperCase()}〕`
    })
    .join('')
}
