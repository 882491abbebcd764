import type { ReactElement, ReactNode } from 'react'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Popover as AriaPopover } from 'react-aria-components/Popover'

/** A small window beside the button that opens it. */
export const Popover = ({
  trigger,
  label,
  children,
}: {
  readonly trigger: ReactElement
  readonly label: string
  readonly children: ReactNode
}) => (
  <DialogTrigger>
    {trigger}
    <AriaPopover className="popover popover-padded">
      <Dialog aria-label={label} className="dialog">
        {children}
      </Dialog>
    </AriaPopover>
  </DialogTrigger>
)
