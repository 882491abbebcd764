/** The first letters of a name without its academic titles: "Bc. Tomáš Černý" is "TČ". */
export function initialsOf(name: string): string {
  const words = name.split(/[\s,]+/u).filter((word) => word !== '' && !word.endsWith('.'))
  const first = words[0]?.[0] ?? ''
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''
  return (first + last).toLocaleUpperCase()
}

/** A person as a circle with initials; decoration beside the written name. */
export const Avatar = ({ name, colour }: { readonly name: string; readonly colour?: string }) => (
  <span className="avatar" aria-hidden="true" style={colour ? { borderColor: colour } : undefined}>
    {initialsOf(name)}
  </span>
)

/** Several people side by side; `label` says in words who they are. */
export const Avatars = ({
  label,
  people,
  most = 5,
}: {
  readonly label: string
  readonly people: readonly { readonly id: string; readonly name: string; readonly colour?: string }[]
  /** How many circles are drawn before "+3". */
  readonly most?: number
}) => (
  <span className="avatars" role="group" aria-label={label}>
    {people.slice(0, most).map(({ id, ...person }) => (
      <Avatar key={id} {...person} />
    ))}
    {people.length > most ? (
      <span className="avatar" aria-hidden="true">
        +{people.length - most}
      </span>
    ) : null}
  </span>
)
