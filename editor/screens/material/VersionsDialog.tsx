import type { MaterialId } from '@glosa/domain/model'
import { useTranslation } from 'react-i18next'
import { call, isFailure, problemKey, saveFile } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { notify } from '../../ui/notify.ts'
import type { DialogOf } from './DialogOf.ts'

const files = [
  { file: 'pdf', ending: 'pdf', mediaType: 'application/pdf' },
  { file: 'comments', ending: 'csv', mediaType: 'application/octet-stream' },
  { file: 'json', ending: 'json', mediaType: 'application/json' },
] as const

/** Fetches a file of a locked version and hands it to the browser. A refusal is shown. */
export async function saveVersionFile(
  material: { readonly id: MaterialId; readonly number: string },
  version: number,
  { file, ending, mediaType }: (typeof files)[number],
  say: (key: ReturnType<typeof problemKey>) => string,
): Promise<void> {
  const bytes = await call('downloadVersionFile', { params: { materialId: material.id, version, file } })
  if (isFailure(bytes)) return notify({ tone: 'error', text: say(problemKey(bytes)) })
  const isPdf = bytes[0] === 0x25 && bytes[1] === 0x50
  const name = `${material.number}-v${version}${file === 'comments' ? '-pripominky' : ''}.${isPdf ? 'pdf' : ending}`
  saveFile(bytes, name, isPdf ? 'application/pdf' : mediaType)
}

/** The locked versions with their hashes and files. */
export function VersionsDialog({ material, onClose }: Omit<DialogOf, 'store'>) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Dialog isOpen onClose={onClose} title={t('material.versionsTitle')}>
      {material.versions.length === 0 ? <p>{t('material.noVersions')}</p> : null}
      <ol className="versions" reversed>
        {[...material.versions].reverse().map((version) => (
          <li key={version.number}>
            <h3>{t('material.versionNumber', { number: version.number })}</h3>
            <p className="quiet">
              {t('material.lockedBy', {
                name: version.lockedBy.displayName,
                time: format.dayAndTime(version.lockedAt),
              })}
            </p>
            <p className="mono">
              {t('material.hash')}: {version.hash}
            </p>
            <div className="row">
              {files.map((file) => (
                <Button
                  key={file.file}
                  size="small"
                  onPress={() => void saveVersionFile(material, version.number, file, t)}
                >
                  {t(`material.download.${file.file}`)}
                </Button>
              ))}
            </div>
          </li>
        ))}
      </ol>
    </Dialog>
  )
}
