/** Something is on its way. With `label` it is announced, without it is decoration. */
export function Spinner({ label, size = 20 }: { readonly label?: string; readonly size?: number }) {
  return (
    <span className="spinner-line" role={label ? 'status' : undefined}>
      <svg className="spinner" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
        <circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" strokeWidth="3" opacity="0.25" />
        <path d="M12 3a9 9 0 0 1 9 9" fill="none" stroke="currentColor" strokeWidth="3" strokeLinecap="round" />
      </svg>
      {label}
    </span>
  )
}
