import { useI18n } from 'vue-i18n'
import { ApiProblem } from './api-problem.ts'

interface Words {
  t(key: string, named: Record<string, unknown>): string
  te(key: string): boolean
}

/** The problem in words: the app's text for its type, else the kit's for what any call can answer. */
export function problemText({ t, te }: Words, problem: unknown): string {
  const document = problem instanceof ApiProblem ? problem.document : undefined
  const key = `problems.${document?.type ?? 'about:blank'}`
  return t(te(key) ? key : 'problems.about:blank', { ...document })
}

export function useProblemText(): (problem: unknown) => string {
  const { t, te } = useI18n()
  // `te` looks at one language; Chinese is complete, English may fall back to it.
  const words: Words = { t: (key, named) => t(key, named), te: (key) => te(key) || te(key, 'zh-CN') }
  return (problem) => problemText(words, problem)
}
