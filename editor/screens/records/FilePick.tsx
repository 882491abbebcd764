import { useRef } from 'react'
import { Button } from '../../ui/Button.tsx'

interface FilePickProps {
  readonly verb: string
  /** As in `accept` of a file input. */
  readonly accept?: string
  readonly icon?: React.ReactNode
  readonly isPending?: boolean
  readonly onPick: (file: File) => void
}

/** A button that lets a file be picked. */
export function FilePick({ verb, accept, icon, isPending = false, onPick }: FilePickProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) onPick(file)
        }}
      />
      <Button size="small" icon={icon} isPending={isPending} onPress={() => input.current?.click()}>
        {verb}
      </Button>
    </>
  )
}

/** The server takes no larger file, bytes. */
export const largestFile = 25 * 1024 * 1024
