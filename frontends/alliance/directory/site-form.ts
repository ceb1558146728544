import * as z from 'zod'
import { type Site, type SiteFields, siteKinds } from '#shared/alliance/index.ts'

type NetworkRole = SiteFields['networkRole']

/** A site while it is written. */
export interface SiteForm {
  name: string
  shortName: string
  kind: SiteFields['kind'] | undefined
  tier: SiteFields['tier'] | undefined
  networkRole: NetworkRole | undefined
  areaCode: string | undefined
  address: string
  lon: string
  lat: string
  branchOf: string | undefined
}

export const blankSite = (): SiteForm => ({
  name: '',
  shortName: '',
  kind: undefined,
  tier: undefined,
  networkRole: undefined,
  areaCode: undefined,
  address: '',
  lon: '',
  lat: '',
  branchOf: undefined,
})

export const siteFormOf = (site: Site): SiteForm => ({
  name: site.name,
  shortName: site.shortName,
  kind: site.kind,
  tier: site.tier,
  networkRole: site.networkRole,
  areaCode: site.areaCode,
  address: site.address ?? '',
  lon: site.lon === undefined ? '' : String(site.lon),
  lat: site.lat === undefined ? '' : String(site.lat),
  branchOf: site.branchOf,
})

export type SiteFault = 'missing' | 'degrees' | 'both'
export type SiteFaults = Readonly<Partial<Record<keyof SiteForm, SiteFault>>>

const degrees = (least: number, most: number) =>
  z
    .string()
    .trim()
    .refine((text) => text === '' || (Number(text) >= least && Number(text) <= most))
const lonText = degrees(73, 136)
const latText = degrees(3, 54)

function faultsIn(form: SiteForm): SiteFaults {
  const needed = ['name', 'kind', 'tier', 'networkRole', 'areaCode'] as const
  const missing = needed.filter((field) => (form[field] ?? '').trim() === '')
  const half = (form.lon.trim() === '') !== (form.lat.trim() === '')
  return {
    ...Object.fromEntries(missing.map((field) => [field, 'missing' as const])),
    ...(lonText.safeParse(form.lon).success ? {} : { lon: 'degrees' as const }),
    ...(latText.safeParse(form.lat).success ? {} : { lat: 'degrees' as const }),
    ...(half ? { [form.lon.trim() === '' ? 'lon' : 'lat']: 'both' as const } : {}),
  }
}

const whenWritten = <Key extends string>(key: Key, text: string) =>
  (text.trim() === '' ? {} : { [key]: text.trim() }) as Partial<Record<Key, string>>

/** The site as the contract wants it, or what is wrong by field. `areaName` is the name that goes with the code. */
export function checkedSite(
  form: SiteForm,
  areaName: string,
  kept: Pick<SiteFields, 'sourceNote'>,
): { readonly value: SiteFields } | { readonly faults: SiteFaults } {
  const faults = faultsIn(form)
  const { kind, tier, networkRole, areaCode } = form
  if (Object.keys(faults).length > 0 || !kind || !tier || !networkRole || !areaCode) return { faults }
  return {
    value: {
      name: form.name.trim(),
      ...whenWritten('shortName', form.shortName),
      kind,
      tier,
      networkRole,
      areaCode,
      areaName,
      ...whenWritten('address', form.address),
      ...(form.lon.trim() === '' ? {} : { lon: Number(form.lon), lat: Number(form.lat) }),
      ...(form.branchOf ? { branchOf: form.branchOf } : {}),
      ...(kept.sourceNote === undefined ? {} : kept),
    },
  }
}

export const isSiteKind = (text: string | undefined): text is SiteFields['kind'] =>
  siteKinds.some((kind) => kind === text)
