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
/** A psychiatrist's offers are their own, and their hospital's to keep: the referral desk is that of both. */
const offersOf: Row = { own: ['practitioner', 'referral-desk'], other: ['referral-desk'] }
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
/** A follow-up is given by who sees the patient, or by the desk of the site. */
const fromTheChair: Row = {
  'of self here': ['clinic-staff', 'practitioner'],
  'of ward here': ['clinic-staff', 'practitioner'],
  'of a patient here': staff,
  'of self there': ['practitioner'],
  'of a patient there': [],
}
/** A number by its channel and site, and whom it is for. */
const numberFor: Row = {
  'public here for self': ['clinic-staff', 'patient'],
  'public here for ward': ['clinic-staff', 'guardian'],
  'public here for a patient here': staff,
  'public here for a patient there': [],
  'clinic here for self': staff,
  'referral here for self': ['clinic-staff', 'referral-desk'],
  'extra here for self': ['practitioner'],
  'public there for self': ['patient'],
  'public there for a patient there': [],
}
/** A lost appointment, as those see it who look after its patient. */
const lostOfSite: Row = {
  'of self here': staff,
  'of ward here': staff,
  'of a patient here': staff,
  'of self there': [],
  'of a patient there': [],
}
const recordOf = (self: readonly Who[], ward: readonly Who[]): Row => ({
  self,
  ward,
  'a patient here': staff,
  'a patient there': [],
})

const travellers: readonly Who[] = ['clinic-staff', 'practitioner', 'referral-desk', 'alliance-office']
/** A hospital's people have their duties from it; the office enters what hospitals send on paper. */
const rosterOf: Row = {
  'of the hospital': ['referral-desk', 'alliance-office'],
  'of another hospital': office,
  own: ['practitioner', 'referral-desk', 'alliance-office'],
  other: ['referral-desk', 'alliance-office'],
}

