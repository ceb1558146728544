import PDFDocument from 'pdfkit'
import { paperFont } from './evidence-font.ts'
import { type Evidence, type Section, sectionsOf, timeText } from './evidence-sections.ts'
import { legible } from './font-characters.ts'
import { filled, type Language, type Words, wordsIn } from './words.ts'

/** Who prints it, and when: on every page. */
export interface Printing {
  readonly person: string
  readonly now: number
}

type Page = InstanceType<typeof PDFDocument>

/** A4 in points, with the margins that a hole punch leaves. */
const margin = 56
const width = 595 - 2 * margin
const footAt = 842 - 40
const ink = '#1c2b2a'
const quiet = '#5b6b69'
const line = '#d5dcdb'

/** The pack of one doctor at one site: what bears the practice, and what was done under it. */
export async function evidencePack(
  evidence: Evidence,
  printing: Printing,
  language: Language,
): Promise<Uint8Array<ArrayBuffer>> {
  const words = wordsIn(language)
  const font = await paperFont()
  const page: Page = new PDFDocument({
    size: 'A4',
    margins: { top: margin, bottom: margin + 16, left: margin, right: margin },
    // The default would be Helvetica, which is not embedded and has no Chinese.
    font: '',
    bufferPages: true,
    lang: language,
    displayTitle: true,
    info: { Title: words.title, Author: printing.person, CreationDate: new Date(printing.now) },
  })
  const whole = collected(page)
  page.registerFont('paper', font.file).font('paper')
  const readable = (text: string) => legible(text, font.characters)
  head(page, readable(`${evidence.entry.name} · ${evidence.filing.practice.siteName}`), evidence, words)
  for (const section of sectionsOf(evidence, words)) draw(page, readableSection(section, readable), words)
  foot(page, { ...printing, person: readable(printing.person) }, words)
  page.end()
  return whole
}

const collected = (page: Page): Promise<Uint8Array<ArrayBuffer>> =>
  new Promise((resolve, reject) => {
    const parts: Uint8Array[] = []
    page.on('data', (part: Uint8Array) => parts.push(part))
    page.on('error', reject)
    page.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))))
  })

const readableSection = ({ title, facts, rows }: Section, readable: (text: string) => string): Section => ({
  title,
  ...(facts ? { facts: facts.map(([label, value]) => [label, readable(value)] as const) } : {}),
  ...(rows ? { rows: rows.map((row) => row.map(readable)) } : {}),
})

function head(page: Page, about: string, { entry }: Evidence, words: Words): void {
  page.fontSize(18).fillColor(ink).text(words.title)
  page.fontSize(12).fillColor(quiet).text(about)
  if (entry.demo) page.fontSize(9).text(words.demo)
}

function draw(page: Page, { title, facts = [], rows }: Section, words: Words): void {
  room(page, 48)
  page.moveDown(0.9).fontSize(13).fillColor(ink).text(title, margin)
  rule(page)
  for (const [label, value] of facts) cells(page, [label, value], [0.24, 0.76])
  for (const row of rows ?? []) cells(page, row, columns[row.length] ?? [])
  if (facts.length === 0 && rows?.length === 0) cells(page, [words.none], [1])
}

const columns: Readonly<Record<number, readonly number[]>> = {
  3: [0.24, 0.3, 0.46],
  4: [0.28, 0.16, 0.34, 0.22],
}

const rule = (page: Page): void => {
  const y = page.y + 2
  page
    .moveTo(margin, y)
    .lineTo(margin + width, y)
    .lineWidth(0.6)
    .stroke(line)
  page.y = y + 4
}

/** A row as high as its tallest cell; where the page has no room for it, it begins the next one. */
function cells(page: Page, row: readonly string[], shares: readonly number[]): void {
  page.fontSize(10)
  const boxes = row.map((text, index) => ({ text, width: width * (shares[index] ?? 1 / row.length) }))
  const height = Math.max(
    ...boxes.map((box) => page.heightOfString(box.text || ' ', { width: box.width - 8 })),
  )
  room(page, height + 4)
  const y = page.y
  let x = margin
  for (const [index, box] of boxes.entries()) {
    page.fillColor(index === 0 ? quiet : ink).text(box.text, x, y, { width: box.width - 8 })
    x += box.width
  }
  page.y = y + height + 4
  page.x = margin
}

function room(page: Page, height: number): void {
  if (page.y + height > page.page.maxY()) page.addPage()
}

/** Written when all pages are there: a footer lies in the lower margin, where text would begin a new page. */
function foot(page: Page, { person, now }: Printing, words: Words): void {
  const { start, count } = page.bufferedPageRange()
  for (let index = start; index < start + count; index++) {
    page.switchToPage(index)
    page.page.margins.bottom = 0
    page.fontSize(9).fillColor(quiet)
    page.text(filled(words.printed, { person, at: timeText(now) }), margin, footAt, { lineBreak: false })
    const number = filled(words.page, { page: index - start + 1, pages: count })
    page.text(number, margin, footAt, { width, align: 'right', lineBreak: false })
  }
}
