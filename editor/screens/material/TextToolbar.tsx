import Bold from 'lucide-react/icons/bold'
import ImagePlus from 'lucide-react/icons/image-plus'
import Italic from 'lucide-react/icons/italic'
import List from 'lucide-react/icons/list'
import ListOrdered from 'lucide-react/icons/list-ordered'
import LinkIcon from 'lucide-react/icons/link'
import Redo from 'lucide-react/icons/redo-2'
import Footnote from 'lucide-react/icons/asterisk'
import Subscript from 'lucide-react/icons/subscript'
import Superscript from 'lucide-react/icons/superscript'
import Strikethrough from 'lucide-react/icons/strikethrough'
import TableIcon from 'lucide-react/icons/table'
import Underline from 'lucide-react/icons/underline'
import Undo from 'lucide-react/icons/undo-2'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaretFacts, LineKind } from '../../text/bodyCommands.ts'
import type { BodyEditor } from '../../text/bodyEditor.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextArea, TextField } from '../../ui/TextField.tsx'
import { Toolbar, ToolToggle } from '../../ui/Toolbar.tsx'

interface TextToolbarProps {
  readonly editor: BodyEditor
  readonly facts: CaretFacts
  readonly onPictures: (files: readonly File[]) => void
}

const marks = [
  ['bold', Bold],
  ['italic', Italic],
  ['underline', Underline],
  ['strike', Strikethrough],
  ['superscript', Superscript],
  ['subscript', Subscript],
] as const
const lines: readonly LineKind[] = ['paragraph', 'article', 'clause', 'heading1', 'heading2', 'heading3', 'heading4']
const icon = { size: 18, 'aria-hidden': true } as const

/** The tools of the editor; everything here has a key as well. */
export function TextToolbar({ editor, facts, onPictures }: TextToolbarProps) {
  const { t } = useTranslation()
  const { commands } = editor
  const [asking, setAsking] = useState<'link' | 'footnote' | null>(null)
  const file = useRef<HTMLInputElement>(null)
  const tableActs = (
    [
      'addRowBefore',
      'addRowAfter',
      'addColumnBefore',
      'addColumnAfter',
      'moveRowUp',
      'moveRowDown',
      'deleteRow',
      'deleteColumn',
      'mergeCells',
      'splitCell',
      'toggleHeaderRow',
      'deleteTable',
    ] as const
  ).map((id) => ({ id, label: t(`material.tool.${id}`), onAction: () => void editor.run(commands[id]) }))
  return (
    <Toolbar label={t('material.tools')}>
      <IconButton label={t('material.tool.undo')} icon={<Undo {...icon} />} onPress={() => editor.run(commands.undo)} />
      <IconButton label={t('material.tool.redo')} icon={<Redo {...icon} />} onPress={() => editor.run(commands.redo)} />
      <Select
        label={t('material.tool.line')}
        labelHidden
        choices={lines.map((id) => ({ id, label: t(`material.line.${id}`) }))}
        selected={facts.line}
        placeholder={t('material.tool.line')}
        onSelect={(kind) => editor.run(commands.setLine(kind))}
      />
      {marks.map(([name, Icon]) => (
        <ToolToggle
          key={name}
          label={t(`material.tool.${name}`)}
          isOn={facts.marks.has(name)}
          onPress={() => editor.run(commands[name])}
          icon={<Icon {...icon} />}
        />
      ))}
      <ToolToggle
        label={t('material.tool.bulletList')}
        isOn={facts.list === 'bulletList'}
        onPress={() => editor.run(commands.bulletList)}
        icon={<List {...icon} />}
      />
      <ToolToggle
        label={t('material.tool.orderedList')}
        isOn={facts.list !== null && facts.list !== 'bulletList'}
        onPress={() => editor.run(commands.orderedList())}
        icon={<ListOrdered {...icon} />}
      />
      <IconButton label={t('material.tool.link')} icon={<LinkIcon {...icon} />} onPress={() => setAsking('link')} />
      <IconButton
        label={t('material.tool.footnote')}
        icon={<Footnote {...icon} />}
        onPress={() => setAsking('footnote')}
      />
      {facts.inTable ? (
        <Menu
          label={t('material.tool.table')}
          trigger={<IconButton label={t('material.tool.table')} icon={<TableIcon {...icon} />} />}
          groups={[tableActs]}
        />
      ) : (
        <IconButton
          label={t('material.tool.insertTable')}
          icon={<TableIcon {...icon} />}
          onPress={() => editor.run(commands.insertTable(3, 3))}
        />
      )}
      <IconButton
        label={t('material.tool.image')}
        icon={<ImagePlus {...icon} />}
        onPress={() => file.current?.click()}
      />
      <input
        ref={file}
        type="file"
        accept="image/png,image/jpeg,image/gif,image/webp"
        hidden
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          event.target.value = ''
          if (files.length > 0) onPictures(files)
        }}
      />
      {asking === 'link' ? (
        <AskDialog
          title={t('material.tool.link')}
          label={t('material.linkAddress')}
          first={facts.href ?? 'https://'}
          error={t('material.linkWrong')}
          onDone={(href) => editor.run(commands.setLink(href.trim() === '' ? null : href.trim()))}
          onClose={() => setAsking(null)}
        />
      ) : null}
      {asking === 'footnote' ? (
        <AskDialog
          title={t('material.tool.footnote')}
          label={t('material.footnoteText')}
          first=""
          isLong
          onDone={(text) => editor.run(commands.setFootnote(text.trim()))}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </Toolbar>
  )
}

interface AskDialogProps {
  readonly title: string
  readonly label: string
  readonly first: string
  readonly error?: string
  readonly isLong?: boolean
  /** Whether what was typed could be used. */
  readonly onDone: (text: string) => boolean
  readonly onClose: () => void
}

function AskDialog({ title, label, first, error, isLong = false, onDone, onClose }: AskDialogProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(first)
  const [isWrong, setWrong] = useState(false)
  const Field = isLong ? TextArea : TextField
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button
            variant="primary"
            onPress={() => {
              if (onDone(text)) onClose()
              else setWrong(true)
            }}
          >
            {t('material.insert')}
          </Button>
        </>
      }
    >
      <Field label={label} value={text} onChange={setText} autoFocus error={isWrong ? error : undefined} />
    </Dialog>
  )
}