export const whoMay: Readonly<Record<string, Row>> = {
  'alliance.listSites': { any: directory },
  'alliance.readSite': { here: directory, there: directory },
  'alliance.addSite': { any: office },
  'alliance.changeSite': { here: office, there: office },
  'alliance.checkSiteImport': { any: office },
  'alliance.importSites': { any: office },
  'alliance.listSubdistricts': { any: directory },
  'alliance.importSubdistricts': { any: office },
  'alliance.changePopulation': { any: office },
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
  'practitioners.openFiling': { own: office, other: office },
  'practitioners.renewPractice': { own: office, other: office },
  'practitioners.changeFiling': { own: office, other: office },
  'practitioners.checkFiling': { own: office, other: office },
  'practitioners.stepFiling': { own: office, other: office },
  'practitioners.noteComplaints': { own: office, other: office },
  /** Papers: the office's and the psychiatrist's own; a site's staff see who may come, not why. */
  'practitioners.readFiling': { own: ['practitioner', 'alliance-office'], other: office },
  'practitioners.printEvidence': { own: ['practitioner', 'alliance-office'], other: office },
  'practitioners.listWarnings': { any: ['practitioner', 'alliance-office'] },
  'practitioners.seeWarnings': { any: ['practitioner', 'alliance-office'] },
  'practitioners.readLedger': { any: [...planners, 'practitioner'] },
  'practitioners.listAuthorisations': { any: office },
  'practitioners.saveAuthorisations': { any: office },
  'practitioners.exportAuthorisations': { any: office },
  'practitioners.importAuthorisations': { any: office },

  'patients.registerPatient': onlyHere('clinic-staff'),
  'patients.readPatient': recordOf(['clinic-staff', 'patient'], ['clinic-staff', 'guardian']),
  'patients.changePatient': recordOf(staff, staff),
  'patients.searchPatients': onlyHere('clinic-staff'),
  'patients.admitPatient': onlyHere('clinic-staff'),
  'patients.revealContact': recordOf(staff, staff),
  'patients.listMine': { any: signedIn },
  'patients.listNotices': recordOf(['clinic-staff', 'patient'], ['clinic-staff', 'guardian']),
  'patients.listMailboxes': { any: signedIn },
  /** A message is read by whom it was sent to, and by nobody in their place. */
  'patients.markRead': { ...recordOf(['patient'], ['guardian']), 'a patient here': [] },
  'patients.readContact': recordOf(['clinic-staff', 'patient'], ['clinic-staff', 'guardian']),
  'patients.saveContact': recordOf(['clinic-staff', 'patient'], ['clinic-staff', 'guardian']),
  /** The gateway comes without a person; its signature says who it is. */
  'patients.receiveReceipts': { any: everybody },

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
  'scheduling.bookSlot': numberFor,
  'scheduling.holdSlot': numberFor,
  /** Whatever number it is: one's own hold is given back, where there is one. */
  'scheduling.releaseHold': {
    'public here': ['patient', 'guardian', 'clinic-staff', 'practitioner', 'referral-desk'],
    'public there': ['patient', 'guardian', 'clinic-staff', 'practitioner', 'referral-desk'],
  },
  'scheduling.bookSeries': numberFor,
  'scheduling.bookTogether': numberFor,
  'scheduling.findFollowUps': fromTheChair,
  'scheduling.bookFollowUp': fromTheChair,
  'scheduling.addWalkIn': sessionOfSite,
  'scheduling.joinWaitlist': {
    'here for self': ['clinic-staff', 'patient'],
    'here for ward': ['clinic-staff', 'guardian'],
    'here for a patient here': staff,
    'here for a patient there': [],
    'there for self': ['patient'],
    'there for a patient there': [],
  },
  'scheduling.listWaitlist': onlyHere('clinic-staff'),
  'scheduling.listWaits': recordOf(['clinic-staff', 'patient'], ['clinic-staff', 'guardian']),
  /** How urgent it is, the clinic says. */
  'scheduling.changeNeed': recordOf(staff, staff),
  'scheduling.leaveWaitlist': recordOf(['clinic-staff', 'patient'], ['clinic-staff', 'guardian']),
  'scheduling.acceptOffer': recordOf(['clinic-staff', 'patient'], ['clinic-staff', 'guardian']),
  'scheduling.declineOffer': recordOf(['clinic-staff', 'patient'], ['clinic-staff', 'guardian']),
  'scheduling.readMyPlace': {
    ...appointmentOf,
    'of self here': ['clinic-staff', 'practitioner', 'patient'],
    'of ward here': ['clinic-staff', 'practitioner', 'guardian'],
    'of self there': ['practitioner', 'patient'],
  },
  'scheduling.listMisses': recordOf(['clinic-staff', 'patient'], ['clinic-staff', 'guardian']),
  /** Who missed it says why; the clinic decides. */
  'scheduling.appealMiss': { ...recordOf(['patient'], ['guardian']), 'a patient here': [] },
  'scheduling.listAppeals': onlyHere('clinic-staff'),
  'scheduling.decideAppeal': onlyHere('clinic-staff'),
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
  'scheduling.listOffers': {
    own: ['practitioner', 'referral-desk', 'alliance-office'],
    other: ['referral-desk', 'alliance-office'],
  },
  'scheduling.createOffer': offersOf,
  'scheduling.changeOffer': offersOf,
  'scheduling.endOffer': offersOf,
  'scheduling.whoCanCome': onlyHere('clinic-staff'),
  'scheduling.prepareVisit': onlyHere('clinic-staff'),
  'scheduling.bookVisit': onlyHere('clinic-staff'),
  'scheduling.bookVisitSeries': onlyHere('clinic-staff'),
  'scheduling.listVisits': { here: ['clinic-staff', 'alliance-office'], there: office },
  'scheduling.listMyVisits': ownOfPractitioner,
  'scheduling.readVisit': {
    'ours here': ['clinic-staff', 'practitioner', 'alliance-office'],
    "another's here": ['clinic-staff', 'alliance-office'],
    'ours there': ['practitioner', 'alliance-office'],
    "another's there": office,
  },
  'scheduling.answerVisit': {
    'ours here': ['practitioner'],
    "another's here": [],
    'ours there': ['practitioner'],
    "another's there": [],
  },
  'scheduling.answerProposal': sessionOfSite,
  'scheduling.withdrawVisit': sessionOfSite,
  'scheduling.dropOccurrence': sessionOfSite,
  'scheduling.listGaps': { any: office },
  'scheduling.listProposals': { any: office },
  'scheduling.acceptProposal': { any: office },
  'scheduling.dismissProposal': { any: office },
  'scheduling.readPatientCard': recordOf(staff, staff),
  /** What becomes of the patients of a stopped session: for the site that lost it; the office sees how far it is. */
  'scheduling.previewStop': sessionOfSite,
  'scheduling.substituteSession': sessionOfSite,
  'scheduling.moveSession': sessionOfSite,
  'scheduling.swapSessions': {
    'ours here': ['clinic-staff', 'alliance-office'],
    "another's here": ['clinic-staff', 'alliance-office'],
    'ours there': office,
    "another's there": office,
  },
  'scheduling.startCascade': onlyHere('clinic-staff'),
  'scheduling.readCascade': onlyHere('clinic-staff'),
  'scheduling.exportProof': onlyHere('clinic-staff'),
  'scheduling.listCascades': { here: ['clinic-staff', 'alliance-office'], there: office },
  'scheduling.listAllCascades': { any: office },
  'scheduling.listNotReached': onlyHere('clinic-staff'),
  'scheduling.listAlternatives': lostOfSite,
  'scheduling.offerAlternative': lostOfSite,
  'scheduling.markReached': lostOfSite,
  'scheduling.listReoffers': { ...recordOf(['patient'], ['guardian']), 'a patient here': [] },
  'scheduling.answerReoffer': appointmentOf,

  /** Roads are for all who plan with somebody's time; measured by the office, so that nobody makes a gap longer than it is. */
  'scheduling.listTravel': { here: travellers, there: travellers },
  'scheduling.setTravel': { here: office, there: office },
  'scheduling.clearTravel': { here: office, there: office },
  'scheduling.exportTravel': { any: office },
  'scheduling.checkTravelImport': { any: office },
  'scheduling.importTravel': { any: office },
  'scheduling.previewRoster': rosterOf,
  'scheduling.importRoster': rosterOf,
  'scheduling.listRosterImports': rosterOf,
  /** A person's own time: theirs and their hospital's to give, not the office's. */
  'scheduling.addCommitment': { own: ['practitioner', 'referral-desk'], other: ['referral-desk'] },
  'scheduling.removeCommitment': { own: ['practitioner', 'referral-desk'], other: ['referral-desk'] },

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
