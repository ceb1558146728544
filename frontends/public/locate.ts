import { distanceKm, type Place } from './distance.ts'
import { byDistance } from './nearby.ts'

const timeoutMs = 10_000
/** Farther than this from the middle of every sub-district, a person is not in this district. */
const edgeKm = 20

async function nearestPlace(here: Place): Promise<string | undefined> {
  const { default: subdistricts } = await import('./data/subdistricts.json')
  const [nearest] = byDistance(subdistricts, here)
  return nearest && distanceKm(nearest, here) <= edgeKm ? nearest.code : undefined
}

/** The sub-district nearest to where the person stands; asked for on a tap only, and not sent anywhere. */
export function bringLocatingToLife(
  buttons: readonly HTMLElement[],
  notes: readonly HTMLElement[],
  found: (code: string) => void,
): void {
  const failed = (): void => {
    for (const note of notes) note.hidden = false
    for (const button of buttons) button.removeAttribute('aria-busy')
  }
  const find = ({ coords }: GeolocationPosition): void => {
    nearestPlace({ lon: coords.longitude, lat: coords.latitude }).then(
      (code) => (code ? found(code) : failed()),
      failed,
    )
  }
  for (const button of buttons)
    button.addEventListener('click', () => {
      for (const note of notes) note.hidden = true
      button.setAttribute('aria-busy', 'true')
      if ('geolocation' in navigator)
        navigator.geolocation.getCurrentPosition(find, failed, { maximumAge: 300_000, timeout: timeoutMs })
      else failed()
    })
}
