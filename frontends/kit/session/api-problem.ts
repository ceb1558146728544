import { httpProblems, type ProblemDocument, problemDocument, problemType } from '#shared/kernel/problem.ts'

/** Any failure of a call. The message is the problem's type, so that a page can always translate it. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly document: ProblemDocument

  constructor(document: ProblemDocument) {
    super(document.type)
    this.document = document
  }

  get type(): string {
    return this.document.type
  }

  get status(): number {
    return this.document.status
  }
}

/** No answer came: offline, refused, timed out. Status 0, as nothing was said. */
export const networkLost = (): ApiProblem =>
  new ApiProblem({ type: 'urn:problem:network', status: 0, title: 'No answer from the server' })

/** An answer came that is not what the contract promises. */
export const unreadable = (status: number): ApiProblem =>
  new ApiProblem({ type: 'about:blank', status, title: 'The answer could not be read' })

/** Reads `application/problem+json`; whatever else a failed answer holds is unreadable. */
export async function problemIn(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => undefined)
  const parsed = problemDocument.safeParse(body)
  return parsed.success ? new ApiProblem(parsed.data) : unreadable(response.status)
}

/** A problem at all, or one of this type. */
export const isProblem = <Type extends string = string>(
  error: unknown,
  type?: Type,
): error is ApiProblem & { readonly type: Type } =>
  error instanceof ApiProblem && (type === undefined || error.type === type)

const awayTypes = [problemType('http', 'session-expired'), problemType('http', 'sign-in-required')]

/** Was the person no longer signed in? */
export const isAway = (problem: ApiProblem): boolean => awayTypes.includes(problem.type)

/** Nothing was saved, so the same call may be made again. */
export const mayTryAgain = (problem: ApiProblem): boolean => problem.type === problemType('http', 'try-again')

/** Did the server decide? Where it did not, a repeated call must carry the same Idempotency-Key. */
export const isDecided = ({ status }: ApiProblem): boolean =>
  status >= 400 && status < 500 && status !== httpProblems['sign-in-required'].status
