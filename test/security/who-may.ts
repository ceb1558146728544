/**
 * Who may what, written by hand from what each role comes for and not from the code: each
 * operation, each thing it can be asked about, and everybody who may. Whoever is not named is refused. The staff work
 * `here`; the practitioner holds the sessions called `ours`; the patient is `self`, the guardian's ward is `ward`.
 */
export const everybody = [
  'patient',
  'guardian',
  'clinic-staff',
  'practitioner',
  'panel-expert',
  'panel-coordinator',
  'referral-desk',
  'pharmacist',
  'alliance-office',
  'auditor',
  'stranger',
  'nobody',
] as const
export type Who = (typeof everybody)[number]

/** Things by name; `any` where the operation is about no particular one. */
export type Row = Readonly<Record<string, readonly Who[]>>

const staff = ['clinic-staff'] as const
const office = ['alliance-office'] as const
const signedIn = everybody.filter((who) => who !== 'nobody')
/** The directory is for all who work in the alliance, and for patients on their way to a site. */
const directory = signedIn.filter((who) => who !== 'stranger')
/** Bodies and their places: for all who work in the alliance. */
const members = directory.filter((who) => who !== 'patient' && who !== 'guardian')
/** Who plans with psychiatrists: clinics, panels, the referral desk and the office. */
const planners: readonly Who[] = [
  'clinic-staff',
  'panel-expert',
  'panel-coordinator',
  'referral-desk',
  'alliance-office',
]

const onlyHere = (...who: Who[]): Row => ({ here: who, there: [] })
const departmentStep = { site: onlyHere('clinic-staff'), office: { here: office, there: office } } as const

/** A psychiatrist's own, and nobody else's. */
const ownOfPractitioner: Row = { own: ['practitioner'], other: [] }
/** A session's draft, publication and stop belong to the site that holds it, whoever the psychiatrist. */
const sessionOfSite: Row = {
  'ours here': staff,
  "another's here": staff,
  'ours there': [],
  "another's there": [],
}
/** Names and numbers of a session: for its site's staff and its own psychiatrist. */
const sessionWithNames: Row = {
  'ours here': ['clinic-staff', 'practitioner'],
  "another's here": staff,
  'ours there': ['practitioner'],
  "another's there": [],
}
/** The patient's own, a guardian's for the ward, and the desk of the site where it is. */
const appointmentOf: Row = {
  'of self here': ['clinic-staff', 'patient'],
  'of ward here': ['clinic-staff', 'guardian'],
  'of a patient here': staff,
  'of self there': ['patient'],
  'of a patient there': [],
}
const recordOf = (self: readonly Who[], ward: readonly Who[]): Row => ({
  self,
  ward,
  'a patient here': staff,
  'a patient there': [],
})

