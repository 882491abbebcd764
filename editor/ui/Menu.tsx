import Check from 'lucide-react/icons/check'
import type { ReactElement, ReactNode } from 'react'
import { Header } from 'react-aria-components/Header'
import { Menu as AriaMenu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Separator } from 'react-aria-components/Separator'

/** One line of a menu: an act. */
export interface MenuAct {
  readonly id: string
  readonly label: string
  readonly icon?: ReactNode
  readonly onAction: () => void
  readonly isDisabled?: boolean
}
/** A group of lines of which one is on. */
export interface MenuChoice {
  readonly title: string
  readonly choices: readonly { readonly id: string; readonly label: string }[]
  readonly selected: string
  readonly onSelect: (id: string) => void
}

interface MenuProps {
  /** The button that opens the menu. */
  readonly trigger: ReactElement
  /** Name of the menu for screen readers. */
  readonly label: string
  readonly groups: readonly (MenuChoice | readonly MenuAct[])[]
}

/** A menu under a button; arrows, first letters, Escape. */
export const Menu = ({ trigger, label, groups }: MenuProps) => (
  <MenuTrigger>
    {trigger}
    <Popover className="popover" placement="bottom end">
      <AriaMenu className="list" aria-label={label}>
        {groups.flatMap((group, index) => [
          ...(index > 0 ? [<Separator key={`line-${index}`} className="menu-line" />] : []),
          'choices' in group ? <Choices key={group.title} group={group} /> : group.map(line),
        ])}
      </AriaMenu>
    </Popover>
  </MenuTrigger>
)

const line = (act: MenuAct) => (
  <MenuItem
    key={act.id}
    id={act.id}
    className="option"
    textValue={act.label}
    onAction={act.onAction}
    isDisabled={act.isDisabled ?? false}
  >
    {act.icon}
    <span className="option-words">{act.label}</span>
  </MenuItem>
)

const Choices = ({ group }: { readonly group: MenuChoice }) => (
  <MenuSection
    selectionMode="single"
    disallowEmptySelection
    selectedKeys={[group.selected]}
    onSelectionChange={(keys) => {
      const chosen = group.choices.find((choice) => keys !== 'all' && keys.has(choice.id))
      if (chosen) group.onSelect(chosen.id)
    }}
  >
    <Header className="menu-title">{group.title}</Header>
    {group.choices.map((choice) => (
      <MenuItem key={choice.id} id={choice.id} className="option" textValue={choice.label}>
        {({ isSelected }) => (
          <>
            <span className="option-words">{choice.label}</span>
            {isSelected ? <Check size={16} aria-hidden="true" /> : null}
          </>
        )}
      </MenuItem>
    ))}
  </MenuSection>
)
