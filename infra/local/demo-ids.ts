/**
 * Ids that the demo's people are bound to. They follow from who registers whom under which Idempotency-Key
 * (`derivedId` of the platform); a test derives them again.
 */
export const demoPatientIds = {
  'wang-guilan': '4sy592v3taz596ec28d1zvp1',
  'yang-fan': 'z6ayetbxeszh9xd5xh0xnzpa',
  'liu-yang': 'y4qw82ns8aqqzt1mbm88e7hf',
  'ayguli-memtimin': 'mb5nhdbd0kkk15007b5fzrxc',
  'li-jianjun': 'pr8z7zkv5gp7neqz65save00',
  'wu-gelin': '5f217pqmrfybq3w2dsfzwmkx',
  'wang-min': 'gfb33fcnz075m1865ntd4fx6',
  'zhao-zimo': '3jzsb55v6h1rcpke1yr3xhdy',
  'huang-zhiqiang': '44eb1a7mg7rr6k3x0vna0baa',
  'wang-guoliang': 'zpwrfv6bdcj60fpv3k1gx64x',
} as const satisfies Record<string, string>

export const demoPractitionerIds = {
  'chen-siyuan': 'jcddrjc89jzgmpdh8nc75ps7',
  'lin-ruoxi': '288yxy2s8w3cpqh2a7yd51k3',
  'he-wenqian': 'z3prpetdd0w8hz4jcb7chew5',
  'gu-qinghe': 'w69wn2w2z046g5mz6gbm136k',
  'xu-anran': '5egp8kb69pkv6regzh4bbs3n',
  'ouyang-jingxing': 'zhp3wrdxrc061v2gsnsgvgab',
  'han-zhixing': '7s78tty1fyqs7ercfr7hrj38',
  'shen-yinuo': '0w59jhk1t798bjvw87dy3943',
  'qin-shubai': 'xefe9w6z3gmbtd4cvk96e70f',
  'tang-yanqiu': 'bhrr7prjkph5p5evq7gx5wjq',
  'zhou-mingzhe': 'tzddssg69p6e0j23tvb392yp',
  'he-qingyue': 'qfst37envqn4k4fqg24w1cfk',
} as const satisfies Record<string, string>
