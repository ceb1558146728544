import type { PageState } from './page-state.ts'
import { bringToolsToLife, dataIn } from './tools.ts'

/** Pages that are only read, the district and help, need no framework. */
bringToolsToLife((dataIn('state') as Pick<PageState, 'language'>).language)
