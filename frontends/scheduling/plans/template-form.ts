import type { IsoDate } from '#shared/kernel/calendar.ts'
import { type Template, type TemplatePlan, templatePlan } from '#shared/scheduling/index.ts'
import { blankPlan, faultsOf, fitting, formOf, type PlanForm, type PlanVerdict, planOf } from './form.ts'

/** A template while it is written. */
export interface TemplateForm extends PlanForm {
  weekday: number
  everyWeeks: 1 | 2 | 4
  validFrom: IsoDate | undefined
  validTo: IsoDate | undefined
}

export const blankTemplate = (today: IsoDate): TemplateForm => ({
  ...blankPlan('morning', ''),
  weekday: 1,
  everyWeeks: 1,
  validFrom: today,
  validTo: undefined,
})

export const templateFormOf = (template: Template): TemplateForm => ({
  ...formOf(template),
  weekday: template.weekday,
  everyWeeks: template.everyWeeks,
  validFrom: template.validFrom,
  validTo: template.validTo,
})

export function checkedTemplate(form: TemplateForm): PlanVerdict<TemplatePlan> {
  const { weekday, everyWeeks, validFrom, validTo } = form
  const parsed = templatePlan.safeParse({
    ...planOf(form),
    weekday,
    everyWeeks,
    validFrom,
    ...(validTo ? { validTo } : {}),
  })
  return parsed.success ? fitting(parsed.data) : { faults: faultsOf(parsed.error.issues) }
}
