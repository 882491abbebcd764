import { partKinds, type Part, type PartKind } from '@glosa/domain/model'
import Check from 'lucide-react/icons/check'
import X from 'lucide-react/icons/x'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/index.ts'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { notify } from '../../ui/notify.ts'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { command } from './command.ts'
import type { DialogOf } from './DialogOf.ts'

/** The parts of a material: renamed, taken out while nobody commented on them, and added. */
export function PartsDialog({ store, material, onClose }: DialogOf) {
  const { t } = useTranslation()
  const [removing, setRemoving] = useState<Part | null>(null)
  const params = { materialId: material.id }
  const run = async (asked: Parameters<typeof command>[2], said: string) => {
    const done = await command(store, t, asked)
    if (done) notify({ tone: 'success', text: said })
    return done !== null
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('round.parts.title')}
      footer={
        <Button variant="primary" onPress={onClose}>
          {t('material.close')}
        </Button>
      }
    >
      <ul className="parts-list" aria-label={t('round.parts.list')}>
        {material.parts.map((part, index) => (
          <PartLine
            key={`${part.id} ${part.title}`}
            part={part}
            position={index + 1}
            onRename={(title) =>
              run(
                call('renamePart', { params: { ...params, partId: part.id }, body: { title } }),
                t('round.details.saved'),
              )
            }
            onRemove={() => setRemoving(part)}
          />
        ))}
      </ul>
      <NewPart
        onAdd={(kind, title) => run(call('addTextPart', { params, body: { kind, title } }), t('round.parts.added'))}
      />
      <AlertDialog
        isOpen={removing !== null}
        title={t('round.parts.remove', { title: removing?.title ?? '' })}
        verb={t('round.parts.removeVerb')}
        isDanger
        onCancel={() => setRemoving(null)}
        onConfirm={() => {
          if (!removing) return
          setRemoving(null)
          void run(call('removePart', { params: { ...params, partId: removing.id } }), t('round.parts.removed'))
        }}
      >
        <p>{t('round.parts.removeHint')}</p>
      </AlertDialog>
    </Dialog>
  )
}

interface PartLineProps {
  readonly part: Part
  readonly position: number
  readonly onRename: (title: string) => Promise<boolean>
  readonly onRemove: () => void
}

function PartLine({ part, position, onRename, onRemove }: PartLineProps) {
  const { t } = useTranslation()
  const [title, setTitle] = useState(part.title)
  const isChanged = title.trim() !== '' && title.trim() !== part.title
  return (
    <li className="parts-line">
      <TextField label={t('round.parts.nameOf', { position })} value={title} onChange={setTitle} maxLength={300} />
      <IconButton
        label={t('round.parts.rename', { title: part.title })}
        icon={<Check size={16} aria-hidden="true" />}
        isDisabled={!isChanged}
        onPress={() => void onRename(title.trim())}
      />
      <IconButton
        label={t('round.parts.remove', { title: part.title })}
        icon={<X size={16} aria-hidden="true" />}
        onPress={onRemove}
      />
    </li>
  )
}

function NewPart({ onAdd }: { readonly onAdd: (kind: PartKind, title: string) => Promise<boolean> }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<PartKind>('annex')
  const [title, setTitle] = useState('')
  const [isPending, setPending] = useState(false)
  const add = async () => {
    setPending(true)
    if (await onAdd(kind, title.trim())) setTitle('')
    setPending(false)
  }
  return (
    <fieldset className="fieldset stack">
      <legend>{t('round.parts.add')}</legend>
      <Select
        label={t('round.parts.kind')}
        choices={partKinds.map((id) => ({ id, label: t(`part.${id}`) }))}
        selected={kind}
        onSelect={setKind}
      />
      <TextField label={t('round.parts.name')} value={title} onChange={setTitle} maxLength={300} />
      <div>
        <Button isPending={isPending} isDisabled={!title.trim()} onPress={() => void add()}>
          {t('round.parts.add')}
        </Button>
      </div>
    </fieldset>
  )
}
