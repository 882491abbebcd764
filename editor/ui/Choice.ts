/** One line of a list to choose from. `detail` is the quieter second line. */
export interface Choice<Id extends string = string> {
  readonly id: Id
  readonly label: string
  readonly detail?: string | undefined
  /** Shown, with the reason in `detail`, but not to be chosen. */
  readonly isDisabled?: boolean
}