export const whoMay: Readonly<Record<string, Row>> = {
  'alliance.listSites': { any: directory },
  'alliance.readSite': { here: directory, there: directory },
  'alliance.addSite': { any: office },
  'alliance.changeSite': { here: office, there: office },
  'alliance.checkSiteImport': { any: office },
  'alliance.importSites': { any: office },
  'alliance.listSubdistricts': { any: directory },
  'alliance.importSubdistricts': { any: office },
  'alliance.readOrganisation': { here: members, there: members },
  'alliance.listDepartments': { any: ['clinic-staff', 'alliance-office'] },
  'alliance.readDepartment': { here: ['clinic-staff', 'alliance-office'], there: office },
  'alliance.applyForAcceptance': departmentStep.site,
  'alliance.withdrawApplication': departmentStep.site,
  'alliance.saveSelfCheck': departmentStep.site,
  'alliance.submitSelfCheck': departmentStep.site,
  'alliance.saveRectification': departmentStep.site,
  'alliance.submitRectification': departmentStep.site,
  'alliance.returnSelfCheck': departmentStep.office,
  'alliance.scheduleInspection': departmentStep.office,
  'alliance.startInspection': departmentStep.office,
  'alliance.saveInspection': departmentStep.office,
  'alliance.requireRectification': departmentStep.office,
  'alliance.returnRectification': departmentStep.office,
  'alliance.passDepartment': departmentStep.office,
  'alliance.suspendDepartment': departmentStep.office,
  'alliance.reinstateDepartment': departmentStep.office,
  'alliance.reinspectDepartment': departmentStep.office,
  'alliance.listAgreements': { any: office },
  'alliance.readAgreement': { any: office },
  'alliance.signAgreement': { any: office },
  'alliance.changeAgreement': { any: office },
  'alliance.endAgreement': { any: office },

  'practitioners.listPractitioners': { any: [...planners, 'practitioner'] },
  'practitioners.listPractices': { any: [...planners, 'practitioner'] },
  'practitioners.readPractitioner': { own: [...planners, 'practitioner'], other: planners },
  'practitioners.registerPractitioner': { any: office },
  'practitioners.changePractitioner': { own: office, other: office },
  'practitioners.filePractice': { own: office, other: office },
  'practitioners.endPractice': { own: office, other: office },

  'patients.registerPatient': onlyHere('clinic-staff'),
  'patients.readPatient': recordOf(['clinic-staff', 'patient'], ['clinic-staff', 'guardian']),
  'patients.changePatient': recordOf(staff, staff),
  'patients.searchPatients': onlyHere('clinic-staff'),
  'patients.admitPatient': onlyHere('clinic-staff'),
  'patients.revealContact': recordOf(staff, staff),
  'patients.listMine': { any: signedIn },

  /** The office sees where nobody comes, the referral desk where there is a place; neither sees who. */
  'scheduling.listWeek': {
    here: ['clinic-staff', 'practitioner', 'referral-desk', 'alliance-office'],
    there: ['practitioner', 'referral-desk', 'alliance-office'],
  },
  'scheduling.createSession': onlyHere('clinic-staff'),
  'scheduling.readSession': sessionWithNames,
  'scheduling.changeSession': sessionOfSite,
  'scheduling.discardSession': sessionOfSite,
  'scheduling.publishSession': sessionOfSite,
  'scheduling.stopSession': sessionOfSite,
  'scheduling.resumeSession': sessionOfSite,
  'scheduling.addExtraSlot': {
    'ours here': ['practitioner'],
    "another's here": [],
    'ours there': ['practitioner'],
    "another's there": [],
  },
  'scheduling.listTemplates': { here: ['clinic-staff', 'alliance-office'], there: office },
  'scheduling.createTemplate': onlyHere('clinic-staff'),
  'scheduling.changeTemplate': onlyHere('clinic-staff'),
  'scheduling.previewTemplates': { here: ['clinic-staff', 'alliance-office'], there: office },
  'scheduling.runTemplates': onlyHere('clinic-staff'),
  'scheduling.bookSlot': {
    'public here for self': ['clinic-staff', 'patient'],
    'public here for ward': ['clinic-staff', 'guardian'],
    'public here for a patient here': staff,
    'public here for a patient there': [],
    'clinic here for self': staff,
    'referral here for self': ['clinic-staff', 'referral-desk'],
    'extra here for self': ['practitioner'],
    'public there for self': ['patient'],
    'public there for a patient there': [],
  },
  'scheduling.cancelAppointment': appointmentOf,
  'scheduling.moveAppointment': appointmentOf,
  'scheduling.takeStep': {
    'check-in here': staff,
    'call here': ['clinic-staff', 'practitioner'],
    'finish here': ['clinic-staff', 'practitioner'],
    'miss here': ['clinic-staff', 'practitioner'],
    "call another's here": staff,
    'call ours there': ['practitioner'],
    "call another's there": [],
  },
  'scheduling.listAppointments': {
    self: ['clinic-staff', 'practitioner', 'patient'],
    ward: ['clinic-staff', 'practitioner', 'guardian'],
    'a patient here': staff,
    'a patient there': [],
  },
  'scheduling.appointmentCalendar': {
    ...appointmentOf,
    'of self here': ['clinic-staff', 'practitioner', 'patient'],
    'of ward here': ['clinic-staff', 'practitioner', 'guardian'],
    'of self there': ['practitioner', 'patient'],
  },
  'scheduling.readDayList': { here: ['clinic-staff', 'practitioner'], there: ['practitioner'] },
  'scheduling.exportDayList': { here: ['clinic-staff', 'practitioner'], there: ['practitioner'] },
  'scheduling.readQueue': {
    here: ['clinic-staff', 'practitioner', 'referral-desk', 'alliance-office'],
    there: ['practitioner', 'referral-desk', 'alliance-office'],
  },
  'scheduling.readMyWeek': ownOfPractitioner,
  'scheduling.readMyDay': ownOfPractitioner,
  'scheduling.readFeedAddress': ownOfPractitioner,
  'scheduling.readFeed': { any: everybody },
  'scheduling.listChoices': {
    here: ['clinic-staff', 'referral-desk', 'alliance-office'],
    there: ['referral-desk', 'alliance-office'],
  },
  'scheduling.readSettings': { any: everybody },
  'scheduling.readPatientCard': recordOf(staff, staff),

  'access.readSession': { any: everybody },
  'access.listMyAccesses': {
    self: ['patient'],
    ward: ['guardian'],
    'a patient here': [],
    'a patient there': [],
  },
  'access.listJournal': { any: ['auditor'] },
  'access.verifyJournal': { any: ['auditor'] },
  'access.listPeople': { any: ['alliance-office', 'auditor'] },
  'access.giveGrant': { any: office },
  'access.takeGrant': { any: office },
  'access.signOutPerson': { any: office },
  'access.signOutEverywhere': { any: signedIn },
}
