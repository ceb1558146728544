/** A state machine as a table: for each state, the commands it accepts and where they lead. */
export type Lifecycle<State extends string, Command extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Command, State>>>>
>

/** The state after `command`, or undefined where the table has no such step. */
export const next = <State extends string, Command extends string>(
  lifecycle: Lifecycle<State, Command>,
  from: State,
  command: Command,
): State | undefined => lifecycle[from][command]

/** The commands that `from` accepts, in the table's order. */
export const commandsOf = <State extends string, Command extends string>(
  lifecycle: Lifecycle<State, Command>,
  from: State,
): Command[] => Object.keys(lifecycle[from]) as Command[]
