import type { Grant } from '#shared/access/index.ts'
import { demoPatientIds, demoPractitionerIds } from './demo-ids.ts'

/** A person of the demo, all invented: who they are at the issuer, what they may do, and one line of who that is. */
export interface DemoPerson {
  /** The issuer's subject. */
  readonly personId: string
  readonly displayName: string
  readonly grants: readonly Grant[]
  readonly hint: string
  readonly hintEn: string
  /** False: not on the sign-in page, because no person stands behind it. */
  readonly listed?: boolean
}

/** Site ids follow `site_no` of sites.csv, three digits. */
export const demoSite = (siteNo: number): string => `site-${String(siteNo).padStart(3, '0')}`

const person = (
  name: string,
  displayName: string,
  hint: string,
  hintEn: string,
  ...grants: Grant[]
): DemoPerson => ({
  personId: `demo-${name}`,
  displayName,
  grants,
  hint,
  hintEn,
})

const staff = (
  name: string,
  displayName: string,
  hint: string,
  hintEn: string,
  ...siteNos: number[]
): DemoPerson =>
  person(
    name,
    displayName,
    hint,
    hintEn,
    ...siteNos.map((siteNo): Grant => ({ role: 'clinic-staff', siteId: demoSite(siteNo) })),
  )

const doctor = (
  name: keyof typeof demoPractitionerIds,
  displayName: string,
  hint: string,
  hintEn: string,
): DemoPerson =>
  person(name, displayName, hint, hintEn, { role: 'practitioner', practitionerId: demoPractitionerIds[name] })

const self = (
  name: keyof typeof demoPatientIds,
  displayName: string,
  hint: string,
  hintEn: string,
): DemoPerson => person(name, displayName, hint, hintEn, { role: 'patient', patientId: demoPatientIds[name] })

/** The fifty-five community sites, by their numbers in sites.csv. */
export const demoCommunitySites: readonly number[] = Array.from({ length: 55 }, (_, index) => index + 1)

/** Who fills in self-checks and timetables of all community sites: a person holds at most twenty roles. */
const selfCheckers: readonly DemoPerson[] = [1, 21, 41].map((first) => ({
  ...staff(
    `self-check-${first}`,
    '社区填报（演示）',
    '填写各中心的自查和门诊时间',
    "Fills in the sites' self-checks and timetables",
    ...demoCommunitySites.slice(first - 1, first + 19),
  ),
  listed: false,
}))
/** Of a site by its number in the list: the short id of who fills in its self-check and its timetable. */
export const selfCheckerOf = (siteNo: number): string => `self-check-${siteNo - ((siteNo - 1) % 20)}`

/** Sites at which the demo has patients: the loader may register there, and nothing else may. */
export const demoPatientSites = [50, 51, 1, 34, 38, 9, 19, 23, 3, 12, 15, 20, 36, 41, 33, 55]

/** 大屯: its department is accepted, its patients wait, and nobody comes yet. */
export const demoSiteWithoutDay = 38

