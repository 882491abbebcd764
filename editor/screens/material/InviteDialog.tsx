import X from 'lucide-react/icons/x'
import { participantIdOf, type Invitation, type Material, type ParticipantRight } from '@glosa/domain/model'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, reading } from '../../api/index.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { ComboBox } from '../../ui/ComboBox.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Select } from '../../ui/Select.tsx'
import { command } from './command.ts'
import type { DialogOf } from './DialogOf.ts'
import type { MaterialStore } from './materialStore.ts'

const rights: readonly ParticipantRight[] = ['comment', 'edit', 'read']

/** Who is invited, with what right; adds and removes. */
export function InviteDialog({ store, material, onClose }: DialogOf) {
  const { t } = useTranslation()
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('material.inviteTitle')}
      footer={
        <Button variant="primary" onPress={onClose}>
          {t('material.close')}
        </Button>
      }
    >
      <Invitations store={store} material={material} />
    </Dialog>
  )
}

/** The list of the invited with a line to add another. */
function Invitations({ store, material }: { readonly store: MaterialStore; readonly material: Material }) {
  const { t } = useTranslation()
  const { data } = useQuery(reading('readDirectory'))
  const [whom, setWhom] = useState<string | null>(null)
  const [right, setRight] = useState<ParticipantRight>('comment')
  const [added, setAdded] = useState(0)
  const params = { materialId: material.id }
  const unit = data?.units.find(({ id }) => id === whom)
  const person = data?.people.find(({ id }) => id === whom)
  const units = (data?.units ?? []).map(({ id, name, mark }) => ({ id, label: name, detail: mark }))
  const people = (data?.people ?? []).map(({ id, displayName, unitId }) => ({
    id,
    label: displayName,
    detail: data?.units.find((candidate) => candidate.id === unitId)?.name,
  }))
  const invite = async () => {
    const body = unit ? { right, unitId: unit.id } : person ? { right, personId: person.id } : null
    if (!body) return
    if (await command(store, t, call('inviteParticipant', { params, body }))) {
      setWhom(null)
      setAdded(added + 1)
    }
  }
  const remove = (invitation: Invitation) =>
    command(store, t, call('removeParticipant', { params: { ...params, participantId: participantIdOf(invitation) } }))
  return (
    <section className="stack" aria-label={t('material.inviteTitle')}>
      <div className="invite-line">
        <ComboBox
          key={added}
          label={t('material.inviteWhom')}
          choices={[...units, ...people]}
          selected={whom}
          onSelect={setWhom}
        />
        <Select
          label={t('material.inviteRight')}
          choices={rights.map((id) => ({ id, label: t(`material.right.${id}`) }))}
          selected={right}
          onSelect={setRight}
        />
        <Button onPress={() => void invite()} isDisabled={whom === null}>
          {t('material.inviteAdd')}
        </Button>
      </div>
      {material.invitations.length === 0 ? (
        <p className="quiet">{t('material.invitedNobody')}</p>
      ) : (
        <ul className="participants" aria-label={t('material.invited')}>
          {material.invitations.map((invitation) => {
            const name = nameOf(invitation)
            return (
              <li key={participantIdOf(invitation)}>
                <span>{name}</span>
                <span className="quiet">{t(`material.right.${invitation.right}`)}</span>
                <IconButton
                  label={t('material.inviteRemove', { name })}
                  icon={<X size={16} aria-hidden="true" />}
                  onPress={() => void remove(invitation)}
                />
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}

const nameOf = (invitation: Invitation) => ('unitId' in invitation ? invitation.unitName : invitation.displayName)
