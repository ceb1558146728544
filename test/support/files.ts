import { inflateRawSync } from 'node:zlib'
import ICAL from 'ical.js'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** The text of each page of a PDF file as a reader finds it, without spaces: where columns begin there may be one or none. */
export async function pagesOf(bytes: Uint8Array): Promise<string[]> {
  const file = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false }).promise
  const numbers = Array.from({ length: file.numPages }, (_, index) => index + 1)
  return Promise.all(
    numbers.map(async (number) => {
      const { items } = await (await file.getPage(number)).getTextContent()
      return items
        .map((item) => ('str' in item ? item.str : ''))
        .join('')
        .replaceAll(/\s/g, '')
    }),
  )
}

const centralHeader = 0x02014b50
const endOfDirectory = 0x06054b50

/** The files in a ZIP archive by name, read by its central directory (APPNOTE 4.3.12). @throws Error where it has none. */
function unzipped(archive: Buffer): Map<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || archive.readUInt32LE(end) !== endOfDirectory) throw new Error('not a ZIP archive')
  const files = new Map<string, Buffer>()
  let at = archive.readUInt32LE(end + 16)
  while (archive.readUInt32LE(at) === centralHeader) {
    const [method, packed] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20)]
    const [name, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset))
    const local = archive.readUInt32LE(at + 42)
    const body = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
    const data = archive.subarray(body, body + packed)
    const path = archive.subarray(at + 46, at + 46 + (name ?? 0)).toString()
    files.set(path, method === 8 ? inflateRawSync(data) : data)
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  return files
}

/** Every text that an .xlsx workbook holds, in its shared strings and in its cells. */
export function textsOfWorkbook(bytes: Buffer): string[] {
  const files = [...unzipped(bytes)].filter(([path]) => /sharedStrings|worksheets\/sheet/.test(path))
  return files.flatMap(([, xml]) =>
    [...xml.toString().matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, text]) => text ?? ''),
  )
}

/** The events of an iCalendar file, parsed. @throws where it is none. */
export function eventsOf(text: string): { summary: string; location: string; start: Date }[] {
  const calendar = new ICAL.Component(ICAL.parse(text))
  return calendar.getAllSubcomponents('vevent').map((one) => {
    const { summary, location, startDate } = new ICAL.Event(one)
    return { summary, location, start: startDate.toJSDate() }
  })
}
