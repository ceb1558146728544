import { checkDigitOf } from '#shared/patients/index.ts'

/** What is sensitive in a life: a test puts canaries here and looks for them everywhere. */
export interface Secrets {
  /** Six patients, in the order in which they are registered. */
  readonly names: readonly string[]
  readonly phones: readonly string[]
  readonly idNumbers: readonly string[]
  readonly guardianName: string
  readonly guardianPhone: string
  /** Of a booking. */
  readonly note: string
  /** Said when a session is stopped. */
  readonly words: string
}

/** A sound ID number of nobody, born on 8 March 1959; the sequence number is even, so a woman's. */
export const idNumberOf = (sequence: number): string => {
  const seventeen = `11010519590308${String(sequence * 2).padStart(3, '0')}`
  return seventeen + checkDigitOf(seventeen)
}

export const plainSecrets: Secrets = {
  names: ['甲一', '乙二', '丙三', '丁四', '戊五', '己六'],
  phones: ['19900000001', '19900000002', '19900000003', '19900000004', '19900000005', '19900000006'],
  idNumbers: [1, 2, 3, 4, 5, 6].map((sequence) => idNumberOf(sequence)),
  guardianName: '庚七',
  guardianPhone: '19900000007',
  note: '带上次的单子',
  words: '临时出诊',
}
