import tinyPinyin from 'tiny-pinyin'

/** `s单召` → 单 and 召 begin with `s`. */
const table = (...rows: readonly string[]): ReadonlyMap<string, string> =>
  new Map(rows.flatMap(([letter = '', ...characters]) => characters.map((one) => [one, letter] as const)))

/** Characters of names outside the basic plane, which the collation order does not know. */
const rare = table('w𬀩𬍛', 'x𬸪𠅤', 'c𬘭𣈱', 'l𬬭', 'h𬭎')

/** Surnames that are read in another way than the same characters elsewhere. */
const surnames = table(
  's单召折莘',
  'z曾查翟祭',
  'q仇覃',
  'x解洗',
  'o区',
  'y乐',
  'n那乜佴',
  'c种',
  'p繁朴',
  'b秘',
  't钭',
)
const longSurnames = new Map([
  ['尉迟', 'yc'],
  ['长孙', 'zs'],
  ['单于', 'cy'],
  ['万俟', 'mq'],
])

/** Places whose characters are read in another way elsewhere. */
const places = new Map([
  ['重庆', 'cq'],
  ['厦门', 'xm'],
  ['长春', 'cc'],
  ['长沙', 'cs'],
])

function initialOf(character: string): string {
  if (/[a-z0-9]/i.test(character)) return character.toLowerCase()
  const known = rare.get(character)
  if (known) return known
  const [token] = tinyPinyin.parse(character)
  return token?.type === 2 ? token.target.charAt(0).toLowerCase() : ''
}

const spelled = (text: string): string => [...text].map(initialOf).join('')

/**
 * First letters of the pinyin, lower case: 望京 → `wj`. Punctuation is dropped, Latin letters and figures stay.
 * Computed where a thing is written; readers search what was stored.
 */
export function initialsOf(text: string): string {
  for (const [place, letters] of places) {
    const at = text.indexOf(place)
    if (at >= 0) return spelled(text.slice(0, at)) + letters + initialsOf(text.slice(at + place.length))
  }
  return spelled(text)
}

/** Of a person's name: the surname is read as a surname. 单雄 → `sx`, 尉迟恭 → `ycg`. */
export function personInitials(name: string): string {
  const long = longSurnames.get(name.slice(0, 2))
  if (long) return long + spelled(name.slice(2))
  const [first = '', ...given] = name
  const letter = surnames.get(first)
  return letter ? letter + spelled(given.join('')) : spelled(name)
}
