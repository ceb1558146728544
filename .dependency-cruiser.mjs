/** The twelve bounded contexts (shared/kernel/ids.ts), as one capture group. */
const contexts =
  '(alliance|practitioners|scheduling|patients|consultations|referrals|formulary|follow-up|rehabilitation|exchange|indicators|access)'

/**
 * Whose front door in `shared` a context may use, besides its own, `kernel` and `access`. A change here is a decision
 * record. `public` is the pages for everyone; `platform`, `kit` and `root` know no context but `access`.
 */
const frontDoors = {
  alliance: [],
  practitioners: ['alliance'],
  scheduling: ['alliance', 'practitioners', 'patients'],
  patients: [],
  consultations: ['alliance', 'practitioners', 'patients', 'formulary'],
  referrals: ['alliance', 'patients', 'scheduling', 'consultations', 'formulary'],
  formulary: [],
  'follow-up': ['patients', 'formulary'],
  rehabilitation: ['patients', 'referrals'],
  exchange: ['patients'],
  indicators: [],
  access: [],
  public: ['alliance', 'practitioners', 'scheduling', 'patients'],
}

/**
 * The office's pages show what three contexts know, and the pages of roles name the sites these are bound to; rules and
 * servers know only their own (decision 0011).
 */
const pageDoors = { alliance: ['practitioners', 'scheduling'], access: ['alliance'] }

const guestsOf = (room, folders, context, doors) => ({
  name: `front-doors-of-${room}`,
  severity: 'error',
  comment: `${room} may use the front doors of ${['kernel', 'access', ...doors].join(', ')}; another needs a decision record.`,
  from: { path: `^(${folders})/${context}/` },
  to: {
    path: '^shared/[^/]+/',
    pathNot: `^shared/(kernel|access|${[context, ...doors].join('|')})/`,
  },
})

const guests = Object.entries(frontDoors).flatMap(([context, doors]) => [
  ...(context === 'public' ? [] : [guestsOf(context, 'shared|functions', context, doors)]),
  guestsOf(`pages-of-${context}`, 'frontends', context, [...doors, ...(pageDoors[context] ?? [])]),
])

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other are one file, or hide a third that both need.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'shared-is-pure',
      severity: 'error',
      comment:
        'Rules take data, clocks and ids as arguments: shared imports shared and zod; access its ability library.',
      from: { path: '^shared/' },
      to: {
        pathNot: [
          '^shared/',
          '^node_modules/zod/',
          '^node_modules/@casl/ability/',
          '^node_modules/chinese-days/',
        ],
      },
    },
    {
      name: 'ability-library-in-access-only',
      severity: 'error',
      comment: 'Who may do what is asked of shared/access, not of the library.',
      from: { pathNot: ['^shared/access/', '^test/'] },
      to: { path: '^node_modules/@casl/' },
    },
    {
      name: 'holiday-data-in-scheduling-only',
      severity: 'error',
      comment: 'The holiday calendar is data that scheduling turns into days.',
      from: { path: '^shared/', pathNot: '^shared/scheduling/' },
      to: { path: '^node_modules/chinese-days/' },
    },
    {
      name: 'browser-and-server-meet-in-shared',
      severity: 'error',
      comment: 'A page and a function share contracts in shared, types included; nothing else.',
      from: { path: '^frontends/' },
      to: { path: '^(functions|infra|test)/' },
    },
    {
      name: 'server-never-imports-browser',
      severity: 'error',
      comment: 'Functions know neither pages nor deployments.',
      from: { path: '^functions/' },
      to: { path: '^(frontends|infra|test)/' },
    },
    {
      name: 'infra-names-files-only',
      severity: 'error',
      comment:
        'A deployment names application code by path; the local one may read front doors for its demo data.',
      from: { path: '^infra/' },
      to: { path: '^(shared|functions|frontends)/', pathNot: '^shared/(kernel/|[^/]+/index[.]ts$)' },
    },
    {
      name: 'cloud-imports-no-application-code',
      severity: 'error',
      comment: 'The cloud deployment names files by path, and imports none.',
      from: { path: '^infra/aws/' },
      to: { path: '^(shared|functions|frontends|infra/local|test)/' },
    },
    {
      name: 'front-door-only',
      severity: 'error',
      comment: 'Another context is used through its shared/<context>/index.ts.',
      from: { path: `^shared/${contexts}/` },
      to: { path: `^shared/${contexts}/`, pathNot: ['^shared/$1/', '^shared/[^/]+/index[.]ts$'] },
    },
    {
      name: 'own-front-door',
      severity: 'error',
      comment: 'A context is used through shared/<context>/index.ts; the kernel is open.',
      from: { path: '^(functions|frontends)/' },
      to: { path: '^shared/[^/]+/', pathNot: ['^shared/kernel/', '^shared/[^/]+/index[.]ts$'] },
    },
    {
      name: 'kernel-knows-no-context',
      severity: 'error',
      comment: 'The kernel is what every context may use, so it uses none of them.',
      from: { path: '^shared/kernel/' },
      to: { path: `^shared/${contexts}/` },
    },
    {
      name: 'contexts-do-not-share-code',
      severity: 'error',
      comment: 'Server contexts talk by event or through shared; pages of two contexts meet in a slot.',
      from: { path: `^(functions|frontends)/${contexts}/` },
      to: { path: `^$1/${contexts}/`, pathNot: '^$1/$2/' },
    },
    {
      name: 'only-repositories-know-the-database',
      severity: 'error',
      comment: "The database is behind functions/platform and a context's repository and entities.",
      from: {
        path: '^(shared|functions|frontends)/',
        pathNot: ['^functions/platform/', '^functions/[^/]+/[^/]*(repository|entities|handler)[.]ts$'],
      },
      to: { path: '^node_modules/(electrodb|@aws-sdk)/' },
    },
    {
      name: 'platform-knows-no-context',
      severity: 'error',
      comment:
        'What every context stands on knows none of them, but for the actor and the ability of access.',
      from: { path: '^(functions/platform|frontends/(kit|root))/' },
      to: { path: `^(functions|frontends|shared)/${contexts}/`, pathNot: '^shared/access/index[.]ts$' },
    },
    {
      name: 'root-and-apps-meet-in-the-kit',
      severity: 'error',
      comment:
        'Apps are released alone: they import neither the root nor the public pages, and those import no app.',
      from: { path: '^frontends/([^/]+)/' },
      to: { path: '^frontends/(root|public)/', pathNot: '^frontends/$1/' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      comment: 'What runs may not stand on what proves it.',
      from: { pathNot: '^(test/|vitest[.]config[.]ts$)' },
      to: { path: '^test/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'The file or package that is imported is not there.',
      from: {},
      to: { couldNotResolve: true },
    },
    ...guests,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^([.]build|cdk[.]out)/' },
    tsPreCompilationDeps: true,
    moduleSystems: ['es6'],
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.vue', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
}
