import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sfntOf } from '#functions/practitioners/woff.ts'

const packages = join(import.meta.dirname, '../../node_modules')

/**
 * The browser and its fonts, unpacked once per version, complete or not at all: two runs may start together. The
 * package itself would take whatever lies in the temporary folder, an older version's browser included.
 */
export async function unpackedChromium(): Promise<{ executable: string; fontConfiguration: string }> {
  const { version } = JSON.parse(await readFile(join(packages, '@sparticuz/chromium/package.json'), 'utf8'))
  const home = join(tmpdir(), `xinlian-chromium-${version}`)
  if (!existsSync(home)) {
    const fresh = await mkdtemp(`${home}-`)
    await unpackBrowser(fresh)
    await unpackFonts(join(fresh, 'chinese'))
    await rename(fresh, home).catch(() => rm(fresh, { recursive: true, force: true }))
  }
  const fontConfiguration = join(home, 'chinese.conf')
  if (!existsSync(fontConfiguration)) await writeFile(fontConfiguration, configuration(home))
  return { executable: join(home, 'chromium'), fontConfiguration }
}

async function unpackBrowser(folder: string): Promise<void> {
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  try {
    const { default: packed } = await import('@sparticuz/chromium')
    await packed.executablePath()
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

/** The packed browser has no Chinese font, and the machine may have none. */
async function unpackFonts(folder: string): Promise<void> {
  await mkdir(folder)
  const source = join(packages, '@fontsource/noto-sans-sc/files')
  const wanted = (await readdir(source)).filter((name) => /-(400|500|600|700)-normal\.woff$/.test(name))
  for (const name of wanted) {
    await writeFile(join(folder, name.replace('.woff', '.ttf')), sfntOf(await readFile(join(source, name))))
  }
}

/** The subsets carry two family names, and pages ask for the fonts that people's systems have. */
const configuration = (home: string): string => {
  const families = [
    'sans-serif',
    'system-ui',
    'ui-sans-serif',
    'PingFang SC',
    'Microsoft YaHei',
    'Noto Sans SC',
  ]
  const aliases = families.map(
    (family) => `<alias binding="strong"><family>${family}</family>
      <prefer><family>Noto Sans SC Thin</family><family>Noto Sans SC</family></prefer></alias>`,
  )
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(home, 'chinese')}</dir><cachedir>${join(home, 'font-cache')}</cachedir>${aliases.join('\n')}</fontconfig>`
}
