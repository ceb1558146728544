import { useMutation, useQuery } from '@pinia/colada'
import type { IsoDate } from '#shared/kernel/calendar.ts'
import type { TemplatePlan } from '#shared/scheduling/index.ts'
import { scheduling } from '../api.ts'
import { useAfterwards } from '../queries.ts'

type Maybe<Value> = () => Value | undefined

export const useTemplates = (siteId: Maybe<string>) =>
  useQuery({
    key: () => ['scheduling', 'templates', siteId() ?? ''],
    query: () => scheduling.listTemplates({ params: { siteId: siteId() ?? '' } }),
    enabled: () => siteId() !== undefined,
  })

export const usePreview = (siteId: Maybe<string>, from: () => IsoDate, days: () => number) =>
  useQuery({
    key: () => ['scheduling', 'templates', siteId() ?? '', 'run', from(), days()],
    query: () =>
      scheduling.previewTemplates({
        params: { siteId: siteId() ?? '' },
        query: { from: from(), days: days() },
      }),
    enabled: () => siteId() !== undefined,
  })

export function useSaveTemplate(siteId: Maybe<string>) {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({
      templateId,
      version,
      plan,
    }: {
      templateId?: string
      version?: number
      plan: TemplatePlan
    }) => {
      const params = { siteId: siteId() ?? '' }
      return templateId === undefined || version === undefined
        ? scheduling.createTemplate({ params, body: plan })
        : scheduling.changeTemplate({ params: { ...params, templateId }, body: { version, plan } })
    },
    onSettled,
  })
}

export function useRunTemplates(siteId: Maybe<string>) {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: (body: Parameters<typeof scheduling.runTemplates>[0]['body']) =>
      scheduling.runTemplates({ params: { siteId: siteId() ?? '' }, body }),
    onSettled,
  })
}
