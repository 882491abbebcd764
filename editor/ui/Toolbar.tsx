import type { ReactNode } from 'react'
import { ToggleButton } from 'react-aria-components/ToggleButton'
import { Toolbar as AriaToolbar } from 'react-aria-components/Toolbar'
import { Tooltip } from './Tooltip.tsx'

/** A row of tools: one stop of the Tab key, arrows move inside. */
export const Toolbar = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <AriaToolbar aria-label={label} className="toolbar">
    {children}
  </AriaToolbar>
)

/** A tool that is on or off where the caret is. */
export const ToolToggle = ({
  label,
  isOn,
  onPress,
  icon,
}: {
  readonly label: string
  readonly isOn: boolean
  readonly onPress: () => void
  readonly icon: ReactNode
}) => (
  <Tooltip text={label}>
    <ToggleButton
      className="button button-quiet button-icon tool"
      aria-label={label}
      isSelected={isOn}
      onChange={onPress}
    >
      {icon}
    </ToggleButton>
  </Tooltip>
)