export const demoPeople: readonly DemoPerson[] = [
  self('wang-guilan', '王桂兰', '67 岁，望京，常来复诊', '67, Wangjing, comes regularly'),
  self('yang-fan', '杨帆', '26 岁，望京', '26, Wangjing'),
  self('liu-yang', '刘洋', '44 岁，望京，第一次来', '44, Wangjing, first visit'),
  self(
    'ayguli-memtimin',
    '阿依古丽·买买提江',
    '39 岁，望京，需要维吾尔语口译',
    '39, Wangjing, needs a Uyghur interpreter',
  ),
  self('li-jianjun', '李建军', '52 岁，望京', '52, Wangjing'),
  self('zhao-zimo', '赵子墨', '31 岁，望京，爽约过一次', '31, Wangjing, missed an appointment'),
  self('huang-zhiqiang', '黄志强', '48 岁，望京，爽约过一次', '48, Wangjing, missed an appointment'),
  person('wu-jianping', '吴建平', '吴格林（19 岁）的父亲', 'Father of Wu Gelin (19)', {
    role: 'guardian',
    patientId: demoPatientIds['wu-gelin'],
  }),
  person(
    'wang-min',
    '王敏',
    '王桂兰的女儿，自己也是患者',
    'Daughter of Wang Guilan, a patient herself',
    { role: 'patient', patientId: demoPatientIds['wang-min'] },
    { role: 'guardian', patientId: demoPatientIds['wang-guilan'] },
  ),

  staff('li-min', '李敏', '望京社区卫生服务中心，护士', 'Nurse, Wangjing', 50),
  staff(
    'zhou-xiaolin',
    '周晓琳',
    '望京和东湖社区卫生服务中心，精防医生',
    'Community psychiatry, Wangjing and Donghu',
    50,
    51,
  ),
  staff('zhao-hui', '赵慧', '酒仙桥社区卫生服务中心，前台', 'Front desk, Jiuxianqiao', 1),
  staff('sun-yan', '孙燕', '奥运村社区卫生服务中心，全科医生', 'General practitioner, Aoyuncun', 34),
  staff('ma-lijuan', '马丽娟', '大屯社区卫生服务中心，护士', 'Nurse, Datun', 38),
  staff('gao-feng', '高峰', '东坝社区卫生服务中心，精防医生', 'Community psychiatry, Dongba', 19),

  doctor('chen-siyuan', '陈思远', '主任医师，成人', 'Chief physician, adults'),
  doctor(
    'lin-ruoxi',
    '林若溪',
    '副主任医师，儿童青少年',
    'Associate chief physician, children and adolescents',
  ),
  doctor('he-wenqian', '贺文谦', '主任医师', 'Chief physician'),
  doctor('gu-qinghe', '顾清和', '主任医师，睡眠', 'Chief physician, sleep'),
  doctor('xu-anran', '许安然', '副主任医师', 'Associate chief physician'),
  doctor('ouyang-jingxing', '欧阳景行', '副主任医师，老年', 'Associate chief physician, old age'),
  doctor('han-zhixing', '韩知行', '主任医师，儿童青少年', 'Chief physician, children and adolescents'),
  doctor('shen-yinuo', '沈一诺', '主治医师，儿童青少年', 'Attending physician, children and adolescents'),
  doctor('qin-shubai', '秦书白', '主治医师，儿童青少年', 'Attending physician, children and adolescents'),
  doctor(
    'tang-yanqiu',
    '唐砚秋',
    '副主任医师，儿童青少年',
    'Associate chief physician, children and adolescents',
  ),
  doctor('zhou-mingzhe', '周明哲', '主治医师，老年', 'Attending physician, old age'),
  doctor('he-qingyue', '何清越', '主任医师，儿童青少年', 'Chief physician, children and adolescents'),

  person('fang-minzhi', '方敏之', '医联体办公室，门诊与验收', 'Alliance office, clinics and acceptance', {
    role: 'alliance-office',
  }),
  person('shen-yu', '沈屿', '医联体办公室，人员与权限', 'Alliance office, people and roles', {
    role: 'alliance-office',
  }),
  person('cheng-yanxiu', '程砚修', '会诊专家', 'Consultation expert', { role: 'panel-expert' }),
  person('bai-zhiwei', '白知微', '会诊中心协调员', 'Consultation coordinator', { role: 'panel-coordinator' }),
  person('tian-ye', '田野', '朝阳区第三医院转诊台', 'Referral desk, Chaoyang Third Hospital', {
    role: 'referral-desk',
    organisationId: demoSite(69),
  }),
  person('luo-qian', '罗倩', '望京社区卫生服务中心，药师', 'Pharmacist, Wangjing', {
    role: 'pharmacist',
    siteId: demoSite(50),
  }),
  person('song-heng', '宋衡', '审计与安全', 'Audit and security', { role: 'auditor' }),
  person('zhang-sheng', '张生', '刚登记的人，还没有角色', 'Newly enrolled, no role yet'),

  {
    ...staff('loader', '演示数据', '登记演示患者', "Registers the demo's patients", ...demoPatientSites),
    listed: false,
  },
  ...selfCheckers,
  {
    ...person(
      'hospital-desks',
      '各医院转诊台（演示）',
      '替医院的专家登记出诊意愿',
      "Keeps the offers of the hospitals' experts",
      ...[56, 57, 58, 59, 60, 61, 64, 65, 69].map(
        (siteNo): Grant => ({ role: 'referral-desk', organisationId: demoSite(siteNo) }),
      ),
    ),
    listed: false,
  },
  {
    ...person('system', '外部系统', '转诊医院的系统', "A hospital's system", {
      role: 'referral-desk',
      organisationId: demoSite(69),
    }),
    listed: false,
  },
]

/** Finds a demo person by id, short id or name. */
export const findDemoPerson = (text: string): DemoPerson | undefined =>
  demoPeople.find(
    ({ personId, displayName }) => personId === text || personId === `demo-${text}` || displayName === text,
  )
