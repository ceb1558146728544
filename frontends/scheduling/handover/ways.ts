/** What can be done with a session instead of stopping it. */
export const handoverWays = ['substitute', 'swap', 'move'] as const
export type HandoverWay = (typeof handoverWays)[number]
