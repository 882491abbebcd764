import type { MaterialId } from '@glosa/domain/model'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { call, isFailure, problemKey } from '../../api/index.ts'
import type { BodyEditor } from '../../text/bodyEditor.ts'
import { notify } from '../../ui/notify.ts'

/** Uploads pictures and puts them into the text, one after the other; a refusal is shown. */
export function usePictures(materialId: MaterialId) {
  const { t } = useTranslation()
  return useCallback(
    async (editor: BodyEditor, files: readonly File[]) => {
      for (const file of files) {
        const outcome = await call('addPicture', { params: { materialId }, body: file })
        if (isFailure(outcome)) notify({ tone: 'error', text: t(problemKey(outcome)) })
        else editor.run(editor.commands.insertImage(outcome.blob, file.name.replace(/\.[a-z]+$/i, '')))
      }
    },
    [materialId, t],
  )
}
