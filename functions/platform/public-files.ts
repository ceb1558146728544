import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AwsClient } from 'aws4fetch'

/** A file as it was read, with the mark that tells whether it has changed since. */
export interface PublicFile {
  readonly json: unknown
  readonly mark: string
}

/** Small JSON files that everybody may read: a folder on one machine, a bucket behind the CDN in the cloud. */
export interface PublicFiles {
  read(name: string): Promise<PublicFile | undefined>
  /** False where somebody else has written since `mark` was read; without a mark, where the file is there already. */
  write(name: string, json: unknown, mark: string | undefined): Promise<boolean>
}

type Environment = Readonly<Record<string, string | undefined>>

/** @param location `s3://bucket` or a folder. Undefined where nothing is to be published. */
export function openPublicFiles(
  location: string | undefined,
  environment: Environment = {},
): PublicFiles | undefined {
  if (location === undefined) return undefined
  return location.startsWith('s3://')
    ? openBucket(location.slice(5).replace(/\/$/, ''), environment)
    : openFolder(location)
}

/** Names are ours, but a slash in one would leave the folder. */
function checked(name: string): string {
  if (!/^[a-z0-9][a-z0-9.-]*\.json$/.test(name)) throw new Error(`Not the name of a public file: ${name}`)
  return name
}

/**
 * A new text takes the old one's place in one step: no reader ever sees half a file. A folder has one process that
 * writes; within it, writes come one after another.
 */
function openFolder(folder: string): PublicFiles {
  const markOf = (text: string) => createHash('sha256').update(text).digest('base64url')
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const mine = turn.then(work)
    turn = mine.catch(() => {})
    return mine
  }
  const find = async (name: string) => readFile(join(folder, checked(name)), 'utf8').catch(absent)
  return {
    async read(name) {
      const text = await find(name)
      return text === undefined ? undefined : { json: JSON.parse(text), mark: markOf(text) }
    },
    write: (name, json, mark) =>
      inTurn(async () => {
        const now = await find(name)
        if ((now === undefined ? undefined : markOf(now)) !== mark) return false
        await mkdir(folder, { recursive: true })
        const temporary = join(folder, `.${name}.${randomBytes(4).toString('hex')}`)
        await writeFile(temporary, JSON.stringify(json))
        await rename(temporary, join(folder, name))
        return true
      }),
  }
}

const absent = (error: NodeJS.ErrnoException): undefined => {
  if (error.code === 'ENOENT') return undefined
  throw error
}

/** Conditional writes of S3 keep two writers from losing each other's change. The CDN serves what is under `public-data/`. */
function openBucket(bucket: string, environment: Environment): PublicFiles {
  const region = environment['AWS_REGION'] ?? ''
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  const address = (name: string) => `https://${bucket}.s3.${region}.${domain}/public-data/${checked(name)}`
  const client = new AwsClient({
    accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
    sessionToken: environment['AWS_SESSION_TOKEN'] ?? '',
    service: 's3',
    region,
  })
  return {
    async read(name) {
      const response = await client.fetch(address(name))
      if (response.status === 404) return undefined
      if (!response.ok) throw new Error(`S3 answered ${response.status}`)
      return { json: await response.json(), mark: response.headers.get('etag') ?? '' }
    },
    async write(name, json, mark) {
      const response = await client.fetch(address(name), {
        method: 'PUT',
        headers: {
          'content-type': 'application/json',
          'cache-control': 'public, max-age=5, stale-while-revalidate=30',
          ...(mark === undefined ? { 'if-none-match': '*' } : { 'if-match': mark }),
        },
        body: JSON.stringify(json),
      })
      if (response.status === 412 || response.status === 409) return false
      if (!response.ok) throw new Error(`S3 answered ${response.status}`)
      return true
    },
  }
}
