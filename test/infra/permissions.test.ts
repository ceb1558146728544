import { describe, expect, it } from 'vitest'
import { partitions } from '../../infra/aws/settings.ts'
import { contexts, ofType, type Resource, resourcesOf, text } from './support.ts'

interface Statement {
  readonly Action: string | string[]
  readonly Resource: unknown
  readonly Condition?: Readonly<Record<string, Record<string, unknown>>>
  readonly Effect: string
}

const list = (one: unknown): string[] => (Array.isArray(one) ? one : [one]).map(text)

/** One line for each statement: actions, resources, keys. */
function line({ Action, Resource, Condition }: Statement): string {
  const actions = list(Action).sort().join(' ').replaceAll('dynamodb:', '')
  const resources = list(Resource).map(withoutHashes).sort().join(' ')
  const keys = Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys']
  const via = Condition?.['StringEquals']?.['kms:ViaService']
  const limits = [keys ? ` keys ${list(keys).join(' ')}` : '', via ? ` via ${list(via).join(' ')}` : '']
  return `${actions} on ${resources}${limits.join('')}`
}

/** `<TableCD117FA1ArnE2C8C204>` and `<TableCD117FA1.Arn>` say `<Table>`. */
const withoutHashes = (name: string): string =>
  name.replaceAll(/<(\w+?)[0-9A-F]{8}(?:\.?(?:Stream)?Arn)?(?:[0-9A-F]{8})?>/g, '<$1>')

const rolesOf = (resources: readonly Resource[]): Map<string, Statement[]> =>
  new Map(
    ofType(resources, 'AWS::IAM::Policy').map(({ id, properties }) => [
      id.replace(/^(context|journal|site)(\w+?)Role.*/, '$2'),
      properties.PolicyDocument.Statement,
    ]),
  )

const everything = 'BatchGetItem ConditionCheckItem DeleteItem GetItem PutItem Query UpdateItem'
const keyUses = (region: string): string[] => [
  `kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKey kms:ReEncryptFrom kms:ReEncryptTo on <Key> via dynamodb.${region}.amazonaws.com dynamodb.${region}.amazonaws.com.cn`,
  `kms:Decrypt kms:DescribeKey on <Key> via secretsmanager.${region}.amazonaws.com secretsmanager.${region}.amazonaws.com.cn`,
]
/** One's grants alone, and with one's own items: a batch is judged by its keys together. */
const grants = (context: string): string[] => [
  'GetItem on <Table> keys $grants#*',
  `BatchGetItem on <Table> keys $${context} $${context}#* $grants#*`,
]
const claims = `${everything} on <Table> <Table>/index/gsi1 keys $claims#*`
const publishing = 's3:PutObject on <SiteFiles>/public-data/*'

/** What each context may do besides what all may; a line more or less is a decision. */
const more: Readonly<Record<string, readonly string[]>> = {
  access: [
    'BatchGetItem GetItem Query on <Table> keys $journal#*',
    `${everything} on <Table> <Table>/index/gsi1 keys $grants#*`,
  ],
  alliance: [...grants('alliance'), publishing],
  patients: grants('patients'),
  practitioners: [...grants('practitioners'), claims, publishing],
  scheduling: [...grants('scheduling'), claims, publishing],
}

/** The demo deployment in China has a message gateway: patients alone knows phones, so it alone holds its key. */
const rootKeyOf = (context: string, partition: string): string =>
  context === 'patients' && partition === 'aws-cn'
    ? 'secretsmanager:GetSecretValue on <GatewayKey> <RootKey>'
    : 'secretsmanager:GetSecretValue on <RootKey>'

const forEach = (context: string, partition: string, region: string): string[] => [
  `${everything} on <Table> <Table>/index/gsi1 keys $${context} $${context}#*`,
  `ConditionCheckItem GetItem PutItem on <Table> keys $journal#context_${context}#*`,
  `logs:CreateLogStream logs:PutLogEvents on <context${context}Log>`,
  rootKeyOf(context, partition),
  `sqs:GetQueueAttributes sqs:GetQueueUrl sqs:SendMessage on <context${context}Failures>`,
  ...keyUses(region),
]

describe.each([
  ['aws', 'ap-southeast-1'],
  ['aws-cn', 'cn-north-1'],
] as const)('permissions in %s', (partition, region) => {
  const resources = resourcesOf(partition)
  const roles = rolesOf(resources)

  it('belong to the functions that there are and to nobody else', () => {
    expect([...roles.keys()].sort()).toEqual([...contexts, 'pages', 'relay'].sort())
  })

  it.each(contexts)('of %s are these lines and no other', (context) => {
    const allowed = [...forEach(context, partition, region), ...(more[context] ?? [])]
    expect(roles.get(context)?.map(line).sort()).toEqual(allowed.sort())
  })

  it('of the relay let it link the journal, not touch an entry', () => {
    expect(roles.get('relay')?.map(line).sort()).toEqual(
      [
        'DescribeStream GetRecords GetShardIterator on <Table>',
        'GetItem PutItem Query on <Table> keys $journal#shard_*',
        'ListStreams on *',
        'events:PutEvents on <Bus>',
        keyUses(region)[0],
        'logs:CreateLogStream logs:PutLogEvents on <journalrelayLog>',
        'sqs:GetQueueAttributes sqs:GetQueueUrl sqs:SendMessage on <journalrelayFailures>',
      ].sort(),
    )
  })

  it('of the pages let it read the public files', () => {
    expect(roles.get('pages')?.map(line).sort()).toEqual([
      'logs:CreateLogStream logs:PutLogEvents on <sitepagesLog>',
      's3:GetObject on <SiteFiles>/*',
      's3:ListBucket on <SiteFiles>',
    ])
  })
})

describe.each(partitions)('every statement in %s', (partition) => {
  const resources = resourcesOf(partition)
  const statements = [...rolesOf(resources).values()].flat()

  it('allows named actions only, never a family of them', () => {
    expect(statements.flatMap(({ Action }) => list(Action)).filter((action) => action.includes('*'))).toEqual(
      [],
    )
  })

  it('about items is limited by leading keys, also where a request names none', () => {
    const aboutItems = statements.filter(({ Action }) =>
      list(Action).some((action) => /^dynamodb:.*Item|Query/.test(action)),
    )
    expect(aboutItems.length).toBeGreaterThan(contexts.length * 3)
    for (const { Condition } of aboutItems)
      expect(Condition).toMatchObject({
        'ForAllValues:StringLike': {
          'dynamodb:LeadingKeys': expect.arrayContaining([expect.stringMatching(/^\$\w/)]),
        },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      })
  })

  it('grants neither Scan nor PartiQL nor a batch of writes, which pass by leading keys or the journal', () => {
    const actions = statements.flatMap(({ Action }) => list(Action))
    expect(actions.filter((action) => /Scan|PartiQL|BatchWrite/.test(action))).toEqual([])
  })

  it('comes from policies in the templates: one managed policy only, for AWS Backup', () => {
    const managed = ofType(resources, 'AWS::IAM::Role').flatMap(
      ({ properties }) => properties.ManagedPolicyArns ?? [],
    )
    expect(managed.map(text)).toEqual([
      'arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup',
    ])
  })
})
