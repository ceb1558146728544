import { accept, refuse } from '#shared/kernel/decision.ts'
import { decidePlan, type Template } from '#shared/scheduling/index.ts'
import type { Desk, SchedulingHandlers } from './desk.ts'
import { mayChangeTemplates, mayReadTemplates } from './policy.ts'

async function namesOf({ repository }: Desk, siteId: string, practitionerId: string) {
  const doctor = await repository.findSiteDoctor(siteId, practitionerId)
  return doctor && { practitionerName: doctor.name, practitionerTitle: doctor.title }
}

/** 每周模板 */
export const templateRoutes = (desk: Desk) =>
  ({
    async listTemplates(request) {
      const { siteId } = request.params
      return accept({
        templates: mayReadTemplates(request, siteId) ? await desk.repository.listTemplates(siteId) : [],
      })
    },

    async createTemplate(request) {
      const { params, body, createdId } = request
      if (!mayChangeTemplates(request, params.siteId)) return refuse('site-unknown')
      const plan = decidePlan(body, desk.settings)
      if (!plan.ok) return plan
      const names = await namesOf(desk, params.siteId, body.practitionerId)
      if (!names) return refuse('practitioner-unknown')
      const template: Template = {
        ...body,
        ...names,
        templateId: createdId,
        siteId: params.siteId,
        version: 1,
      }
      const act = { act: 'template-added', aggregateId: createdId, bodyId: params.siteId, answer: template }
      const written = await desk.repository.save(
        [desk.repository.changed.template(template)],
        request.entry(act),
      )
      return written === 'saved' ? accept(template) : refuse('plan-invalid', { fault: 'exists' })
    },

    async changeTemplate(request) {
      const { params, body } = request
      const { siteId, templateId } = params
      const found = mayChangeTemplates(request, siteId)
        ? await desk.repository.findTemplate(siteId, templateId)
        : undefined
      if (!found) return refuse('template-unknown')
      if (found.version !== body.version) return refuse('stale-version', { version: found.version })
      const plan = decidePlan(body.plan, desk.settings)
      if (!plan.ok) return plan
      const names = await namesOf(desk, siteId, body.plan.practitionerId)
      if (!names) return refuse('practitioner-unknown')
      const template: Template = { ...body.plan, ...names, templateId, siteId, version: found.version + 1 }
      const act = {
        act: 'template-changed',
        aggregateId: templateId,
        bodyId: siteId,
        data: { version: template.version },
      }
      const written = await desk.repository.save(
        [desk.repository.changed.template(template)],
        request.entry(act),
      )
      return written === 'saved' ? accept(template) : refuse('stale-version')
    },
  }) satisfies Pick<SchedulingHandlers, 'listTemplates' | 'createTemplate' | 'changeTemplate'>
