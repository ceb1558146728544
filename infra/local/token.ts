import { argv, env, stderr, stdout } from 'node:process'
import { demoPeople, findDemoPerson } from './demo-people.ts'
import { openIssuerKeys, signToken } from './issuer/index.ts'

/** `npm run token -- li-min`: a bearer token of the local issuer for a demo person, for one hour. */
const wanted = argv[2]
const found = wanted ? findDemoPerson(wanted) : undefined
if (found) {
  const origin = env['PUBLIC_ORIGIN'] ?? `http://127.0.0.1:${env['PORT'] ?? '4000'}`
  const keys = await openIssuerKeys(env['DATA_DIR'] ?? '.data')
  stdout.write(`${await signToken(keys, origin, found.personId)}\n`)
} else {
  const names = demoPeople.map(
    ({ personId, displayName }) => `  ${personId.replace('demo-', '').padEnd(20)} ${displayName}`,
  )
  stderr.write(`npm run --silent token -- <demo user>\n${names.join('\n')}\n`)
  process.exitCode = 1
}
