import type { MeetingView } from '@glosa/domain/contract'
import type { AgendaItemId, MaterialId } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFailure, reading, useAct } from '../../api/index.ts'
import { Answer } from '../../shell/Answer.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Chips } from '../../ui/Chips.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { notify } from '../../ui/notify.ts'
import { newId } from './newId.ts'

type Kind = 'material' | 'point' | 'break'

/** Puts locked materials, points and breaks on the agenda. */
export function AddItemsDialog({ meeting, onClose }: { readonly meeting: MeetingView; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<Kind>('material')
  const [chosen, setChosen] = useState<readonly MaterialId[]>([])
  const [title, setTitle] = useState('')
  const [minutes, setMinutes] = useState('15')
  const [isMissing, setMissing] = useState(false)
  const [isPending, setPending] = useState(false)
  const add = useAct('addAgendaItem', { changes: ['readMeeting', 'listCandidates', 'listMeetings'] })
  const length = Number(minutes)
  const isLength = Number.isInteger(length) && length >= 1 && length <= 600

  const subjects = () => {
    if (kind === 'material') return chosen.map((materialId) => ({ kind, materialId, version: null }))
    if (title.trim() === '') return []
    if (kind === 'point') return [{ kind, title: title.trim() }]
    return isLength ? [{ kind, title: title.trim(), minutes: length }] : []
  }
  const run = async () => {
    const wanted = subjects()
    if (wanted.length === 0) return setMissing(true)
    setPending(true)
    let added = 0
    for (const subject of wanted) {
      const outcome = await add.run({
        params: { meetingId: meeting.id },
        body: { itemId: newId<AgendaItemId>(), subject },
      })
      if (outcome === null || isFailure(outcome)) break
      added++
    }
    setPending(false)
    if (added < wanted.length) return
    notify({ tone: 'success', text: t('meeting.added', { count: added }) })
    onClose()
  }
  const toggle = (id: MaterialId, isChosen: boolean) =>
    setChosen(isChosen ? [...chosen, id] : chosen.filter((other) => other !== id))
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('meeting.add')}
      width="wide"
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" isPending={isPending} onPress={() => void run()}>
            {kind === 'material' && chosen.length > 0
              ? t('meeting.addChosen', { count: chosen.length })
              : t('meeting.addOne')}
          </Button>
        </>
      }
    >
      {meeting.convened ? <p className="quiet">{t('meeting.tabledHint')}</p> : null}
      <Chips
        label={t('meeting.itemKind')}
        selected={kind}
        onSelect={(next) => {
          setKind(next)
          setMissing(false)
        }}
        chips={(['material', 'point', 'break'] as const).map((id) => ({ id, label: t(`meeting.kind.${id}`) }))}
      />
      {kind === 'material' ? (
        <Candidates meeting={meeting} chosen={chosen} onToggle={toggle} />
      ) : (
        <>
          <TextField
            label={t('meeting.itemTitle')}
            value={title}
            onChange={setTitle}
            maxLength={300}
            isRequired
            {...(isMissing && title.trim() === '' ? { error: t('meeting.missing') } : {})}
          />
          {kind === 'break' ? (
            <TextField
              label={t('meeting.minutesLong')}
              value={minutes}
              onChange={setMinutes}
              maxLength={3}
              isRequired
              {...(isLength ? {} : { error: t('meeting.minutesWrong') })}
            />
          ) : null}
        </>
      )}
      {isMissing && kind === 'material' ? (
        <p className="field-error" role="alert">
          {t('meeting.chooseMaterial')}
        </p>
      ) : null}
    </Dialog>
  )
}

function Candidates({
  meeting,
  chosen,
  onToggle,
}: {
  readonly meeting: MeetingView
  readonly chosen: readonly MaterialId[]
  readonly onToggle: (id: MaterialId, isChosen: boolean) => void
}) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const query = useDeferredValue(words.trim())
  const candidates = useQuery({
    ...reading('listCandidates', { params: { meetingId: meeting.id }, query: query === '' ? {} : { query } }),
    placeholderData: (before) => before,
  })
  return (
    <>
      <SearchField
        label={t('meeting.searchCandidates')}
        placeholder={t('shell.searchPlaceholder')}
        value={words}
        onChange={setWords}
      />
      <Answer of={candidates}>
        {({ materials }) =>
          materials.length === 0 ? (
            <p className="quiet">{t(query === '' ? 'meeting.noCandidates' : 'ui.nothingFits')}</p>
          ) : (
            <ul className="plain-list candidates">
              {materials.map(({ materialId, number, title, version, leadUnitName, drafterName }) => (
                <li key={materialId}>
                  <Checkbox isSelected={chosen.includes(materialId)} onChange={(isOn) => onToggle(materialId, isOn)}>
                    <span>
                      {title}
                      <span className="quiet candidate-facts">
                        {[number, t('materials.version', { number: version }), leadUnitName ?? drafterName].join(' · ')}
                      </span>
                    </span>
                  </Checkbox>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </>
  )
}
