import FileText from 'lucide-react/icons/file-text'
import MessageSquarePlus from 'lucide-react/icons/message-square-plus'
import Plus from 'lucide-react/icons/plus'
import { mayAct, type Actor, type Material, type Part } from '@glosa/domain/model'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, isFailure, problemKey, saveFile } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { notify } from '../../ui/notify.ts'
import { command } from './command.ts'
import type { MaterialStore } from './materialStore.ts'

interface AnnexesProps {
  readonly store: MaterialStore
  readonly material: Material
  readonly actor: Actor
  /** Opens the form of a comment about a file; absent for those who may not comment. */
  readonly onComment?: (annexId: Part['id']) => void
}

type FilePart = Extract<Part, { form: 'file' }>

/** The server takes no larger file, bytes. */
const largest = 25 * 1024 * 1024

/** Attached files: download, and adding for those who may. */
export function Annexes({ store, material, actor, onComment }: AnnexesProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const input = useRef<HTMLInputElement>(null)
  const [isPending, setPending] = useState(false)
  const annexes = material.parts.filter((part): part is FilePart => part.form === 'file')
  const mayAdd = mayAct(actor, 'edit-details', material) === true

  const download = async (annex: FilePart) => {
    const bytes = await call('downloadAnnex', { params: { materialId: material.id, partId: annex.id } })
    if (isFailure(bytes)) return notify({ tone: 'error', text: t(problemKey(bytes)) })
    saveFile(bytes, annex.fileName, annex.mediaType)
  }
  const add = async (file: File) => {
    if (file.size > largest) {
      return notify({ tone: 'error', text: t('material.annexTooLarge', { limit: format.bytes(largest) }) })
    }
    setPending(true)
    const query = { title: file.name, fileName: file.name }
    const asked = call('addAnnex', { params: { materialId: material.id }, query, body: file })
    const done = await command(store, t, asked)
    setPending(false)
    if (done) notify({ tone: 'success', text: t('material.annexAdded', { name: file.name }) })
  }
  return (
    <section aria-label={t('material.annexes')}>
      <h2>{t('material.annexes')}</h2>
      {annexes.length === 0 ? <p className="quiet">{t('material.annexesNone')}</p> : null}
      <ul className="annexes">
        {annexes.map((annex) => (
          <li key={annex.id} className="annex">
            <button type="button" className="outline-link" onClick={() => void download(annex)}>
              <FileText size={14} aria-hidden="true" />
              <span>{annex.title}</span>
              <span className="quiet">{format.bytes(annex.bytes)}</span>
            </button>
            {onComment ? (
              <IconButton
                label={t('review.place.commentAnnex', { title: annex.title })}
                size="small"
                icon={<MessageSquarePlus size={14} aria-hidden="true" />}
                onPress={() => onComment(annex.id)}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {mayAdd ? (
        <>
          <input
            ref={input}
            type="file"
            hidden
            onChange={(event) => {
              const file = event.target.files?.[0]
              event.target.value = ''
              if (file) void add(file)
            }}
          />
          <Button
            size="small"
            variant="quiet"
            isPending={isPending}
            icon={<Plus size={16} aria-hidden="true" />}
            onPress={() => input.current?.click()}
          >
            {t('material.annexAdd')}
          </Button>
        </>
      ) : null}
    </section>
  )
}
