import { useI18n } from 'vue-i18n'
import type { IsoDate } from '#shared/kernel/calendar.ts'
import { guarded } from '#shared/kernel/formula-guard.ts'
import type { Row } from './rows.ts'

const cell = (text: string): string => `"${guarded(text).replaceAll('"', '""')}"`

/** A CSV file that Excel reads as UTF-8. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`

/** Hands the browser a file to keep. */
export function saveFile(name: string, content: string, type = 'text/csv;charset=utf-8'): void {
  const address = URL.createObjectURL(new Blob([content], { type }))
  const link = Object.assign(document.createElement('a'), { href: address, download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

/** The table as a file: half-days of each week, who waits, who lives there, and the next session. */
export function useCoverageExport(): (rows: readonly Row[], mondays: readonly IsoDate[]) => void {
  const { t } = useI18n()
  return (rows, mondays) => {
    const head = [
      t('coverage.site'),
      t('coverage.area'),
      ...mondays,
      t('coverage.waiting'),
      t('coverage.residents'),
      t('coverage.next-title'),
    ]
    const lines = rows.map(({ site, halfDays, people, population, next }) => [
      site.name,
      site.areaName,
      ...halfDays.map(String),
      String(people),
      population ? String(population.residents) : '',
      next ?? '',
    ])
    saveFile(`${t('coverage.file')}-${mondays[0] ?? ''}.csv`, csvOf([head, ...lines]))
  }
}
