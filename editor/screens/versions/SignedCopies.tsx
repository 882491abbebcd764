import type { MaterialView } from '@glosa/domain/contract'
import { mayAct } from '@glosa/domain/model'
import Download from 'lucide-react/icons/download'
import Upload from 'lucide-react/icons/upload'
import { useTranslation } from 'react-i18next'
import { actorOf, isFailure, problemKey, saveFile, useAct, useSession } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { notify } from '../../ui/notify.ts'
import { materialOf } from '../material/materialStore.ts'
import { FilePick, largestFile } from '../records/FilePick.tsx'
import { useState } from 'react'
import { SignatureLine } from './SignatureLine.tsx'

type Version = MaterialView['versions'][number]
type SignedCopy = NonNullable<Version['signedCopies']>[number]

interface SignedCopiesProps {
  readonly material: MaterialView
  readonly version: Version
}

/** Copies of a version that were signed outside, with what their signatures say; adding one for those who may. */
export function SignedCopies({ material, version }: SignedCopiesProps) {
  const { t } = useTranslation()
  const copies = version.signedCopies ?? []
  const mayAdd = mayAct(actorOf(useSession()), 'add-signed-copy', materialOf(material)) === true
  return (
    <>
      {copies.length === 0 ? <p className="quiet">{t('seal.noCopies')}</p> : null}
      {copies.length > 0 ? (
        <ul className="plain-list stack">
          {copies.map((copy) => (
            <li key={copy.blob} className="stack signed-copy">
              <CopyLine material={material} version={version.number} copy={copy} />
              <ul className="plain-list stack">
                {copy.signatures.map((signature, index) => (
                  <li key={`${signature.signer.fingerprint} ${index}`}>
                    <SignatureLine signature={signature} />
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      ) : null}
      {mayAdd ? <AddCopy material={material} version={version} /> : null}
    </>
  )
}

function CopyLine({
  material,
  version,
  copy,
}: {
  readonly material: MaterialView
  readonly version: number
  readonly copy: SignedCopy
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const download = useAct('downloadSignedCopy')
  const save = async () => {
    const bytes = await download.run({ params: { materialId: material.id, version, blob: copy.blob } })
    if (bytes !== null && !isFailure(bytes)) saveFile(bytes, copy.fileName, 'application/pdf')
  }
  return (
    <div className="row">
      <Button
        size="small"
        icon={<Download size={16} aria-hidden="true" />}
        aria-label={t('seal.download', { name: copy.fileName })}
        isPending={download.isPending}
        onPress={() => void save()}
      >
        {copy.fileName}
      </Button>
      <span className="quiet">
        {format.bytes(copy.bytes)} · {t('seal.addedBy', { who: copy.by.displayName, when: format.dayAndTime(copy.at) })}
      </span>
    </div>
  )
}

function AddCopy({ material, version }: SignedCopiesProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [problem, setProblem] = useState<string | null>(null)
  const add = useAct('addSignedCopy', { changes: ['readMaterial', 'readEvents'], isQuiet: true })
  const upload = async (file: File) => {
    setProblem(null)
    if (file.size > largestFile) return setProblem(t('records.tooLarge', { limit: format.bytes(largestFile) }))
    const params = { materialId: material.id, version: version.number }
    const outcome = await add.run({ params, query: { fileName: file.name }, body: file })
    if (outcome === null) return
    if (isFailure(outcome)) return setProblem(t(problemKey(outcome)))
    notify({ tone: 'success', text: t('seal.added', { count: outcome.signatures.length }) })
  }
  return (
    <>
      <div className="row">
        <FilePick
          verb={t('seal.add')}
          accept="application/pdf,.pdf"
          icon={<Upload size={16} aria-hidden="true" />}
          isPending={add.isPending}
          onPick={(file) => void upload(file)}
        />
        <span className="quiet">{t('seal.addHint')}</span>
      </div>
      {problem === null ? null : (
        <Notice tone="danger" role="alert" title={t('seal.notAdded')}>
          {problem}
        </Notice>
      )}
    </>
  )
}
