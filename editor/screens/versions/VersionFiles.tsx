import type { MaterialView } from '@glosa/domain/contract'
import Download from 'lucide-react/icons/download'
import { useTranslation } from 'react-i18next'
import { isFailure, saveFile, useAct } from '../../api/index.ts'
import { Button } from '../../ui/Button.tsx'

type Delivery = MaterialView['deliveries'][number]

const files = {
  pdf: { ending: '.pdf', mediaType: 'application/pdf' },
  json: { ending: '.json', mediaType: 'application/json' },
  comments: { ending: '-comments.jsonld', mediaType: 'application/ld+json' },
  manifest: { ending: '-manifest.json', mediaType: 'application/json' },
  receipt: { ending: '-receipt.json', mediaType: 'application/json' },
} as const
type VersionFile = keyof typeof files

interface VersionFilesProps {
  readonly material: Pick<MaterialView, 'id' | 'number'>
  readonly number: number
  readonly delivery: Delivery | undefined
  /** Whether a sealed PDF is kept, whatever became of the delivery. */
  readonly isSealed: boolean
}

/** The files of a version that exist by now, as buttons that save them. */
export function VersionFiles({ material, number, delivery, isSealed }: VersionFilesProps) {
  const { t } = useTranslation()
  const isSent = delivery !== undefined && 'sent' in delivery && delivery.sent !== null
  const ready: readonly VersionFile[] = [
    ...(isSent || isSealed ? (['pdf'] as const) : []),
    ...(isSent ? (['comments'] as const) : []),
    'json',
    ...(isSent ? (['manifest'] as const) : []),
    ...(delivery?.state === 'registered' ? (['receipt'] as const) : []),
  ]
  return (
    <>
      <div className="row">
        {ready.map((file) => (
          <FileButton key={file} material={material} number={number} file={file} />
        ))}
      </div>
      {isSent || !delivery ? null : <p className="quiet">{t('versions.fileNotReady')}</p>}
    </>
  )
}

function FileButton({
  material,
  number,
  file,
}: Omit<VersionFilesProps, 'delivery' | 'isSealed'> & { readonly file: VersionFile }) {
  const { t } = useTranslation()
  const download = useAct('downloadVersionFile')
  const save = async () => {
    const bytes = await download.run({ params: { materialId: material.id, version: number, file } })
    if (bytes === null || isFailure(bytes)) return
    saveFile(bytes, `${material.number}-v${number}${files[file].ending}`, files[file].mediaType)
  }
  const label = t(`versions.file.${file}`)
  return (
    <Button
      size="small"
      icon={<Download size={16} aria-hidden="true" />}
      aria-label={t('versions.fileOf', { file: label, number })}
      onPress={() => void save()}
      isPending={download.isPending}
    >
      {label}
    </Button>
  )
}
