import type { AgendaItemView, AgendaPaper, MeetingView } from '@glosa/domain/contract'
import Download from 'lucide-react/icons/download'
import FileText from 'lucide-react/icons/file-text'
import { useTranslation } from 'react-i18next'
import { isFailure, saveFile, useAct } from '../../api/index.ts'
import { useFormat } from '../../i18n/useFormat.ts'
import { Button } from '../../ui/Button.tsx'

interface AttachedFileProps {
  readonly meetingId: MeetingView['id']
  readonly itemId: AgendaItemView['id']
  readonly content: AgendaPaper['parts'][number]
  readonly bytes: number
  readonly onOpened: () => void
}

/** A part that is a file: read in the program that the device has for it. */
export function AttachedFile({ meetingId, itemId, content, bytes, onOpened }: AttachedFileProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const file = useAct('readPaperFile')
  const { blob, fileName, mediaType } = content
  if (blob === null) return <p>{t('reader.fileGone')}</p>
  const open = async () => {
    const found = await file.run({ params: { meetingId, itemId, blob } })
    if (found === null || isFailure(found)) return
    saveFile(found, fileName ?? blob, mediaType ?? 'application/octet-stream')
    onOpened()
  }
  return (
    <p className="row">
      <FileText size={24} aria-hidden="true" />
      <span>
        {fileName} <span className="quiet">{format.bytes(bytes)}</span>
      </span>
      <Button icon={<Download size={18} aria-hidden="true" />} isPending={file.isPending} onPress={() => void open()}>
        {t('reader.openFile')}
      </Button>
    </p>
  )
}
