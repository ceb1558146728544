import { lazily } from './lazily.ts'

/** Only to decide. */
export const BaseDialog = lazily(() => import('./BaseDialog.vue'))
/** The last step of a danger. */
export const DangerDialog = lazily(() => import('./DangerDialog.vue'))
/** A form over the page. */
export const FormDialog = lazily(() => import('./FormDialog.vue'))
/** Beside the page; on a phone a sheet. */
export const SidePanel = lazily(() => import('./SidePanel.vue'))
