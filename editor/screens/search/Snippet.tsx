import type { SearchHit } from '@glosa/domain/contract'

/** Words around a finding, with those that were searched for marked. */
export const Snippet = ({ pieces }: { readonly pieces: SearchHit['snippet'] }) => (
  <span className="snippet">
    {pieces.map(({ text, isHit }, index) => (isHit ? <mark key={index}>{text}</mark> : text))}
  </span>
)
