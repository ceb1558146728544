import { computed, ref, shallowRef } from 'vue'
import type { RosterOwner, RosterReport, RosterRequest } from '#shared/scheduling/index.ts'
import { base64Of, formatOf, longest } from './file.ts'
import { useImport, usePreview } from './queries.ts'

/** A roster's file on its way in: what it would do is shown first, then it is taken. */
export function useTaking(owner: () => RosterOwner | undefined, usualSource: string) {
  const source = ref(usualSource)
  const file = shallowRef<{ readonly name: string; readonly bytes: Uint8Array }>()
  /** Why the file was not read at all. */
  const unread = ref<'too-long' | 'empty'>()
  const report = shallowRef<RosterReport>()
  const done = ref(false)
  const previewing = usePreview()
  const importing = useImport()

  function request(): RosterRequest | undefined {
    const name = source.value.trim()
    const whose = owner()
    if (!whose || !file.value || !name) return undefined
    const { bytes, name: fileName } = file.value
    return { owner: whose, source: name, format: formatOf(fileName, bytes), file: base64Of(bytes) }
  }
  async function look(): Promise<void> {
    report.value = undefined
    done.value = false
    previewing.reset()
    importing.reset()
    const asked = request()
    if (asked) report.value = await previewing.mutateAsync(asked).catch(() => undefined)
  }
  async function choose(chosen: File | undefined): Promise<void> {
    file.value = undefined
    unread.value = undefined
    if (chosen && chosen.size > longest) unread.value = 'too-long'
    else if (chosen && chosen.size === 0) unread.value = 'empty'
    else if (chosen) file.value = { name: chosen.name, bytes: new Uint8Array(await chosen.arrayBuffer()) }
    await look()
  }
  async function take(): Promise<void> {
    const asked = request()
    const taken = asked && (await importing.mutateAsync(asked).catch(() => undefined))
    if (!taken) return
    report.value = taken
    done.value = true
  }
  /** How many commitments it writes. */
  const writes = computed(() =>
    report.value ? report.value.added + report.value.changed + report.value.removed : 0,
  )

  return {
    ...{ source, unread, report, done, writes, look, choose, take },
    checking: previewing.isLoading,
    taking: importing.isLoading,
    refused: computed(() => previewing.error.value ?? importing.error.value),
  }
}
