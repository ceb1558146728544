import { idNumberOf, type Secrets } from './secrets.ts'

/** Names, numbers and words that stand nowhere else: wherever one is found, it leaked. */
export const canaries: Secrets = {
  names: ['夜莺鸣', '金丝雀', '戴胜飞', '白鹡鸰', '黑卷尾', '红隼翔'],
  phones: ['19912340001', '19912340002', '19912340003', '19912340004', '19912340005', '19912340006'],
  idNumbers: [101, 102, 103, 104, 105, 106].map((sequence) => idNumberOf(sequence)),
  guardianName: '灰伯劳',
  guardianPhone: '19912340007',
  note: '鹈鹕在写字',
  words: '鸬鹚有急事',
}

/** Each with what it is. */
export const everyCanary: readonly (readonly [kind: keyof Secrets, text: string])[] = [
  ...canaries.names.map((text) => ['names', text] as const),
  ...canaries.phones.map((text) => ['phones', text] as const),
  ...canaries.idNumbers.map((text) => ['idNumbers', text] as const),
  ['guardianName', canaries.guardianName],
  ['guardianPhone', canaries.guardianPhone],
  ['note', canaries.note],
  ['words', canaries.words],
]

/** As it is, and as it stands in a URL or a header. */
export const shapesOf = (text: string): string[] => [
  ...new Set([
    text,
    encodeURIComponent(text),
    JSON.stringify(text).slice(1, -1),
    Buffer.from(text).toString('base64'),
  ]),
]
