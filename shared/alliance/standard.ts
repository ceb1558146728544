export interface StandardItem {
  readonly itemId: string
  readonly section: string
  /** One or two words, for a card: 独立候诊区. */
  readonly short: string
  readonly text: string
  readonly textEn: string
}

/** 建设标准: what a community psychiatry department must have. A version never changes once departments answered it. */
export interface Standard {
  readonly version: string
  readonly title: string
  readonly titleEn: string
  readonly source: string
  readonly sections: readonly {
    readonly sectionId: string
    readonly title: string
    readonly titleEn: string
  }[]
  readonly items: readonly StandardItem[]
}
