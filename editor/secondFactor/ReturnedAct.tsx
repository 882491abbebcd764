import { routes } from '@glosa/domain/contract'
import { refusalCodes } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  answers,
  call,
  isFailure,
  problemKey,
  saveFile,
  useSession,
  type AskedAct,
  type Outcome,
} from '../api/index.ts'
import { CodeForPerson, type IssuedCode } from '../screens/administration/CodeForPerson.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { notify } from '../ui/notify.ts'
import { Notice } from '../ui/Notice.tsx'
import { ActDetails, useActName } from './ActDetails.tsx'
import { isSelection } from './enteredIn.ts'
import { dropKeptAct, keptAct, tabStore } from './keptAct.ts'
import { problemOnReturn } from './wayBack.ts'

// The request was read by the shapes of its own route.
const askAgain = call as (name: AskedAct['name'], request: Omit<AskedAct, 'name'>) => Promise<Outcome<unknown>>

/**
 * Offers the act for which the page went to an identity provider, with what was entered for it. Nothing is done
 * before the person has read what it is and says so.
 * @param onDone hears when it was done: the screen below shows what was before
 */
export function ReturnedAct({ onDone }: { readonly onDone: () => void }) {
  const { person } = useSession()
  const [act, setAct] = useState(() => keptAct(tabStore(), person.id, Date.now()))
  const [issued, setIssued] = useState<IssuedCode | null>(null)
  const close = () => {
    dropKeptAct(tabStore())
    setAct(null)
  }
  if (issued) return <CodeForPerson issued={issued} onClose={() => setIssued(null)} />
  return act ? <Offer act={act} onClose={close} onDone={onDone} onCode={setIssued} /> : null
}

interface OfferProps {
  readonly act: AskedAct
  readonly onClose: () => void
  readonly onDone: () => void
  readonly onCode: (issued: IssuedCode) => void
}

function Offer({ act, onClose, onDone, onCode }: OfferProps) {
  const { t } = useTranslation()
  const name = useActName(act)
  const [isPending, setPending] = useState(false)
  const [problem, setProblem] = useState<ReturnType<typeof problemKey> | null>(() => {
    const code = refusalCodes.find((known) => known === problemOnReturn())
    return code ? `refusal.${code}` : null
  })
  const doIt = async () => {
    setPending(true)
    setProblem(null)
    try {
      const outcome = await askAgain(act.name, { params: act.params, query: act.query, body: act.body })
      if (isFailure(outcome)) return setProblem(problemKey(outcome))
      await answers.invalidateQueries()
      onClose()
      onDone()
      tell(outcome)
    } finally {
      setPending(false)
    }
  }
  const tell = (outcome: unknown) => {
    const code = routes.issueEnrolmentCode.answer.safeParse(outcome)
    if (code.success) {
      return onCode({ displayName: name.person ?? '', code: code.data.enrolmentCode, expiresAt: code.data.expiresAt })
    }
    if (outcome instanceof Uint8Array) {
      const file = isSelection(act.query) ? 'audit.selection.file' : 'audit.file'
      saveFile(outcome, t(file), 'application/x-ndjson')
    }
    const many = routes.approveMany.answer.safeParse(outcome)
    const undone = many.success ? many.data.outcomes.filter((one) => one.outcome === 'refused').length : 0
    if (many.success && undone > 0) {
      const total = many.data.outcomes.length
      return notify({ tone: 'error', text: t('secondFactor.returnedAct.partly', { done: total - undone, total }) })
    }
    notify({ tone: 'success', text: t('secondFactor.returnedAct.done', { act: name.act }) })
  }
  return (
    <Dialog
      isOpen
      isPinned
      onClose={onClose}
      title={t('secondFactor.returnedAct.title')}
      footer={
        <>
          <Button onPress={onClose} isDisabled={isPending}>
            {t('secondFactor.returnedAct.drop')}
          </Button>
          <Button variant="primary" onPress={() => void doIt()} isPending={isPending}>
            {t('secondFactor.returnedAct.do')}
          </Button>
        </>
      }
    >
      {problem ? (
        <Notice tone="danger" role="alert">
          {t(problem)}
        </Notice>
      ) : null}
      <p>{t('secondFactor.returnedAct.text')}</p>
      <ActDetails act={act} />
    </Dialog>
  )
}
